import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocate } from './allocate.ts';
import type { Allocation, Shipment } from './allocation.ts';
import { checkAllocation } from './check-allocation.ts';
import type { AllocationProblem } from './problem.ts';

const problem: AllocationProblem = {
  items: [{ id: 'vaccine', storage: { minC: 2, maxC: 8 } }],
  supplies: [
    { id: 'soon', item: 'vaccine', place: 'depot', quantity: 50, expiryHour: 60, reserve: 10 },
    { id: 'late', item: 'vaccine', place: 'depot', quantity: 50, expiryHour: 600 },
  ],
  needs: [
    { id: 'first', item: 'vaccine', place: 'town', quantity: 30, priority: 1, byHour: 24, minimumShelfHours: 12 },
    { id: 'second', item: 'vaccine', place: 'town', quantity: 30, priority: 2, byHour: 24 },
  ],
  lanes: [
    { id: 'van', from: 'depot', to: 'town', hours: 10, holds: { minC: 3, maxC: 6 }, capacity: 70 },
    { id: 'lorry', from: 'depot', to: 'town', hours: 5 },
  ],
};

/** A plan with its first shipment changed. */
function spoilt(plan: Allocation, change: Partial<Shipment>): Allocation {
  const [shipment, ...others] = plan.shipments;
  return { ...plan, shipments: [{ ...shipment!, ...change }, ...others] };
}

test('the checker finds each kind of fault that is put into a good plan', async () => {
  const plan = await allocate(problem);
  assert.deepEqual(checkAllocation(problem, plan), []);
  const codes = (bad: Allocation, other: AllocationProblem = problem): Set<string> =>
    new Set(checkAllocation(other, bad).map(({ code }) => code));
  const finds = (code: string, change: Partial<Shipment>): void =>
    assert.ok(codes(spoilt(plan, change)).has(code), code);
  finds('not-whole', { quantity: 0.5 });
  finds('wrong-rate', { serves: 1 });
  finds('unknown', { source: 'nobody' });
  finds('wrong-item', { item: 'water' });
  finds('wrong-place', { from: 'moon' });
  finds('too-late', { arriveHour: 25 });
  finds('too-early', { departHour: -1 });
  finds('shelf-life', { arriveHour: 55 });
  finds('overdrawn', { quantity: 90, serves: 90 });
  finds('wrong-sum', { quantity: 1, serves: 1 });
  finds('no-way', { lane: 'lorry', departHour: 0, arriveHour: 5 });
  finds('lane-overloaded', { quantity: 71, serves: 71 });

  const [soon, late] = problem.supplies;
  const with_ = (change: Partial<AllocationProblem>): AllocationProblem => ({ ...problem, ...change });
  assert.ok(codes(plan, with_({ supplies: [{ ...soon!, terms: { recipients: ['other'] } }, late!] })).has('terms'));
  assert.ok(codes(plan, with_({ supplies: [{ ...soon!, minimumLot: 45 }, late!] })).has('below-minimum'));

  const elsewhere = plan.shipments.map((shipment) => ({ ...shipment, source: 'late' }));
  assert.ok(codes({ ...plan, shipments: elsewhere }).has('first-expired'));
  const unexplained = plan.needs.map((need) => ({ ...need, met: 0 }));
  assert.ok(codes({ ...plan, shipments: [], needs: unexplained }).has('unexplained'));
});

test('the checker sees a more urgent need passed over', async () => {
  const near: AllocationProblem = {
    items: [{ id: 'water' }],
    supplies: [{ id: 'tank', item: 'water', place: 'town', quantity: 40 }],
    needs: [
      { id: 'first', item: 'water', place: 'town', quantity: 30, priority: 1, byHour: 24 },
      { id: 'second', item: 'water', place: 'town', quantity: 30, priority: 2, byHour: 24 },
    ],
  };
  const plan = await allocate(near);
  assert.deepEqual(checkAllocation(near, plan), []);
  const [first, second] = plan.shipments;
  const swapped = [
    { ...first!, quantity: 10, serves: 10 },
    { ...second!, quantity: 30, serves: 30 },
  ];
  const issues = checkAllocation(near, { ...plan, shipments: swapped });
  assert.ok(issues.some(({ code, path }) => code === 'priority' && path === 'first'));
});
