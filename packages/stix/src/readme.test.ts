import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as stix from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the example of the README runs, and prints what it says', () => {
  const printed: unknown[] = [];
  const print = (value: unknown): void => void printed.push(value);
  const { normaliseMarking, scoId, validate, visibleParts } = stix;
  // begin README
  const address = { type: 'ipv4-addr', value: '198.51.100.3' };
  print(scoId(address));

  const result = validate({ ...address, id: scoId(address), value: '198.51.100.300' });
  if (!result.ok) print(result.issues);

  const incident: stix.StixObject = {
    type: 'incident',
    spec_version: '2.1',
    id: 'incident--dd8651ee-d529-44fe-b063-bb6f006fbe5c',
    created: '2026-03-20T08:17:27.000Z',
    modified: '2026-03-20T08:17:27.000Z',
    name: 'Pump stopped',
    description: 'Operator Ali saw it first',
    granular_markings: [{ marking_ref: stix.TLP['TLP:RED'].id, selectors: ['description'] }],
  };
  const seen = visibleParts(incident, (id) => normaliseMarking(id) !== 'TLP:RED');
  print(seen?.['description']);
  // end README

  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const example =
    source.split('  // begin README\n')[1]?.split('  // end README')[0]?.replace(/^ {2}/gm, '').trimEnd() ?? '';
  const shown = example
    .replaceAll('stix.StixObject', 'StixObject')
    .replaceAll('stix.TLP', 'TLP')
    .replaceAll('print(', 'console.log(');
  assert.ok(readme.includes(shown), `the README does not show\n${shown}`);
  for (const value of printed) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    assert.ok(readme.includes(text), `the README does not show ${text}`);
  }
});

test('the README names every export', () => {
  const unnamed = Object.keys(stix).filter((name) => !readme.includes(`\`${name}`));
  assert.deepEqual(unnamed, []);
});
