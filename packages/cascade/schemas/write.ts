// Writes the published schemas from the shapes that the validators use; a test fails when this was forgotten.
import { writeFileSync } from 'node:fs';
import { hardenSchema, mappingSchema, networkSchema, repairSchema, scenarioSchema } from '../src/validate/schemas.ts';

for (const [name, schema] of [
  ['network', networkSchema],
  ['scenario', scenarioSchema],
  ['mapping', mappingSchema],
  ['repair', repairSchema],
  ['harden', hardenSchema],
] as const) {
  writeFileSync(new URL(`${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
