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

test('the same seed and rounds make the same bytes, another seed need not', async () => {
  const problem = randomProblem(11, 0);
  const [a, b] = await Promise.all([7, 7].map((seed) => route(problem, { iterations: 200, seed })));
  assert.equal(JSON.stringify(a), JSON.stringify(b));
});

test('a search reports how it stands and can be stopped at any time', async () => {
  const problem = randomProblem(12, 0xffff);
  const controller = new AbortController();
  const seen: number[] = [];
  const onProgress = ({ spent }: { spent: number }) => {
    seen.push(spent);
    if (seen.length === 3) controller.abort();
  };
  const plan = await route(problem, { timeLimitMs: 3_600_000, signal: controller.signal, onProgress });
  assert.equal(seen.length >= 3, true);
  assert.deepEqual(checkPlan(problem, plan), []);
  const unsearched = await route(problem, { timeLimitMs: 3_600_000, signal: AbortSignal.abort() });
  assert.deepEqual(checkPlan(problem, unsearched), []);
});
