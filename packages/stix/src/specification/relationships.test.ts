import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNamedRelationship } from './relationships.ts';

test('relationships are those of the tables, in their direction', () => {
  assert.ok(isNamedRelationship('indicator', 'indicates', 'malware'));
  assert.ok(!isNamedRelationship('malware', 'indicates', 'indicator'));
  assert.ok(!isNamedRelationship('indicator', 'uses', 'malware'));
  assert.ok(isNamedRelationship('infrastructure', 'consists-of', 'x509-certificate'));
  assert.ok(isNamedRelationship('vulnerability', 'related-to', 'ipv4-addr'));
});

test('only like derives from like, and duplicates it', () => {
  for (const type of ['derived-from', 'duplicate-of']) {
    assert.ok(isNamedRelationship('report', type, 'report'));
    assert.ok(!isNamedRelationship('report', type, 'note'));
  }
});
