import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network } from '../model/network.ts';
import { damageProbability, exposuresTo, hazardScenario } from './hazard.ts';
import { outageList } from './outage-list.ts';
import { isInside } from './polygon.ts';
import { outageScenario } from './selection.ts';
import { assetsRunning, vulnerabilityScenario } from './vulnerability.ts';

const network: Network = {
  services: [
    { id: 'power', unit: 'MW', sharing: 'flow' },
    { id: 'telecom', unit: 'cells', sharing: 'logical' },
  ],
  assets: [
    {
      id: 'S1',
      kind: 'substation',
      region: 'north',
      position: [46.1, 24.1],
      fragility: { earthquake: 'low' },
      repair: { crew: 'power', hours: 30 },
      runs: ['cpe:2.3:a:acme:scada:4.2:*:*:*:*:*:*:*'],
    },
    {
      id: 'S2',
      kind: 'substation',
      region: 'south',
      position: [46.9, 24.9],
      fragility: { earthquake: 'low' },
      runs: ['Acme Historian'],
    },
    {
      id: 'X1',
      kind: 'exchange',
      region: 'north',
      position: [46.2, 24.2],
      runs: ['cpe:2.3:a:acme:scada:5.0:*:*:*:*:*:*:*'],
    },
  ],
  links: [{ id: 'L1', service: 'power', from: 'S1', to: 'S2', capacity: 10, fragility: { earthquake: 'line' } }],
  dependencies: [{ asset: 'S1', service: 'telecom', type: 'cyber', on: ['X1'] }],
};

const hazard = {
  kind: 'earthquake',
  at: 2,
  footprint: [
    {
      polygon: [
        [46, 24],
        [46.3, 24],
        [46.3, 24.3],
        [46, 24.3],
      ] as const,
      intensity: 0.4,
    },
    {
      polygon: [
        [45, 23],
        [48, 23],
        [48, 24.7],
        [45, 24.7],
      ] as const,
      intensity: 0.2,
    },
  ],
  curves: { low: { median: 0.2, dispersion: 0.5 }, line: { median: 0.2, dispersion: 0, level: 0.5, hours: 8 } },
};

test('a hazard reaches what has a fragility inside its footprint, at the highest intensity there', () => {
  const exposures = exposuresTo(network, hazard);
  assert.deepEqual(
    exposures.map(({ target, intensity, probability }) => [target, intensity, Number(probability.toFixed(4))]),
    [
      // ln(0.4 / 0.2) / 0.5 = 1.386, of which the normal distribution function is 0.9172.
      ['S1', 0.4, 0.9172],
      ['L1', 0.2, 1],
    ],
  );
  assert.deepEqual(exposures[0]?.outage, { kind: 'outage', target: 'S1', at: 2, until: 32, reason: 'earthquake' });
  assert.deepEqual(exposures[1]?.outage, {
    kind: 'outage',
    target: 'L1',
    at: 2,
    until: 10,
    level: 0.5,
    reason: 'earthquake',
  });
});

test('a hazard turns out by its seed, in the long run by its probabilities', () => {
  assert.deepEqual(hazardScenario(network, hazard, 7), hazardScenario(network, hazard, 7));
  let damaged = 0;
  for (let seed = 0; seed < 4000; seed += 1) {
    if (hazardScenario(network, hazard, seed).events.some(({ target }) => target === 'S1')) damaged += 1;
  }
  assert.ok(Math.abs(damaged / 4000 - 0.9172) < 0.02, `${damaged / 4000}`);
});

test('damage is likelier the stronger the intensity', () => {
  const curve = { median: 1, dispersion: 0.6 };
  assert.equal(damageProbability(curve, 0), 0);
  assert.ok(Math.abs(damageProbability(curve, 1) - 0.5) < 1e-7);
  for (let intensity = 0.1; intensity < 5; intensity += 0.1) {
    assert.ok(damageProbability(curve, intensity + 0.1) >= damageProbability(curve, intensity));
  }
});

test('inside a polygon with a notch, and outside in the notch', () => {
  const notched = [
    [0, 0],
    [4, 0],
    [4, 4],
    [2, 1],
    [0, 4],
  ] as const;
  assert.ok(isInside([1, 1], notched));
  assert.ok(!isInside([2, 3], notched));
  assert.ok(!isInside([5, 1], notched));
});

test("a region's telecom is lost", () => {
  const scenario = outageScenario(network, { region: 'north', supplies: 'telecom' }, { at: 1, until: 5 });
  assert.deepEqual(scenario, { events: [{ kind: 'outage', target: 'X1', at: 1, until: 5 }] });
});

test('what runs a product, by CPE name with anything left open, or by plain name', () => {
  const running = (product: string): string[] => assetsRunning(network, product).map(({ id }) => id);
  assert.deepEqual(running('cpe:2.3:a:acme:scada'), ['S1', 'X1']);
  assert.deepEqual(running('cpe:2.3:a:acme:scada:4.2:*:*:*:*:*:*:*'), ['S1']);
  assert.deepEqual(running('cpe:2.3:a:acme:other'), []);
  assert.deepEqual(running('acme historian'), ['S2']);
  assert.equal(vulnerabilityScenario(network, 'acme historian').events[0]?.target, 'S2');
});

test("an operator's list is read, and what is wrong with it is placed by line", () => {
  const good = outageList('target,at,until,reason\nS1,0,12,flood\nX1,3,,\n', network);
  assert.deepEqual(good, {
    ok: true,
    value: {
      events: [
        { kind: 'outage', target: 'S1', at: 0, until: 12, reason: 'flood' },
        { kind: 'outage', target: 'X1', at: 3 },
      ],
    },
  });
  const bad = outageList('target,at,until\nS1,0,12\nS9,soon,\nS2,5,4\nS2,1\n', network);
  assert.ok(!bad.ok);
  assert.deepEqual(
    bad.issues.map(({ code, path }) => `${code} ${path}`),
    ['wrong-width 5', 'not-number 3/at'],
  );
});
