import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network } from '../model/network.ts';
import { generateNation } from '../nation/nation.ts';
import { simulate } from '../simulate/simulate.ts';
import { monteCarlo } from './monte-carlo.ts';

const nation = generateNation({ assets: 500, seed: 9, flow: true, regionSize: 250 });

test('the same seed gives the same answer, another seed another', () => {
  const options = { outages: { count: 5, medianHours: 12 }, durationSpread: 0.5, autonomySpread: 0.3, runs: 300 };
  const first = monteCarlo(nation, { ...options, seed: 1 });
  assert.deepEqual(monteCarlo(nation, { ...options, seed: 1 }), first);
  assert.notDeepEqual(monteCarlo(nation, { ...options, seed: 2 }).populationHours, first.populationHours);
});

test('without any spread every run is the scenario itself', () => {
  const scenario = { events: [{ kind: 'outage', target: 'distribution-substation-0-0', at: 0, until: 9 } as const] };
  const { populationHours, runs, stoppedEarly } = monteCarlo(nation, { scenario, seed: 4, stopAt: 0.01 });
  assert.ok(Math.abs(populationHours.mean - simulate(nation, scenario).unserved.populationHours) < 1e-6);
  assert.ok(populationHours.mean > 0 && populationHours.deviation < 1e-6);
  assert.deepEqual([runs, stoppedEarly], [250, true]);
});

/** One asset for a thousand people, with a battery of 4 hours on a supplier that serves nobody itself. */
const battery: Network = {
  services: [{ id: 'power', unit: 'MW', sharing: 'logical' }],
  assets: [
    { id: 'S', kind: 'substation' },
    { id: 'A', kind: 'site', demands: [{ service: 'power', amount: 1, people: 1000 }] },
  ],
  dependencies: [{ asset: 'A', service: 'power', type: 'physical', on: ['S'], autonomyHours: 4 }],
};

test('an uncertain duration comes to the mean that its distribution has', () => {
  // The outage lasts 10 h times a lognormal factor with mean exp(0.2² / 2); A is served by it directly.
  const direct = { ...battery, dependencies: [] };
  const scenario = { events: [{ kind: 'outage', target: 'A', at: 0, until: 10 } as const] };
  const { populationHours } = monteCarlo(direct, {
    scenario,
    durationSpread: 0.2,
    seed: 11,
    runs: 20_000,
    confidence: 0.99,
  });
  const expected = 10_000 * Math.exp(0.02);
  assert.ok(populationHours.low <= expected && expected <= populationHours.high, JSON.stringify(populationHours));
  assert.ok(populationHours.high - populationHours.low < 0.01 * expected);
});

test('an uncertain autonomy comes to the share of runs in which it does not last', () => {
  // Out for 4 h: a battery whose median is 4 h lasts in half of the runs.
  const scenario = { events: [{ kind: 'outage', target: 'S', at: 0, until: 4 } as const] };
  const { assets } = monteCarlo(battery, { scenario, autonomySpread: 0.3, seed: 5, runs: 10_000 });
  const hit = assets.find(({ target }) => target === 'A')?.probability ?? 0;
  assert.ok(Math.abs(hit - 0.5) < 0.02, `${hit}`);
});

test('a hazard damages by its probabilities', () => {
  const placed: Network = {
    ...battery,
    assets: battery.assets.map((asset) => ({ ...asset, position: [46, 24] as const, fragility: { flood: 'site' } })),
  };
  const hazard = {
    kind: 'flood',
    footprint: [
      {
        polygon: [
          [45, 23],
          [47, 23],
          [47, 25],
          [45, 25],
        ] as const,
        intensity: 1,
      },
    ],
    curves: { site: { median: 1, dispersion: 0.5, hours: 5 } },
  };
  const { assets } = monteCarlo(placed, { hazard, seed: 6, runs: 10_000 });
  // A fails by itself in half of the runs, and in half of the others when S does for longer than 4 h.
  const hit = new Map(assets.map(({ target, probability }) => [target, probability]));
  assert.ok(Math.abs((hit.get('S') ?? 0) - 0.5) < 0.02 && Math.abs((hit.get('A') ?? 0) - 0.75) < 0.02);
});
