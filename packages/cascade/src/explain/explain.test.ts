import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network } from '../model/network.ts';
import { simulate } from '../simulate/simulate.ts';
import { explainOutcome } from './explain.ts';

const network: Network = {
  services: [
    { id: 'power', name: 'power', unit: 'MW', sharing: 'logical' },
    { id: 'water', unit: 'm3/h', sharing: 'logical' },
  ],
  assets: [
    { id: 'S3', kind: 'substation' },
    { id: 'P7', name: 'pump P7', kind: 'pump' },
    { id: 'H12', name: 'Hospital 12', kind: 'hospital' },
  ],
  dependencies: [
    { asset: 'P7', service: 'power', type: 'physical', on: ['S3'] },
    {
      asset: 'H12',
      service: 'water',
      type: 'physical',
      on: ['P7'],
      autonomyHours: 6,
      returnHours: 1,
      confirmed: false,
    },
  ],
};

const scenario = {
  start: '2026-11-22T08:20:00+03:00',
  events: [{ kind: 'outage', target: 'S3', at: 0, until: 18, reason: 'flood' }],
} as const;

test('tells every change with its chain of causes', () => {
  assert.deepEqual(explainOutcome(network, simulate(network, scenario)), [
    'S3 failed at 08:20 (flood)',
    'pump P7 stopped at 08:20: lost power; S3 failed at 08:20 (flood)',
    'Hospital 12 stopped at 14:20: lost water at 08:20, its store lasted 6 h (this dependency is not confirmed); ' +
      'pump P7 stopped at 08:20: lost power; S3 failed at 08:20 (flood)',
    'S3 repaired at 2026-11-23 02:20',
    'pump P7 works again at 2026-11-23 02:20: power came back at 2026-11-23 02:20; S3 repaired at 2026-11-23 02:20',
    'Hospital 12 works again at 2026-11-23 03:20: water came back at 2026-11-23 02:20 (this dependency is not confirmed); ' +
      'pump P7 works again at 2026-11-23 02:20: power came back at 2026-11-23 02:20; S3 repaired at 2026-11-23 02:20',
  ]);
});

test('tells it in Arabic, names and times kept in their own direction', () => {
  const { start: _, ...withoutClock } = scenario;
  const [, , hospital] = explainOutcome(network, simulate(network, withoutClock), 'ar');
  assert.equal(
    hospital,
    'توقف \u2068Hospital 12\u2069 بعد 6 ساعات: فقد \u2068water\u2069 عند البداية وكفاه مخزونه 6 ساعات (هذا الاعتماد غير مؤكد)؛ ' +
      'توقف \u2068pump P7\u2069 عند البداية: فقد \u2068power\u2069؛ تعطل \u2068S3\u2069 عند البداية (flood)',
  );
});

test('an outcome says which unconfirmed dependencies it rests on', () => {
  assert.deepEqual(simulate(network, scenario).unconfirmed, [{ asset: 'H12', service: 'water' }]);
});
