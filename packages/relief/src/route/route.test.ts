import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPlan } from './check-plan.ts';
import { randomProblem } from './random-problem.ts';
import { route } from './route.ts';

/** Small problems that mix all rules. */
const problems = fc
  .record({ seed: fc.integer({ min: 0, max: 1_000_000 }), rules: fc.integer({ min: 0, max: 0xffff }) })
  .map(({ seed, rules }) => randomProblem(seed, rules));

test('every plan keeps every rule by the independent checker', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      const plan = await route(problem, { iterations: 60, seed: 3 });
      assert.deepEqual(checkPlan(problem, plan), []);
    }),
    { numRuns: 300 },
  );
});
