import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSelector, parseSelector, select } from './selector.ts';

test('a selector is names and indexes, parted by points', () => {
  assert.deepEqual(parseSelector('external_references.[0].hashes.SHA-256'), [
    'external_references',
    0,
    'hashes',
    'SHA-256',
  ]);
  for (const text of [
    '',
    '.',
    'a.',
    '[0]',
    'a.[01]',
    'a.[-1]',
    'a.[*]',
    'a b',
    'a.[x]',
    'a[0]',
    `a.${'b'.repeat(251)}`,
  ]) {
    assert.equal(parseSelector(text), undefined, text);
  }
});

test('what is written is read back', () => {
  for (const selector of [['name'], ['aliases', 0], ['a', 10, 'b', 'C_-1']]) {
    assert.deepEqual(parseSelector(formatSelector(selector)), selector);
  }
});

test('a selector picks what the object has of its own, and nothing else', () => {
  const object = { aliases: ['a', { b: null }], name: 'x' };
  const picked = (text: string): unknown => select(object, parseSelector(text) ?? []);
  assert.equal(picked('aliases.[0]'), 'a');
  assert.equal(picked('aliases.[1].b'), null);
  for (const text of [
    'constructor',
    'aliases.length',
    'aliases.0',
    'aliases.[2]',
    'name.[0]',
    'name.length',
    'aliases.[0].x',
    '__proto__',
  ]) {
    assert.equal(picked(text), undefined, text);
  }
});
