import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv } from '../import/csv.ts';
import type { Network } from '../model/network.ts';
import { Report } from '../shape/report.ts';
import { simulate } from '../simulate/simulate.ts';
import { formatOutcomeCsv } from './outcome-csv.ts';
import { formatOutcomeGeoJson } from './maps.ts';
import { formatReport } from './report.ts';
import { reportWords } from './words.ts';

const network: Network = {
  services: [{ id: 'power', unit: 'MW', sharing: 'flow' }],
  assets: [
    { id: 'G', kind: 'plant', position: [46, 24], produces: [{ service: 'power', amount: 10 }] },
    {
      id: 'A',
      name: '=cmd|"x" <b>',
      kind: 'site',
      region: 'north',
      position: [46.5, 24.5],
      demands: [{ service: 'power', amount: 8, people: 1000 }],
    },
  ],
  links: [{ id: 'GA', service: 'power', from: 'G', to: 'A', capacity: 10 }],
  dependencies: [{ asset: 'A', service: 'power', type: 'physical', autonomyHours: 2, confirmed: false }],
};
const outcome = simulate(network, { name: 'line down', events: [{ kind: 'outage', target: 'GA', at: 0, until: 5 }] });

test('the CSV has a row for each change, safe in spreadsheets, and reads back', () => {
  const csv = formatOutcomeCsv(network, outcome);
  const report = new Report();
  const { rows } = readCsv(csv, report);
  assert.deepEqual(report.issues, []);
  assert.equal(rows.length, outcome.changes.length);
  const stopped = rows.find(({ values }) => values.get('hour') === '2');
  assert.equal(stopped?.values.get('name'), `'=cmd|"x" <b>`);
  assert.match(
    stopped.values.get('in words') ?? '',
    /stopped after 2 h: lost power at the start, its store lasted 2 h/,
  );
});

test('the map has points and lines with hours', () => {
  const { features } = formatOutcomeGeoJson(network, outcome);
  assert.deepEqual(
    features.map(({ id, geometry, properties }) => [
      id,
      geometry.type,
      properties['stoppedAtHour'],
      properties['restoredAtHour'],
    ]),
    [
      ['A', 'Point', 2, 5],
      ['GA', 'LineString', 0, 5],
    ],
  );
});

test('the report says the figures and escapes what others wrote', () => {
  const markdown = formatReport(network, outcome);
  assert.match(markdown, /^# What falls next: line down\n/);
  assert.match(markdown, /\*\*Unserved\*\*: 5,000 Population-hours/);
  assert.match(markdown, /\| power \| 5,000 \| 40 MW·h power \|/);
  assert.match(markdown, /Fully restored\*\*: after 5 h/);
  assert.match(markdown, /not confirmed/);
  const html = formatReport(network, outcome, { format: 'html', language: 'ar' });
  assert.match(html, /<html lang="ar" dir="rtl">/);
  assert.ok(!html.includes('<b>') && html.includes('&lt;b&gt;'));
});

test('the words of the report are there in both languages', () => {
  assert.deepEqual(Object.keys(reportWords.ar), Object.keys(reportWords.en));
});
