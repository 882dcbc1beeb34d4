import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePattern, validate } from '@sanad/stix';
import { classify } from './classify.ts';
import { indicatorOf } from './indicator.ts';

const cases: [string, string, string][] = [
  ['198.51.100.7', 'ipv4', '198.51.100.7'],
  ['198[.]51[.]100[.]7', 'ipv4', '198.51.100.7'],
  ['198.51.100.0/24', 'ipv4-range', '198.51.100.0/24'],
  ['2001:DB8::1', 'ipv6', '2001:db8::1'],
  ['2001[:]db8[:]:/32', 'ipv6-range', '2001:db8::/32'],
  ['Bad[dot]Example.', 'domain', 'bad.example'],
  ['مثال.إختبار', 'domain', 'xn--mgbh0fb.xn--kgbechtv'],
  ['_dmarc.bad.example', 'domain', '_dmarc.bad.example'],
  ['hxxps[:]//bad(.)example/x', 'url', 'https://bad.example/x'],
  ['fxp://bad.example', 'url', 'ftp://bad.example'],
  ['someone[at]bad{.}example', 'email', 'someone@bad.example'],
  ['D41D8CD98F00B204E9800998ECF8427E', 'MD5', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a'.repeat(40), 'SHA-1', 'a'.repeat(40)],
  ['b'.repeat(64), 'SHA-256', 'b'.repeat(64)],
  ['c'.repeat(128), 'SHA-512', 'c'.repeat(128)],
];

test('values are told apart, defanged or plain', () => {
  for (const [text, kind, value] of cases) assert.deepEqual(classify(text), { kind, value }, text);
});

test('what is no value is none', () => {
  const none = [
    '',
    'word',
    '1.2.3',
    '198.51.100.256',
    '198.51.100.0/33',
    '198.51.100.0/2/4',
    'http://',
    'a@b@c.example',
    '@bad.example',
    'bad..example',
    '-bad.example',
    'f'.repeat(33),
    'two words.example',
  ];
  for (const text of none) assert.equal(classify(text), undefined, text);
});

test('every value makes a valid indicator whose pattern parses and whose id follows from the value', () => {
  const now = '2026-01-01T00:00:00.000Z';
  const url = fc.webUrl({ withQueryParameters: true, withFragments: true }).map((one) => `${one}'\\`);
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), fc.emailAddress(), url), (text) => {
      const value = classify(text);
      fc.pre(value !== undefined);
      const indicator = indicatorOf(value, {}, now);
      const valid = validate(indicator);
      assert.ok(valid.ok, JSON.stringify(valid));
      assert.ok(parsePattern(String(indicator['pattern'])).ok);
      assert.equal(indicatorOf(value, {}, '2027-01-01T00:00:00.000Z').id, indicator.id);
    }),
    { numRuns: 40 },
  );
});

test('no text whatever makes it throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => void classify(text)));
});
