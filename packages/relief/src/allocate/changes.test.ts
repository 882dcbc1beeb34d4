import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocate } from './allocate.ts';
import { comparePlans } from './changes.ts';
import type { AllocationProblem } from './problem.ts';

const need = (id: string, priority: number) =>
  ({ id, item: 'water', place: id, quantity: 50, priority, byHour: 24 }) as const;
const problem: AllocationProblem = {
  items: [{ id: 'water' }],
  supplies: [
    { id: 'near', item: 'water', place: 'depot', quantity: 60 },
    { id: 'far', item: 'water', place: 'port', quantity: 60 },
  ],
  needs: [need('a', 1), need('b', 2)],
  lanes: ['a', 'b'].flatMap((to) => [
    { id: `depot-${to}`, from: 'depot', to, hours: 2, cost: 1 },
    { id: `port-${to}`, from: 'port', to, hours: 9, cost: to === 'a' ? 9 : 5 },
  ]),
};

test('a plan that stays the same changes nothing', async () => {
  assert.deepEqual(comparePlans(await allocate(problem), await allocate(problem)), []);
});

test('who gets less, from whom, later and why is said', async () => {
  const before = await allocate(problem);
  const [near, far] = problem.supplies;
  const after = await allocate({
    ...problem,
    supplies: [
      { ...near!, quantity: 30 },
      { ...far!, quantity: 60, reserve: 20 },
    ],
  });
  assert.deepEqual(comparePlans(before, after), [
    {
      need: 'a',
      before: 50,
      after: 50,
      sources: [
        { source: 'near', before: 50, after: 30 },
        { source: 'far', before: 0, after: 20 },
      ],
      lastArrival: { before: 2, after: 9 },
      newReasons: [],
    },
    {
      need: 'b',
      before: 50,
      after: 20,
      sources: [
        { source: 'near', before: 10, after: 0 },
        { source: 'far', before: 40, after: 20 },
      ],
      lastArrival: { before: 9, after: 9 },
      newReasons: [
        { code: 'exhausted', item: 'water', quantity: 70, moreUrgent: 50 },
        { code: 'reserved', source: 'far', quantity: 20 },
      ],
    },
  ]);
});
