import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRule } from '../parse/parse.ts';
import { evaluate } from './evaluate.ts';

/** Whether a detection, written in YAML, matches an event. */
const matches = (detection: string, event: Record<string, unknown>): boolean => {
  const result = parseRule(`title: t\nlogsource: {}\ndetection:\n${detection.replaceAll(/^/gm, '  ')}`);
  assert.ok(result.ok, JSON.stringify(result));
  assert.ok(result.value.kind === 'rule');
  return evaluate(result.value, event);
};

/** Whether one item, written `Field|modifiers: value`, matches an event. */
const item = (written: string, event: Record<string, unknown>): boolean =>
  matches(`sel:\n  ${written}\ncondition: sel`, event);

void test('texts are compared without case, unless cased', () => {
  assert.ok(item('A: "Wörd"', { A: 'wÖRD' }));
  assert.ok(!item('A|cased: "Wörd"', { A: 'wörd' }));
  assert.ok(item('A|contains|cased: "ör"', { A: 'Wörd' }));
  assert.ok(item('A|contains: ΟΔΟΣ', { A: 'x οδοσy' }), 'a sigma within a word');
});

void test('wildcards and their escapes', () => {
  assert.ok(item(String.raw`A: 'a*c'`, { A: 'abbc' }));
  assert.ok(!item(String.raw`A: 'a\*c'`, { A: 'abbc' }));
  assert.ok(item(String.raw`A: 'a\*c'`, { A: 'a*c' }));
  assert.ok(item(String.raw`A: 'a\\*c'`, { A: 'a\\bbc' }));
  assert.ok(item(String.raw`A: 'a\\\*c'`, { A: 'a\\*c' }));
  assert.ok(item(String.raw`A: 'C:\Windows\\x'`, { A: 'c:\\windows\\x' }));
  assert.ok(item(String.raw`A: '\\\\host'`, { A: '\\\\host' }), 'four backslashes mean two');
  assert.ok(item(String.raw`A: '\\\host'`, { A: '\\\\host' }), 'three backslashes mean two');
  assert.ok(item(`A: 'a?c'`, { A: 'a😀c' }), 'one character may be two code units');
  assert.ok(!item(`A: 'a?c'`, { A: 'ac' }));
});

void test('contains, startswith, endswith, all', () => {
  assert.ok(item('A|contains: b', { A: 'abc' }));
  assert.ok(item('A|startswith: ab', { A: 'abc' }) && !item('A|startswith: b', { A: 'abc' }));
  assert.ok(item('A|endswith: bc', { A: 'abc' }) && !item('A|endswith: b', { A: 'abc' }));
  assert.ok(item('A|contains|all: [a, c]', { A: 'abc' }) && !item('A|contains|all: [a, d]', { A: 'abc' }));
});

void test('numbers and texts that spell them are one value', () => {
  assert.ok(item('A: 4688', { A: '4688' }) && item(`A: '4688'`, { A: 4688 }));
  assert.ok(!item('A: 4688', { A: 46880 }) && !item('A: 1', { A: true }));
  assert.ok(item('A|contains: 68', { A: 4688 }));
  assert.ok(item('A: 9232379236109516800', { A: '9232379236109516800' }), 'beyond what a double holds');
  assert.ok(item('A: true', { A: 'True' }));
});

void test('comparisons take numbers and texts that spell them, nothing else', () => {
  assert.ok(item('A|gte: 10', { A: '10' }) && item('A|gt: 9', { A: 10 }) && item('A|lt: 0', { A: '-1e2' }));
  assert.ok(!item('A|lt: 10', { A: '' }) && !item('A|lt: 10', { A: '0x1' }) && !item('A|lte: 10', {}));
});

void test('null, empty and absent are told apart', () => {
  assert.ok(item('A: null', {}) && item('A: null', { A: null }) && !item('A: null', { A: '' }));
  assert.ok(item(`A: ''`, { A: '' }) && !item(`A: ''`, {}));
  assert.ok(item('A|exists: true', { A: null }) && item('A|exists: false', {}) && !item('A|exists: true', {}));
  assert.ok(item(`A: '*'`, { A: '' }) && !item(`A: '*'`, { A: null }));
});

void test('a condition on an absent field is false, so its negation is true', () => {
  assert.ok(matches('sel:\n  A: 1\nfilter:\n  B: 2\ncondition: sel and not filter', { A: 1 }));
  assert.ok(item('A|neq: x', {}) && item('A|neq: [x, y]', { A: 'z' }) && !item('A|neq: [x, y]', { A: 'Y' }));
});

void test('windash takes any of five dashes where an argument begins', () => {
  for (const dash of '-/–—―') assert.ok(item(`A|windash|contains: ' -f -g'`, { A: `x ${dash}F /g` }), dash);
  assert.ok(!item(`A|windash|contains: 'a-b'`, { A: 'a/b' }), 'a dash within a word stays');
});

void test('base64, base64offset and UTF-16', () => {
  assert.ok(item('A|base64: Héllo', { A: 'SMOpbGxv' }));
  for (const shift of ['', 'x', 'xy']) {
    assert.ok(item('A|base64offset|contains: http://', { A: btoa(`${shift}http://evil`) }), shift);
  }
  const wide = btoa('I\0E\0X\0');
  for (const name of ['wide', 'utf16le']) assert.ok(item(`A|${name}|base64offset|contains: IEX`, { A: wide }), name);
  assert.ok(item('A|utf16be|base64: a', { A: 'AGE=' }));
  assert.ok(item('A|utf16|base64: a', { A: '//5hAA==' }));
});

void test('regular expressions are searched for, with case, and take the flags i, m and s', () => {
  assert.ok(item('A|re: b+', { A: 'abbc' }) && !item('A|re: B', { A: 'abc' }) && item('A|re|i: B', { A: 'abc' }));
  assert.ok(!item('A|re: ^b', { A: 'a\nb' }) && item('A|re|m: ^b', { A: 'a\nb' }));
  assert.ok(!item('A|re: a.b', { A: 'a\nb' }) && item('A|re|s: a.b', { A: 'a\nb' }));
});

void test('networks of both families', () => {
  assert.ok(item('A|cidr: 10.0.0.0/8', { A: '10.255.0.1' }) && !item('A|cidr: 10.0.0.0/8', { A: '11.0.0.1' }));
  assert.ok(item('A|cidr: fe80::/10', { A: 'FE80::1%eth0' }) && !item('A|cidr: 0.0.0.0/0', { A: 'fe80::1' }));
  assert.ok(item('A|cidr: 10.0.0.0/8', { A: '::ffff:10.1.1.1' }), 'IPv4 written as IPv6');
  assert.ok(!item('A|cidr: 0.0.0.0/0', { A: '1.2.3.256' }) && !item('A|cidr: 0.0.0.0/0', { A: '1.2.3.4.5' }));
});

void test('a field may be compared with another', () => {
  assert.ok(item('A|fieldref: B', { A: 'x', B: 'X' }) && !item('A|fieldref: B', { A: 'x' }));
  assert.ok(
    item('A|fieldref|endswith: B', { A: 'C:\\X', B: 'x' }) && item('A|fieldref|contains: B', { A: 'abc', B: 'b' }),
  );
  assert.ok(item('A|fieldref|neq: B', { A: 'x', B: 'y' }) && !item('A|fieldref|neq: B', { A: 'x', B: 'x' }));
});

void test('parts of a date as written', () => {
  const event = { A: '2021-01-03T23:59:58+03:00' };
  for (const [part, value] of Object.entries({ minute: 59, hour: 23, day: 3, week: 53, month: 1, year: 2021 })) {
    assert.ok(item(`A|${part}: ${value}`, event), part);
  }
  assert.ok(item('A|hour|gte: 22', event) && !item('A|hour|lt: 22', event));
  assert.ok(!item('A|year: 2021', { A: '2021-02-31' }), 'no such day');
  assert.ok(item('A|hour: 1', { A: 3600 }) && item('A|hour: 1', { A: 1_700_010_000_000 }));
});

void test('field names may hold spaces and dots; nested objects and lists are looked into', () => {
  assert.ok(item('Event ID: 1', { 'Event ID': 1 }));
  assert.ok(
    item('a.b: 1', { 'a.b': 1 }) && item('a.b: 1', { a: { b: [2, 1] } }) && item('a.b: 1', { a: [{}, { b: 1 }] }),
  );
});

void test('keywords are looked for in every value', () => {
  const keywords = 'k:\n  - evil\n  - 66*77\ncondition: k';
  assert.ok(matches(keywords, { A: 'x EVIL y' }) && matches(keywords, { A: { b: ['so evil'] } }));
  assert.ok(matches(keywords, { A: 'a66b77c' }) && matches(keywords, { A: 66_077 }));
  assert.ok(!matches(keywords, { evil: 'x' }), 'names of fields are no text of the event');
  assert.ok(matches(`k:\n  '|all':\n    - one\n    - two\ncondition: k`, { A: 'one', B: 'two' }));
  assert.ok(matches(`k: evil\ncondition: k`, { A: 'evil' }));
  assert.ok(matches(`k:\n  '|re': e.il$\ncondition: k`, { A: 'evil' }));
});

void test('every form of condition', () => {
  const selections = 'sel_a:\n  A: 1\nsel_b:\n  B: 1\n_hidden:\n  C: 1\nof:\n  D: 1\n';
  const holds = (condition: string, event: object): boolean =>
    matches(`${selections}condition: ${condition}`, { ...event });
  assert.ok(holds('1 of sel_*', { B: 1 }) && !holds('all of sel_*', { B: 1 }) && holds('all of sel_*', { A: 1, B: 1 }));
  assert.ok(!holds('1 of them', { C: 1 }) && holds('any of them', { D: 1 }));
  assert.ok(holds('1 of *_hidden', { C: 1 }), 'a pattern may mean hidden names');
  assert.ok(holds('sel_a or sel_b and _hidden', { A: 1 }) && !holds('(sel_a or sel_b) and _hidden', { A: 1 }));
  assert.ok(holds('NOT sel_a AND not not sel_b', { B: 1 }) && holds('of', { D: 1 }));
  assert.ok(holds('\n  - sel_a\n  - sel_b', { B: 1 }), 'a list of conditions');
  assert.ok(matches('sel:\n  - A: 1\n    B: 1\n  - C: 1\ncondition: sel', { C: 1 }), 'a list of maps');
});
