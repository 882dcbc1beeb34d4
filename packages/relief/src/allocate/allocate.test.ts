import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coupledExample, exampleProblem } from '../testing/example-problem.ts';
import { allocate } from './allocate.ts';
import type { Allocation } from './allocation.ts';
import { checkAllocation } from './check-allocation.ts';
import { loadSolver } from './highs.ts';
import { lexicographicShares } from './lexicographic.ts';
import { LinearModel, solveModel } from './linear-model.ts';
import { componentsOf, linksOf } from './links.ts';
import type { AllocationProblem } from './problem.ts';
import { applyRelaxation } from './relax.ts';

/** Met shares of each need by id. */
const shares = (allocation: Allocation): Map<string, number> =>
  new Map(allocation.needs.map(({ need, met, quantity }) => [need, met / quantity]));

const insulin: AllocationProblem = {
  items: [{ id: 'insulin', unit: 'vial', units: { box: 10 }, storage: { minC: 2, maxC: 8 } }],
  supplies: [
    { id: 'old', item: 'insulin', place: 'north', quantity: 4, unit: 'box', expiryHour: 100, owner: 'firm' },
    { id: 'new', item: 'insulin', place: 'north', quantity: 100, expiryHour: 900, owner: 'firm', reserve: 30 },
  ],
  needs: [
    { id: 'ward', item: 'insulin', place: 'hospital', quantity: 60, priority: 1, byHour: 30, minimumShelfHours: 48 },
    { id: 'clinic', item: 'insulin', place: 'clinic', quantity: 80, priority: 2, byHour: 48 },
  ],
  lanes: [
    { id: 'van', from: 'north', to: 'hospital', hours: 6, cost: 3, holds: { minC: 3, maxC: 6 } },
    { id: 'lorry', from: 'north', to: 'hospital', hours: 2, cost: 1 },
    { id: 'van-2', from: 'north', to: 'clinic', hours: 8, cost: 4, holds: { minC: 3, maxC: 6 } },
  ],
};

test('the cold chain, units, reserves, priorities and first-expired-first-out hold on a small case', async () => {
  const plan = await allocate(insulin);
  assert.deepEqual(plan.issues, []);
  assert.deepEqual(checkAllocation(insulin, plan), []);
  const sent = plan.shipments.map(({ source, need, quantity, lane, cost }) => [source, need, quantity, lane, cost]);
  assert.deepEqual(sent, [
    ['new', 'ward', 60, 'van', 180],
    ['old', 'clinic', 40, 'van-2', 160],
    ['new', 'clinic', 10, 'van-2', 40],
  ]);
  const clinic = plan.needs[1]!;
  assert.equal(clinic.met, 50);
  assert.deepEqual(
    clinic.reasons.map(({ code }) => code),
    ['exhausted', 'reserved'],
  );
  assert.deepEqual(clinic.relaxation, [{ kind: 'reserve', need: 'clinic', source: 'new', quantity: 30 }]);
});

test('shares within a class are the lexicographic maximum that the sequence of linear programmes finds', async () => {
  const highs = await loadSolver();
  for (let seed = 1; seed <= 12; seed++) {
    // A thousandfold, and so many that products of two sums no longer fit in 53 bits.
    const times = seed % 3 === 0 ? 10_000_000 : 1000;
    const small = exampleProblem({ seed, sources: 5, places: 30, items: 1, plenty: 0.7, nearest: 2, classes: 2 });
    const problem: AllocationProblem = {
      ...small,
      supplies: small.supplies.map((lot) => ({ ...lot, quantity: lot.quantity * times })),
      needs: small.needs.map((need) => ({ ...need, quantity: need.quantity * times })),
    };
    const links = linksOf(problem);
    const ours = shares(await allocate(problem));
    for (const component of componentsOf(links)) {
      const exact = lexicographicShares(highs, links, component);
      for (const [index, need] of component.needs.entries()) {
        const { id, quantity } = problem.needs[need]!;
        assert.ok(
          Math.abs(ours.get(id)! - exact[index]!) <= 1 / quantity + 1e-6,
          `${seed} ${id}: ${ours.get(id)} ${exact[index]}`,
        );
      }
    }
  }
});

test('the plan is the cheapest for its amounts, by HiGHS', async () => {
  const highs = await loadSolver();
  for (let seed = 1; seed <= 6; seed++) {
    const problem = exampleProblem({ seed, sources: 8, places: 25, items: 2, plenty: 0.9, nearest: 5 });
    const plan = await allocate(problem);
    const met = new Map(plan.needs.map((need) => [need.need, need.met]));
    const links = linksOf(problem);
    const programme = new LinearModel();
    const taken = links.offers.map((): [number, number][] => []);
    for (const [index, need] of links.needs.entries()) {
      const served: [number, number][] = [];
      for (let link = links.start[index]!; link < links.start[index + 1]!; link++) {
        const column = programme.column({ cost: links.cost[link]! });
        served.push([column, 1]);
        taken[links.offer[link]!]!.push([column, 1]);
      }
      programme.row(met.get(need.id)!, met.get(need.id)!, served);
    }
    for (const [offer, entries] of taken.entries()) programme.row(0, links.offers[offer]!.quantity, entries);
    const model = programme.build(highs);
    const { objective } = solveModel(highs, model)!;
    model.dispose();
    const { cost } = plan.report.planned;
    assert.ok(Math.abs(objective - cost) <= 1e-6 * cost, `${cost} is not ${objective}`);
    assert.ok(plan.report.cheapest.cost <= cost && plan.report.cheapest.met === plan.report.planned.met);
  }
});

test('no plan breaks a rule, and the relaxation of every short need serves it in at least 95 % of cases', async () => {
  let short = 0;
  let served = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const fairness = seed % 3 === 0 ? 'deprivation' : 'max-min';
    const options = { seed, sources: 5, places: 14, items: 2, plenty: 0.9, classes: 2, rules: 0.3 };
    const problem: AllocationProblem = { ...exampleProblem(options), fairness };
    const plan = await allocate(problem);
    assert.deepEqual(checkAllocation(problem, plan), []);
    for (const need of plan.needs) {
      if (need.met === need.quantity) continue;
      short++;
      const relaxed = applyRelaxation(problem, need.relaxation);
      const after = await allocate(relaxed);
      assert.deepEqual(checkAllocation(relaxed, after), []);
      const outcome = after.needs.find((other) => other.need === need.need)!;
      if (outcome.met === outcome.quantity) served++;
    }
  }
  assert.ok(short > 80, `${short} cases`);
  assert.ok(served >= 0.95 * short, `${served} of ${short}`);
});

test('minimum lots, lane limits, fixed costs and substitutes are kept, and their relaxations serve', async () => {
  let short = 0;
  let served = 0;
  for (let seed = 1; seed <= 4; seed++) {
    const problem = coupledExample(seed);
    const plan = await allocate(problem);
    assert.deepEqual(checkAllocation(problem, plan), []);
    assert.equal(plan.report.methods[0]!.method, 'highs');
    for (const need of plan.needs.filter(({ met, quantity }) => met < quantity).slice(0, 3)) {
      short++;
      const after = await allocate(applyRelaxation(problem, need.relaxation));
      const outcome = after.needs.find((other) => other.need === need.need)!;
      if (outcome.met === outcome.quantity) served++;
    }
  }
  assert.ok(short >= 8, `${short} cases`);
  assert.ok(served >= 0.95 * short, `${served} of ${short}`);
});

test('a fixed cost is paid once and only where it is worth it', async () => {
  const lane = (id: string, from: string, cost: number, fixedCost: number) => ({
    id,
    from,
    to: 'c',
    hours: 1,
    cost,
    fixedCost,
  });
  const plan = await allocate({
    items: [{ id: 'water' }],
    supplies: [
      { id: 'near', item: 'water', place: 'a', quantity: 100 },
      { id: 'far', item: 'water', place: 'b', quantity: 100 },
    ],
    needs: [{ id: 'n', item: 'water', place: 'c', quantity: 90, priority: 1, byHour: 9 }],
    lanes: [lane('ship', 'a', 1, 500), lane('cart', 'b', 6, 0)],
  });
  assert.deepEqual(
    plan.shipments.map(({ lane, quantity }) => [lane, quantity]),
    [['cart', 90]],
  );
  assert.equal(plan.report.planned.cost, 540);
});

test('production arrives batch by batch, by rate and ramp, in whole units', async () => {
  const plan = await allocate({
    items: [{ id: 'mask' }],
    supplies: [],
    production: [{ id: 'plant', item: 'mask', place: 'p', ratePerPeriod: 10.5, ramp: [0.5], shelfHours: 30 }],
    needs: [
      { id: 'first', item: 'mask', place: 'p', quantity: 40, priority: 1, byHour: 72 },
      { id: 'late', item: 'mask', place: 'p', quantity: 40, priority: 2, byHour: 72, minimumShelfHours: 25 },
    ],
    periods: { count: 3, hours: 24 },
  });
  assert.deepEqual(
    plan.shipments.map(({ batch, quantity, arriveHour }) => [batch, quantity, arriveHour]),
    [
      [0, 5, 24],
      [1, 10, 48],
      [2, 11, 72],
    ],
  );
  assert.deepEqual(
    plan.report.periods.map(({ arrivals }) => arrivals.mask),
    [5, 10, 11],
  );
  assert.equal(plan.needs[1]!.met, 0);
});

test('deprivation serves those who have waited longer before those who just began to wait', async () => {
  const need = (id: string, sinceHour: number) =>
    ({
      id,
      item: 'water',
      place: 'p',
      quantity: 100,
      priority: 1,
      byHour: 10,
      sinceHour,
      coverHours: 24,
      population: 50,
    }) as const;
  const problem: AllocationProblem = {
    items: [{ id: 'water' }],
    supplies: [{ id: 's', item: 'water', place: 'p', quantity: 100 }],
    needs: [need('waited', -12), need('new', 0)],
  };
  const fair = await allocate(problem);
  assert.deepEqual(
    fair.needs.map(({ met }) => met),
    [50, 50],
  );
  const { needs } = await allocate({ ...problem, fairness: 'deprivation' });
  assert.deepEqual(
    needs.map(({ met }) => met),
    [75, 25],
  );
});

test('the order in which supplies are listed changes nothing that a need gets', async () => {
  const problem = exampleProblem({ seed: 5, sources: 6, places: 20, items: 2, plenty: 0.6, classes: 3, rules: 0.2 });
  const turned = { ...problem, supplies: problem.supplies.toReversed() };
  assert.deepEqual(shares(await allocate(problem)), shares(await allocate(turned)));
});
