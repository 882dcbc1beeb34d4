import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network } from '../model/network.ts';
import { validateHardenOptions, validateRepairProblem } from './problems.ts';

const network: Network = {
  services: [{ id: 'power', unit: 'MW', sharing: 'logical' }],
  assets: [
    { id: 'S', kind: 'substation' },
    { id: 'A', kind: 'site' },
  ],
  dependencies: [{ asset: 'A', service: 'power', type: 'physical', on: ['S'] }],
};

const codes = (result: { ok: boolean; issues?: readonly { code: string; path: string }[] }): string[] =>
  (result.issues ?? []).map(({ code, path }) => `${code} ${path}`);

test('a repair problem names known damage and crews with a place', () => {
  const crew = { id: 'c', kind: 'power', base: [46, 24] };
  assert.ok(validateRepairProblem({ damage: [{ target: 'S' }], crews: [crew] }, network).ok);
  assert.deepEqual(
    codes(
      validateRepairProblem(
        {
          damage: [{ target: 'S' }, { target: 'S' }, { target: 'X' }],
          crews: [crew, { ...crew, base: [24, 146] }],
          committed: [{ target: 'A', endAt: 1 }],
        },
        network,
      ),
    ),
    [
      'duplicate-id damage/1/target',
      'unknown-asset damage/2/target',
      'duplicate-id crews/1/id',
      'coordinates-swapped crews/1/base',
      'not-damaged committed/0/target',
    ],
  );
  assert.deepEqual(codes(validateRepairProblem({ damage: [] }, network)), ['missing ']);
});

test('a hardening problem names known targets, needs that are there, and good scenarios', () => {
  const scenarios = [{ scenario: { events: [{ kind: 'outage', target: 'S', at: 0 }] }, weight: 1 }];
  const battery = { id: 'b', cost: 1, effect: { kind: 'add-autonomy', asset: 'A', service: 'power', hours: 4 } };
  assert.ok(validateHardenOptions({ measures: [battery], scenarios }, network).ok);
  const wrong = {
    measures: [
      { ...battery, effect: { ...battery.effect, asset: 'S' } },
      { id: 'b', cost: 2, effect: { kind: 'harden-site', target: 'X' } },
      {
        id: 'l',
        cost: 2,
        effect: { kind: 'add-link', link: { id: 'L', service: 'power', from: 'S', to: 'A', capacity: 1 } },
      },
    ],
    scenarios: [{ scenario: { events: [{ kind: 'outage', target: 'S', at: 3, until: 2 }] }, weight: 1 }],
  };
  assert.deepEqual(codes(validateHardenOptions(wrong, network)), [
    'no-such-need measures/0/effect/asset',
    'duplicate-id measures/1/id',
    'unknown-asset measures/1/effect/target',
    'not-a-flow measures/2/effect/link/service',
    'time-backwards scenarios/0/scenario/events/0/until',
  ]);
  assert.deepEqual(
    codes(validateHardenOptions({ measures: [{ id: 'x', cost: -1, effect: { kind: 'pray' } }], scenarios }, network)),
    ['negative measures/0/cost', 'not-one-of measures/0/effect/kind'],
  );
});
