import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StixObject } from '../common/stix-object.ts';
import { compareVersions, versionOf } from './compare-versions.ts';

const known: StixObject = {
  type: 'tool',
  spec_version: '2.1',
  id: 'tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  created_by_ref: 'identity--f431f809-377b-45e0-aa1c-6a4751cae5ff',
  created: '2016-04-06T20:03:48.000Z',
  modified: '2016-04-06T20:03:48.123456Z',
  name: 'VNC',
};

const compare = (change: object, base: StixObject = known): [string, string[]] => {
  const { order, issues } = compareVersions(base, { ...base, ...change });
  return [order, issues.map(({ code }) => code)];
};

test('versions are ordered by modified, to its full precision', () => {
  assert.deepEqual(compare({ modified: '2016-04-06T20:03:48.123457Z' }), ['newer', []]);
  assert.deepEqual(compare({ modified: '2016-04-06T20:03:48.123Z' }), ['older', []]);
  assert.deepEqual(compare({ modified: '2016-04-06T20:03:48.1234560000001Z', name: 'x' }), ['newer', []]);
});

test('the same version is the same however its times and properties are written', () => {
  assert.deepEqual(compare({ modified: '2016-04-06T20:03:48.123456000Z', created: '2016-04-06T20:03:48.000000Z' }), [
    'same',
    [],
  ]);
  const reordered = Object.fromEntries(Object.entries(known).toReversed()) as StixObject;
  assert.equal(compareVersions(known, reordered).order, 'same');
});

test('other content under the same version is a conflict', () => {
  assert.deepEqual(compare({ name: 'TeamViewer' }), ['conflict', ['conflicting-version']]);
  const address: StixObject = {
    type: 'ipv4-addr',
    id: 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    value: '198.51.100.3',
  };
  assert.deepEqual(compare({ defanged: true }, address), ['conflict', ['conflicting-version']]);
  assert.deepEqual(compare({}, address), ['same', []]);
  assert.equal(versionOf(address), undefined);
});

test('a revoked object stays revoked', () => {
  const revoked = { ...known, revoked: true };
  const later = { modified: '2020-01-01T00:00:00.000Z', revoked: false };
  assert.deepEqual(compare(later, revoked), ['revoked', ['revoked-for-good']]);
  assert.deepEqual(compare({ modified: '2020-01-01T00:00:00.000Z', revoked: true }), ['newer', []]);
});

test('a version by another creator, or with another date of creation, breaks the rules', () => {
  const change = {
    modified: '2020-01-01T00:00:00.000Z',
    created: '2017-01-01T00:00:00.000Z',
    created_by_ref: undefined,
  };
  assert.deepEqual(compare(change), ['newer', ['creator-changed', 'created-changed']]);
});
