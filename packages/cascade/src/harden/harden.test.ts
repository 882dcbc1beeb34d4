import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network } from '../model/network.ts';
import { generateNation } from '../nation/nation.ts';
import { seeded } from '../random/seeded.ts';
import { simulate } from '../simulate/simulate.ts';
import { harden } from './harden.ts';
import { Losses } from './losses.ts';
import type { Measure } from './measures.ts';
import { workPackage } from './work-package.ts';

/** Two sites on one substation; each could have a battery, the substation could be hardened. */
const small: Network = {
  services: [{ id: 'power', unit: 'MW', sharing: 'logical' }],
  assets: [
    { id: 'S', kind: 'substation' },
    { id: 'T', kind: 'substation' },
    { id: 'A', kind: 'site', demands: [{ service: 'power', amount: 1, people: 100 }] },
    { id: 'B', kind: 'site', demands: [{ service: 'power', amount: 1, people: 50 }] },
  ],
  dependencies: [
    { asset: 'A', service: 'power', type: 'physical', on: ['S'], autonomyHours: 2 },
    { asset: 'B', service: 'power', type: 'physical', on: ['S'] },
  ],
};
const outage = { scenario: { events: [{ kind: 'outage', target: 'S', at: 0, until: 10 } as const] }, weight: 0.5 };
const measures: Measure[] = [
  { id: 'battery A', cost: 3, effect: { kind: 'add-autonomy', asset: 'A', service: 'power', hours: 4 } },
  { id: 'big battery A', cost: 4, effect: { kind: 'add-autonomy', asset: 'A', service: 'power', hours: 8 } },
  { id: 'second line B', cost: 4, effect: { kind: 'add-supplier', asset: 'B', service: 'power', supplier: 'T' } },
  { id: 'spare parts S', cost: 5, effect: { kind: 'spare-parts', targets: ['S'], factor: 0.4 } },
  { id: 'harden S', cost: 9, effect: { kind: 'harden-site', target: 'S' } },
];

test('each measure does what it says, by hand', () => {
  const losses = new Losses(small, measures, [outage]);
  const cost = (...ids: readonly string[]): number =>
    losses.of(0, new Set(ids.map((id) => measures.findIndex((measure) => measure.id === id)))).populationHours;
  // A goes without from hour 2 to 10, B from 0 to 10.
  assert.equal(cost(), 100 * 8 + 50 * 10);
  assert.equal(cost('battery A'), 100 * 4 + 50 * 10);
  assert.equal(cost('big battery A'), 50 * 10);
  assert.equal(cost('battery A', 'big battery A'), 50 * 10);
  assert.equal(cost('second line B'), 100 * 8);
  // Out for 4 h instead of 10.
  assert.equal(cost('spare parts S'), 100 * 2 + 50 * 4);
  assert.equal(cost('spare parts S', 'battery A'), 50 * 4);
  assert.equal(cost('harden S'), 0);
});

test('the curve of budget against protection is the best there is, by hand', async () => {
  const { curve, populationHoursWithout, proven } = await harden(small, {
    measures,
    scenarios: [outage],
    budgets: [0, 3, 4, 8, 9],
  });
  assert.equal(populationHoursWithout, 650);
  assert.ok(proven);
  assert.deepEqual(
    curve.map(({ budget, measures: ids, populationHours, gap }) => [budget, ids, populationHours, gap]),
    [
      [0, [], 650, 0],
      [3, ['battery A'], 450, 0],
      [4, ['big battery A'], 250, 0],
      // Spare parts alone cost 5 and leave 200; with a battery for A they leave 100; both others leave nothing.
      [8, ['big battery A', 'second line B'], 0, 0],
      [9, ['big battery A', 'second line B'], 0, 0],
    ],
  );
  assert.equal(curve[4]?.peopleProtected, 75);
});

test('choices equal the best of all sets, and bounds are never above it', async () => {
  const network = generateNation({ assets: 120, seed: 4, regionSize: 120 });
  for (let seed = 1; seed <= 5; seed += 1) {
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const supplying = network.assets.filter(({ kind }) => /substation|exchange|pump|plant$/.test(kind));
    const scenarios = Array.from({ length: 4 }, () => ({
      weight: 0.25,
      scenario: {
        events: Array.from(
          { length: 3 },
          () => ({ kind: 'outage', target: pick(supplying).id, at: 0, until: 30 }) as const,
        ),
      },
    }));
    const hit = [...new Set(scenarios.flatMap(({ scenario }) => scenario.events.map(({ target }) => target)))];
    const affected = scenarios.flatMap(({ scenario }) =>
      simulate(network, scenario).affected.map(({ target }) => target),
    );
    const needs = (network.dependencies ?? []).filter(({ asset }) => affected.includes(asset));
    const list: Measure[] = Array.from({ length: 8 }, (_, index) => {
      const need = pick(needs);
      const effect: Measure['effect'] =
        index % 3 === 0
          ? { kind: 'harden-site', target: pick(hit) }
          : { kind: 'add-autonomy', asset: need.asset, service: need.service, hours: 6 + 20 * random() };
      return { id: `m${index}`, cost: 1 + Math.floor(5 * random()), effect };
    });
    const losses = new Losses(network, list, scenarios);
    const { curve } = await harden(network, { measures: list, scenarios, budgets: [4, 8, 12] });
    for (const choice of curve) {
      let best = Infinity;
      for (let bits = 0; bits < 2 ** list.length; bits += 1) {
        const taken = new Set([...list.keys()].filter((number) => (bits >> number) & 1));
        if ([...taken].reduce((sum, number) => sum + list[number]!.cost, 0) > choice.budget) continue;
        best = Math.min(
          best,
          scenarios.reduce((sum, _, at) => sum + 0.25 * losses.of(at, taken).populationHours, 0),
        );
      }
      const close = 1e-6 * (1 + best);
      assert.ok(
        Math.abs(choice.populationHours - best) <= close,
        `seed ${seed}: ${choice.populationHours} instead of ${best}`,
      );
      assert.ok(choice.bound <= best + close && choice.gap === 0, `seed ${seed}: ${JSON.stringify(choice)}`);
      assert.ok(choice.cost <= choice.budget);
    }
  }
});

test('a new line helps where there was none', async () => {
  const grid: Network = {
    services: [{ id: 'power', unit: 'MW', sharing: 'flow' }],
    assets: [
      { id: 'G', kind: 'plant', produces: [{ service: 'power', amount: 10 }] },
      { id: 'H', kind: 'plant', produces: [{ service: 'power', amount: 10 }] },
      { id: 'A', kind: 'site', demands: [{ service: 'power', amount: 8, people: 10 }] },
    ],
    links: [{ id: 'GA', service: 'power', from: 'G', to: 'A', capacity: 10 }],
  };
  const line: Measure = {
    id: 'line',
    cost: 1,
    effect: { kind: 'add-link', link: { id: 'HA', service: 'power', from: 'H', to: 'A', capacity: 4 } },
  };
  const scenarios = [{ scenario: { events: [{ kind: 'outage', target: 'G', at: 0, until: 5 } as const] }, weight: 1 }];
  const { curve, proven } = await harden(grid, { measures: [line], scenarios, budgets: [0, 1] });
  assert.deepEqual(
    curve.map(({ populationHours }) => populationHours),
    [50, 25],
  );
  assert.equal(proven, false);
});

test('a measure becomes work at its sites', () => {
  const owned: Network = {
    ...small,
    assets: small.assets.map((asset) => ({ ...asset, owner: 'grid', position: [46, 24] as const })),
  };
  const work = workPackage(owned, measures[2]!);
  assert.deepEqual(work, {
    measure: 'second line B',
    cost: 4,
    sites: [
      { asset: 'B', owner: 'grid', position: [46, 24] },
      { asset: 'T', owner: 'grid', position: [46, 24] },
    ],
    task: { en: 'Connect B to T for power', ar: 'ربط B بالمصدر T لخدمة power' },
  });
  for (const measure of measures) assert.ok(workPackage(owned, measure).sites.length > 0);
});
