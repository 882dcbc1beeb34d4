import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Asset, Network } from '../model/network.ts';
import { generateNation } from '../nation/nation.ts';
import { type Random, seeded } from '../random/seeded.ts';
import { lowerBound } from './bound.ts';
import { RepairCost } from './cost.ts';
import { greedyOrder, handOut, improve } from './heuristic.ts';
import { jobsOf, type RepairProblem } from './problem.ts';
import { explainReason } from './reasons.ts';
import { repair } from './repair.ts';
import { replanned } from './replan.ts';
import { canDo, schedule, type Sequences, type Yard, yardOf } from './schedule.ts';

/** Damage to some assets of a small nation, and two crews for each kind that is needed. */
function randomProblem(network: Network, count: number, random: Random): RepairProblem {
  const kinds = [
    'power-plant',
    'transmission-substation',
    'distribution-substation',
    'exchange',
    'pump',
    'water-plant',
  ];
  const choices = network.assets.filter(({ kind }) => kinds.includes(kind));
  const chosen = new Set<Asset>();
  while (chosen.size < count) chosen.add(choices[Math.floor(random() * choices.length)]!);
  const damage = [...chosen].map(({ id }) => ({ target: id }));
  const crews = [...new Set([...chosen].map((asset) => asset.repair!.crew))].flatMap((kind) =>
    [1, 2].map((number) => ({ id: `${kind}-${number}`, kind, base: network.assets[0]!.position! })),
  );
  return { damage, crews, horizonHours: 500 };
}

/** Every way to share the jobs out and put them in order. */
function* everyWay(yard: Yard, sequences: Sequences, left: readonly number[]): Generator<Sequences> {
  const [job, ...others] = left;
  if (job === undefined) return yield sequences;
  for (const crew of yard.crews.keys()) {
    if (!canDo(yard, crew, job)) continue;
    for (let place = 0; place <= sequences[crew]!.length; place += 1) {
      yield* everyWay(yard, sequences.with(crew, sequences[crew]!.toSpliced(place, 0, job)), others);
    }
  }
}

for (const flow of [false, true]) {
  test(`plans equal the best of every way there is; the bound is below; the heuristic is near: ${flow ? 'flows' : 'logical'}`, async () => {
    const network = generateNation({ assets: 90, seed: 2, flow, regionSize: 90 });
    const [heuristics, optima]: number[][] = [[], []];
    for (let seed = 1; seed <= 8; seed += 1) {
      const problem = randomProblem(network, 4, seeded(seed));
      const jobs = jobsOf(network, problem);
      const yard = yardOf(problem, jobs);
      const cost = new RepairCost(network, problem, jobs);
      let best = Infinity;
      for (const way of everyWay(
        yard,
        yard.crews.map(() => []),
        [...jobs.keys()],
      ))
        best = Math.min(best, cost.of(schedule(yard, way)));

      const plan = await repair(network, problem);
      assert.ok(
        Math.abs(plan.populationHours - best) < 1e-6 * best,
        `seed ${seed}: ${plan.populationHours} instead of ${best}`,
      );
      assert.equal(plan.method, 'exact');
      assert.equal(plan.gap, 0);
      const makespan = Math.max(...plan.steps.map(({ endAt }) => endAt));
      const bound = await lowerBound(network, problem, yard, makespan);
      assert.ok(bound <= best + 1e-6 * best && bound > 0, `seed ${seed}: bound ${bound}, best ${best}`);
      heuristics!.push(improve(yard, cost, handOut(yard, greedyOrder(yard, cost)), 2000, 1).cost);
      optima!.push(best);
    }
    for (const [index, found] of heuristics!.entries()) assert.ok(found <= 1.02 * optima![index]!, `seed ${index + 1}`);
  });
}

test('larger plans beat every rule of thumb, state their gap, and reach the same by the same seed', async () => {
  const network = generateNation({ assets: 200, seed: 3, regionSize: 100 });
  const problem = randomProblem(network, 10, seeded(1));
  const plan = await repair(network, problem, { evaluations: 400 });
  for (const cost of Object.values(plan.baselines)) assert.ok(plan.populationHours <= cost);
  assert.equal(plan.method, 'heuristic');
  assert.ok(plan.bound > 0 && plan.bound <= plan.populationHours && plan.gap < 1);
  assert.deepEqual(await repair(network, problem, { evaluations: 400 }), plan);
});

/** A substation, a pump that needs it, and a clinic that needs neither; all at one place. */
const small: Network = {
  services: [{ id: 'power', unit: 'MW', sharing: 'logical' }],
  assets: [
    {
      id: 'S',
      kind: 'substation',
      position: [46, 24],
      repair: { crew: 'power', hours: 4, materials: { transformer: 1 } },
    },
    {
      id: 'P',
      kind: 'pump',
      position: [46, 24],
      demands: [{ service: 'power', amount: 1, people: 900 }],
      repair: { crew: 'power', hours: 2 },
    },
    {
      id: 'C',
      kind: 'clinic',
      position: [46, 24],
      demands: [{ service: 'power', amount: 1, people: 100 }],
      repair: { crew: 'power', hours: 2 },
    },
  ],
  dependencies: [{ asset: 'P', service: 'power', type: 'physical', on: ['S'] }],
};
const crew = { id: 'crew', kind: 'power', base: [46, 24] } as const;

test('a worked example: what only helps together comes first where it pays', async () => {
  // S, P, C: P is served from 6 h on, C from 8 h on: 900 × 6 + 100 × 8 = 6200. C first: 100 × 2 + 900 × 8 = 7400.
  const plan = await repair(small, { damage: [{ target: 'C' }, { target: 'P' }, { target: 'S' }], crews: [crew] });
  assert.equal(plan.populationHours, 6200);
  assert.equal(plan.steps.at(-1)?.target, 'C');
  assert.deepEqual(plan.left, []);
  const back = plan.steps.find(({ reason }) => reason.restoresPeople === 900);
  assert.equal(back?.endAt, 6);
});

test('materials that come late let other work go first, and what can never be done is left', async () => {
  const problem = {
    damage: [{ target: 'C' }, { target: 'P' }, { target: 'S' }],
    crews: [crew],
    materials: { transformer: [{ at: 10, amount: 1 }] },
  };
  const plan = await repair(small, problem);
  // C, P by 4 h, then S when its transformer has come, 10 h to 14 h.
  assert.deepEqual(
    plan.steps.map(({ target, endAt }) => [target, endAt]),
    [
      ['C', 2],
      ['P', 4],
      ['S', 14],
    ],
  );
  const never = await repair(small, { ...problem, materials: { transformer: [] } });
  assert.deepEqual(never.left, ['S']);
  const closed = await repair(small, { ...problem, travelHours: () => Infinity });
  assert.deepEqual(closed.left, ['C', 'P', 'S']);
});

test('when facts change, what has begun is kept and the rest is planned again', async () => {
  const problem = { damage: [{ target: 'P' }, { target: 'S' }], crews: [crew] };
  const plan = await repair(small, problem);
  const [first, second] = plan.steps;
  // An hour in, the clinic is found damaged too, and a second crew joins from hour 3 on.
  const facts = { now: 1, damage: [{ target: 'C' }], crews: [{ ...crew, id: 'second', availableFrom: 3 }] };
  const next = replanned(small, problem, plan, facts);
  assert.deepEqual(next.committed, [{ target: first?.target, endAt: first?.endAt }]);
  const again = await repair(small, next);
  assert.deepEqual(again.left, []);
  assert.ok(again.steps.every(({ startAt }) => startAt >= facts.now));
  // Both are back as early as they can be: the clinic by one crew, what is left of the first plan by the other.
  assert.deepEqual(new Set(again.steps.map(({ target }) => target)), new Set(['C', second?.target]));
  assert.ok(again.populationHours <= 900 * 6 + 100 * 8);
});

test('planning again keeps what is under way', async () => {
  const problem = {
    damage: [{ target: 'P' }, { target: 'S' }],
    crews: [{ ...crew, availableFrom: 5 }],
    committed: [{ target: 'S', endAt: 5 }],
  };
  const plan = await repair(small, problem);
  assert.deepEqual(
    plan.steps.map(({ target, startAt }) => [target, startAt]),
    [['P', 5]],
  );
  assert.equal(plan.populationHours, 900 * 7);
});

test('reasons say what comes back and what leaving a step out would cost, in both languages', async () => {
  const plan = await repair(small, { damage: [{ target: 'S' }], crews: [crew], horizonHours: 100 });
  assert.deepEqual(plan.steps[0]?.reason, { restoresPeople: 900, restores: ['P'], savesPopulationHours: 900 * 96 });
  assert.equal(
    explainReason(plan.steps[0].reason),
    'brings back P; serves 900 people again as soon as it is done; saves 86,400 population-hours',
  );
  assert.match(explainReason(plan.steps[0].reason, 'ar'), /^يعيد العمل إلى P؛ .*86,400/);
});
