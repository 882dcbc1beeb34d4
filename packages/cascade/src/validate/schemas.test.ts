import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hardenSchema, mappingSchema, networkSchema, repairSchema, scenarioSchema } from './schemas.ts';

// After a change of shape: node --conditions=@sanad/source packages/cascade/schemas/write.ts
for (const [name, schema] of [
  ['network', networkSchema],
  ['scenario', scenarioSchema],
  ['mapping', mappingSchema],
  ['repair', repairSchema],
  ['harden', hardenSchema],
] as const) {
  test(`the published ${name} schema is the one that the validator's shapes write`, () => {
    const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), schema);
  });
}
