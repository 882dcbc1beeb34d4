import { ENTRIES, PERIODS, PROBLEM, SUBSTITUTE, TEMPERATURES, TERMS } from './problem-shape.ts';
import type { Fields, Kind } from './shape.ts';

/** A JSON schema or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

const name: JsonSchema = { type: 'string', minLength: 1 };
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

const KINDS: Record<Kind, JsonSchema> = {
  name,
  names: list(name),
  number: { type: 'number' },
  numbers: list({ type: 'number' }),
  amount: { type: 'number', minimum: 0 },
  count: { type: 'integer', minimum: 0 },
  positive: { type: 'integer', minimum: 1 },
  list: { type: 'array' },
  object: { type: 'object' },
};

/** The JSON schema (draft 2020-12) of an allocation problem, as published in `schemas/`. */
export function allocationProblemSchema(): JsonSchema {
  const holds = object(TEMPERATURES);
  const source = { terms: object(TERMS) };
  const table = (cell: JsonSchema): JsonSchema => list(list(cell));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Sanad allocation problem',
    description: 'Supplies, production, needs and lanes; hours count from one common start, costs in minor units.',
    ...object(PROBLEM, {
      periods: object(PERIODS, { hours: { type: 'number', exclusiveMinimum: 0 } }),
      fairness: { enum: ['max-min', 'deprivation'] },
      items: list(
        object(ENTRIES.items, {
          storage: holds,
          units: { type: 'object', additionalProperties: { type: ['number', 'string'] } },
        }),
      ),
      supplies: list(object(ENTRIES.supplies, source)),
      production: list(
        object(ENTRIES.production, { ...source, ramp: list({ type: 'number', minimum: 0, maximum: 1 }) }),
      ),
      needs: list(object(ENTRIES.needs, { substitutes: list(object(SUBSTITUTE)) })),
      lanes: list(object(ENTRIES.lanes, { holds })),
      matrices: list(
        object(ENTRIES.matrices, {
          holds,
          hours: table({ type: ['number', 'null'], minimum: 0 }),
          cost: table(KINDS.count),
        }),
      ),
    }),
  };
}

/** An object with exactly these fields, some of them described more closely. */
function object(fields: Fields, closer: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, kind]) => !kind.endsWith('?')).map(([field]) => field),
    properties: Object.fromEntries(
      entries.map(([field, kind]) => [field, closer[field] ?? KINDS[kind.replace('?', '') as Kind]]),
    ),
  };
}
