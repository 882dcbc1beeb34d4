import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPropertyName, isTypeName, newIdentifier, parseIdentifier } from './identifier.ts';

test('an id is read into its parts', () => {
  assert.deepEqual(parseIdentifier('x-my-type--28bb3599-77cd-5a82-a950-b5bc3caf07c4'), {
    ok: true,
    value: { type: 'x-my-type', uuid: '28bb3599-77cd-5a82-a950-b5bc3caf07c4', version: 5 },
  });
  const fresh = parseIdentifier(newIdentifier('indicator'));
  assert.ok(fresh.ok && fresh.value.type === 'indicator' && fresh.value.version === 4);
});

test('what is no id is refused', () => {
  const bad = [
    '',
    'indicator',
    'indicator--',
    '--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    'indicator-28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    'indicator--28bb3599-77cd-5a82-a950-b5bc3caf07c',
    'indicator--28bb3599-77cd-6a82-a950-b5bc3caf07c4',
    'indicator--28bb3599-77cd-5a82-c950-b5bc3caf07c4',
    'indicator--28bb359977cd5a82a950b5bc3caf07c4',
    'Indicator--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    'my--type--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
  ];
  for (const text of bad) assert.equal(parseIdentifier(text).ok, false, text);
});

test('types and properties are named as §3.1 says', () => {
  for (const name of ['url', 'x-a', 'ipv4-addr', 'a'.repeat(250)]) assert.ok(isTypeName(name), name);
  for (const name of ['ab', 'a--b', 'abc-', '-abc', '1bc', 'aBc', 'a_bc', 'a'.repeat(251)])
    assert.ok(!isTypeName(name), name);
  for (const name of ['id', 'abc', 'x_1', 'a'.repeat(250)]) assert.ok(isPropertyName(name), name);
  for (const name of ['ab', '_abc', '1ab', 'aBc', 'a-bc', 'a'.repeat(251)]) assert.ok(!isPropertyName(name), name);
});
