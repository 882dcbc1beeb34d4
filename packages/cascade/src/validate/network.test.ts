import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptNetwork, parseNetwork, validateNetwork } from './network.ts';
import { validateScenario } from './scenario.ts';

const good = () => ({
  services: [
    { id: 'power', unit: 'MW', sharing: 'flow' },
    { id: 'water', unit: 'm3/h', sharing: 'logical' },
  ],
  assets: [
    { id: 'S3', kind: 'substation', owner: 'grid', demands: [{ service: 'power', amount: 2, unit: 'MW', people: 10 }] },
    { id: 'P7', kind: 'pump', position: [46.7, 24.6] },
    { id: 'H1', kind: 'hospital' },
  ],
  links: [{ id: 'L1', service: 'power', from: 'S3', to: 'P7', capacity: 5 }],
  dependencies: [{ asset: 'H1', service: 'water', type: 'physical', on: ['P7'] }],
});

/** The good network with one property changed, by its path. */
function broken(path: string, value: unknown): unknown {
  const input: unknown = structuredClone(good());
  const keys = path.split('/');
  const last = keys.pop()!;
  let at = input as Record<string, unknown>;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  at[last] = value;
  return input;
}

test('accepts a good network', () => {
  const result = validateNetwork(good());
  assert.ok(result.ok);
  assert.deepEqual(result.value, good());
});

const rules: readonly (readonly [path: string, value: unknown, code: string, at?: string])[] = [
  ['services', [], 'too-few'],
  ['services/0/sharing', 'shared', 'not-one-of'],
  ['services/1/id', 'power', 'duplicate-id'],
  ['assets/1/id', 'S3', 'two-owners', 'assets/1/owner'],
  ['assets/2/id', 'P7', 'duplicate-id'],
  ['assets/0/demands/0/amount', -2, 'negative'],
  ['assets/0/demands/0/amount', '2', 'not-number'],
  ['assets/0/demands/0/unit', 'kW', 'unit-mismatch'],
  ['assets/0/demands/0/service', 'gas', 'unknown-service'],
  ['assets/0/demands/0/priority', 2.5, 'not-integer'],
  ['assets/0/produces', [{ service: 'water', amount: 1 }], 'not-a-flow', 'assets/0/produces/0/service'],
  ['assets/1/position', [24.6, 146.7], 'coordinates-swapped'],
  ['assets/1/position', [246.7, 124.6], 'not-on-earth'],
  ['extent', [46, 26, 47, 27], 'outside-extent', 'assets/1/position'],
  ['extent', [24, 46, 25, 47], 'coordinates-swapped', 'assets/1/position'],
  ['assets/1/colour', 'red', 'unknown-property'],
  ['links/0/capacity', -1, 'negative'],
  ['links/0/to', 'S3', 'self-link'],
  ['links/0/to', 'S9', 'unknown-asset'],
  ['links/0/service', 'water', 'not-a-flow'],
  ['links/0/id', 'H1', 'duplicate-id'],
  ['dependencies/0/asset', 'H9', 'unknown-asset'],
  ['dependencies/0/on', ['P9'], 'unknown-asset', 'dependencies/0/on/0'],
  ['dependencies/0/on', ['H1'], 'self-dependency', 'dependencies/0/on/0'],
  ['dependencies/0/on', ['P7', 'P7'], 'duplicate-supplier', 'dependencies/0/on/1'],
  ['dependencies/0/on', undefined, 'no-suppliers', 'dependencies/0/on'],
  ['dependencies/0/rule', { atLeast: 2 }, 'k-above-n', 'dependencies/0/rule/atLeast'],
  ['dependencies/0/rule', { atLeast: 0 }, 'too-small', 'dependencies/0/rule/atLeast'],
  ['dependencies/0/rule', 'some', 'not-one-of'],
  ['dependencies/0/type', 'social', 'not-one-of'],
  ['dependencies/0/autonomyHours', -6, 'negative'],
  ['dependencies/0/fill', 1.5, 'too-large'],
  [
    'dependencies/0/degradation',
    [
      { afterHours: 4, level: 0.5 },
      { afterHours: 4, level: 0 },
    ],
    'time-backwards',
    'dependencies/0/degradation/1/afterHours',
  ],
  [
    'dependencies/0/degradation',
    [
      { afterHours: 4, level: 0.5 },
      { afterHours: 5, level: 0.6 },
    ],
    'level-rises',
    'dependencies/0/degradation/1/level',
  ],
];

for (const [path, value, code, at = path] of rules) {
  test(`refuses ${path} = ${JSON.stringify(value)}: ${code} at ${at}`, () => {
    const result = validateNetwork(broken(path, value));
    assert.ok(!result.ok);
    assert.ok(
      result.issues.some((issue) => issue.code === code && issue.path === at),
      JSON.stringify(result.issues),
    );
  });
}

test('a flow dependency without suppliers needs a demand of its own', () => {
  const result = validateNetwork(broken('dependencies/0', { asset: 'H1', service: 'power', type: 'physical' }));
  assert.ok(!result.ok);
  assert.deepEqual(
    result.issues.map((issue) => issue.code),
    ['no-demand'],
  );
});

test('finds swapped coordinates among many without being told an extent', () => {
  const assets = Array.from({ length: 20 }, (_, index) => ({
    id: `a${index}`,
    kind: 'site',
    position: index === 7 ? [24.7, 46.7] : [46.5 + index / 50, 24.5 + index / 50],
  }));
  const result = validateNetwork({ services: good().services, assets });
  assert.ok(!result.ok);
  assert.deepEqual(
    result.issues.map(({ code, path }) => [code, path]),
    [['coordinates-swapped', 'assets/7/position']],
  );
});

test('lists ten bad rows among a hundred thousand and keeps the rest', () => {
  const assets = Array.from({ length: 100_000 }, (_, index) => ({
    id: `a${index}`,
    kind: index % 10_000 === 5 ? 7 : 'site',
  }));
  const result = acceptNetwork({ services: good().services, assets });
  assert.ok(result.ok);
  assert.equal(result.value.network.assets.length, 99_990);
  assert.deepEqual(
    result.value.issues.map((issue) => issue.path),
    Array.from({ length: 10 }, (_, index) => `assets/${index * 10_000 + 5}/kind`),
  );
});

test('what is no network at all is told apart from a bad one', () => {
  for (const input of [undefined, null, 7, 'x', [], {}]) assert.ok(!validateNetwork(input).ok);
  const result = parseNetwork('{"services": [');
  assert.ok(!result.ok && result.issues[0]?.code === 'not-json');
});

test('a scenario names known targets, and time goes forward', () => {
  const network = validateNetwork(good());
  assert.ok(network.ok);
  const check = (input: unknown): string[] => {
    const result = validateScenario(input, network.value);
    return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path}`);
  };
  assert.deepEqual(
    check({ start: '2026-11-22T08:20:00+03:00', events: [{ kind: 'outage', target: 'L1', at: 0 }] }),
    [],
  );
  assert.deepEqual(check({ events: [{ kind: 'outage', target: 'S3', at: 5, until: 4 }] }), [
    'time-backwards events/0/until',
  ]);
  assert.deepEqual(check({ events: [{ kind: 'repair', target: 'S9', at: 5 }] }), ['unknown-asset events/0/target']);
  assert.deepEqual(check({ events: [{ kind: 'outage', target: 'S3', at: -1 }] }), ['negative events/0/at']);
  assert.deepEqual(check({ events: [{ kind: 'flood', target: 'S3', at: 1 }] }), ['not-one-of events/0/kind']);
  assert.deepEqual(check({ start: '2026-11-22', events: [] }), ['not-a-time start']);
  assert.deepEqual(check({ events: [{ kind: 'refuel', target: 'S3', at: 1, service: 'gas' }] }), [
    'unknown-service events/0/service',
  ]);
});
