import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPattern } from '../format.ts';
import { matchPattern } from '../match.ts';
import { observationsOf, smallPattern, smallWorld } from '../testing/small-world.ts';
import type { Seen } from '../testing/small-world.ts';
import type { Pattern } from '../tree.ts';

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
    fc.property(smallPattern, smallWorld, (tree, world) => {
      const sightings = world.flatMap((one) => Array<Seen>(one.count).fill(one));
      let expected: boolean;
      try {
        expected = bindings(tree, sightings).length > 0;
      } catch (error) {
        if (error instanceof TooMany) return;
        throw error;
      }
      const observations = observationsOf(world);
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
