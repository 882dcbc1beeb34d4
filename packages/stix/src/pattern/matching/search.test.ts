import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPattern } from '../format.ts';
import { matchPattern } from '../match.ts';
import type { Pattern, Qualifier } from '../tree.ts';

/** What is observed in the oracle's world: a value, from second to second, so many times. */
interface Seen {
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

const time = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

const qualifier: fc.Arbitrary<Qualifier> = fc.oneof(
  fc.record({ kind: fc.constant('within' as const), seconds: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('repeats' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc
    .tuple(fc.nat(8), fc.nat(8))
    .map(([start, stop]) => ({ kind: 'start-stop' as const, start: time(start), stop: time(stop) })),
);

/** Patterns over `[x:v = 0]`, `[x:v = 1]`, `[x:v = 2]`. */
const pattern: fc.Arbitrary<Pattern> = fc.letrec<{ pattern: Pattern }>((tie) => ({
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

/** Too many bindings to write out: the case is left out. */
class TooMany extends Error {}

/** Every set of single sightings that meets a pattern, written out straight from the definitions of §9.5. */
function bindings(node: Pattern, sightings: readonly Seen[]): number[][] {
  const at = (index: number): Seen => sightings[index] as Seen;
  const latestFirst = (binding: readonly number[]) => Math.max(...binding.map((index) => at(index).first));
  const earliestLast = (binding: readonly number[]) => Math.min(...binding.map((index) => at(index).last));
  const pairs = (left: number[][], right: number[][], fit: (a: number[], b: number[]) => boolean): number[][] => {
    if (left.length * right.length > 20_000) throw new TooMany();
    return left.flatMap((a) =>
      right.filter((b) => !a.some((one) => b.includes(one)) && fit(a, b)).map((b) => [...a, ...b]),
    );
  };
  switch (node.kind) {
    case 'observation': {
      const { comparison } = node;
      const wanted = comparison.kind === 'test' && comparison.operator === '=' ? comparison.value.value : undefined;
      return sightings.flatMap(({ value }, index) => (value === wanted ? [[index]] : []));
    }
    case 'any-observed':
      return node.operands.flatMap((operand) => bindings(operand, sightings));
    case 'all-observed':
      return node.operands.map((operand) => bindings(operand, sightings)).reduce((a, b) => pairs(a, b, () => true));
    case 'followed-by':
      return node.operands
        .map((operand) => bindings(operand, sightings))
        .reduce((a, b) => pairs(a, b, (before, after) => latestFirst(before) <= earliestLast(after)));
    case 'qualified': {
      const { qualifier: limit } = node;
      const inner = bindings(node.expression, sightings);
      if (limit.kind === 'repeats') {
        return Array.from({ length: limit.times }, () => inner).reduce((a, b) => pairs(a, b, () => true));
      }
      if (limit.kind === 'within') {
        return inner.filter((binding) => latestFirst(binding) - earliestLast(binding) <= limit.seconds);
      }
      const [start, stop] = [Number(limit.start.slice(17, 19)), Number(limit.stop.slice(17, 19))];
      return inner.filter(
        (binding) => start < stop && binding.every((index) => at(index).last >= start && at(index).first < stop),
      );
    }
  }
}

test('the search agrees with writing out every binding', () => {
  let compared = 0;
  let matches = 0;
  fc.assert(
    fc.property(pattern, fc.array(seen, { maxLength: 6 }), (tree, world) => {
      const sightings = world.flatMap((one) => Array<Seen>(one.count).fill(one));
      let expected: boolean;
      try {
        expected = bindings(tree, sightings).length > 0;
      } catch (error) {
        if (error instanceof TooMany) return;
        throw error;
      }
      const observations = world.map(({ value, first, last, count }) => ({
        type: 'observed-data',
        first_observed: time(first),
        last_observed: time(last),
        number_observed: count,
        objects: { 0: { type: 'x', v: value } },
      }));
      const result = matchPattern(tree, observations);
      assert.equal(result.ok && result.value.matched, expected, formatPattern(tree));
      compared += 1;
      matches += expected ? 1 : 0;
      if (!result.ok || !expected) return;
      // What is named as the match is enough to match by itself.
      const named = result.value.observations.map(Number);
      const again = matchPattern(
        tree,
        observations.filter((_, index) => named.includes(index)),
      );
      assert.equal(again.ok && again.value.matched, true);
    }),
    { numRuns: 20_000 },
  );
  assert.ok(matches > 2000 && compared - matches > 2000, `${matches} of ${compared} match`);
});
