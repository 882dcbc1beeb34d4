import type { JsonSchema } from '../shape/shape.ts';
import { mappingShape } from '../import/mapping.ts';
import { hardenShape } from './harden-shape.ts';
import { networkShape } from './network-shape.ts';
import { repairProblemShape } from './repair-shape.ts';
import { scenarioShape } from './scenario-shape.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** The JSON Schema of a network, as published in `schemas/network.schema.json`. */
export const networkSchema: JsonSchema = { $schema: dialect, title: 'Sanad cascade network', ...networkShape.schema };

/** The JSON Schema of a scenario, as published in `schemas/scenario.schema.json`. */
export const scenarioSchema: JsonSchema = {
  $schema: dialect,
  title: 'Sanad cascade scenario',
  ...scenarioShape.schema,
};

/** The JSON Schema of a mapping of files to a network, as published in `schemas/mapping.schema.json`. */
export const mappingSchema: JsonSchema = { $schema: dialect, title: 'Sanad cascade mapping', ...mappingShape.schema };

/** The JSON Schema of a repair problem, as published in `schemas/repair.schema.json`. */
export const repairSchema: JsonSchema = {
  $schema: dialect,
  title: 'Sanad cascade repair',
  ...repairProblemShape.schema,
};

/** The JSON Schema of a hardening problem, as published in `schemas/harden.schema.json`. */
export const hardenSchema: JsonSchema = { $schema: dialect, title: 'Sanad cascade hardening', ...hardenShape.schema };
