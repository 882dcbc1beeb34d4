import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPlan } from '../route/check-plan.ts';
import type { RouteProblem } from '../route/problem.ts';
import { randomProblem } from '../route/random-problem.ts';
import { routeInThreads } from './route-in-threads.ts';

/** Enough stops that they are shared out among the threads. */
function large(stops: number): RouteProblem {
  const x = (k: number, by: number) => (k * by) % 997;
  return {
    places: Array.from({ length: stops + 1 }, (_, k) => ({ id: `p${k}`, x: x(k, 331), y: x(k, 613) })),
    travel: { kind: 'plane' },
    vehicles: [{ id: 'van', count: 60, start: 'p0', end: 'p0', capacity: [20], shift: [0, 4000] }],
    stops: Array.from({ length: stops }, (_, k) => ({
      id: `s${k + 1}`,
      place: `p${k + 1}`,
      delivery: [1 + (k % 3)],
      service: 5,
    })),
  };
}

test('threads make the same good plan from the same seed', { timeout: 120_000 }, async () => {
  const problem = large(320);
  const plans = await Promise.all(
    [1, 1].map((seed) => routeInThreads(problem, { threads: 2, iterations: 1_600, seed })),
  );
  const [a, b] = plans.map((plan) => (plan.ok ? plan.value : assert.fail('issues')));
  assert.deepEqual(a, b);
  assert.deepEqual(checkPlan(problem, a!), []);
  assert.equal(a!.unassigned.length, 0);
});

test('threads keep all rules, report and stop', { timeout: 120_000 }, async () => {
  const problem = randomProblem(5, 0xffff);
  const seen: number[] = [];
  const plan = await routeInThreads(problem, {
    threads: 2,
    iterations: 320,
    seed: 4,
    onProgress: ({ spent }) => seen.push(spent),
  });
  assert.ok(plan.ok);
  assert.deepEqual(checkPlan(problem, plan.value), []);
  assert.equal(seen.at(-1), 1);
  const stopped = await routeInThreads(problem, {
    threads: 1,
    timeLimitMs: 3_600_000,
    signal: AbortSignal.timeout(300),
  });
  assert.ok(stopped.ok);
  assert.deepEqual(checkPlan(problem, stopped.value), []);
});
