import fc from 'fast-check';
import type { Pattern, Qualifier } from '../tree.ts';

/** What is observed in a small world: a value, from second to second, so many times. */
export interface Seen {
  readonly value: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

const seen: fc.Arbitrary<Seen> = fc
  .record({
    value: fc.nat(2),
    first: fc.nat(8),
    lasting: fc.oneof(fc.constant(0), fc.nat(4)),
    count: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ value, first, lasting, count }) => ({ value, first, last: first + lasting, count }));

/** A second of the small world's only minute, as a timestamp. */
const time = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

const qualifier: fc.Arbitrary<Qualifier> = fc.oneof(
  fc.record({ kind: fc.constant('within' as const), seconds: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('repeats' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc
    .tuple(fc.nat(8), fc.nat(8))
    .map(([start, stop]) => ({ kind: 'start-stop' as const, start: time(start), stop: time(stop) })),
);

/** Patterns over `[x:v = 0]`, `[x:v = 1]`, `[x:v = 2]`. */
export const smallPattern: fc.Arbitrary<Pattern> = fc.letrec<{ pattern: Pattern }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.nat(2).map((value) => ({
      kind: 'observation' as const,
      comparison: {
        kind: 'test' as const,
        operator: '=' as const,
        negated: false,
        path: { objectType: 'x', steps: [{ kind: 'key' as const, name: 'v' }] },
        value: { kind: 'integer' as const, value },
        offset: 0,
      },
      offset: 0,
    })),
    fc.record({
      kind: fc.constantFrom('all-observed' as const, 'any-observed' as const, 'followed-by' as const),
      operands: fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }),
      offset: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('qualified' as const),
      expression: tie('pattern'),
      qualifier,
      offset: fc.constant(0),
    }),
  ),
})).pattern;

/** Up to six observations. */
export const smallWorld: fc.Arbitrary<Seen[]> = fc.array(seen, { maxLength: 6 });

/** The observed-data of a small world. */
export const observationsOf = (world: readonly Seen[]): object[] =>
  world.map(({ value, first, last, count }) => ({
    type: 'observed-data',
    first_observed: time(first),
    last_observed: time(last),
    number_observed: count,
    objects: { 0: { type: 'x', v: value } },
  }));
