import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Extractor } from '../mapping/extractor.ts';
import { formatValue } from './normalise.ts';
import { typeOf } from './type.ts';

function scan(text: string): Set<string> {
  const extractor = new Extractor(1);
  const found = new Set<string>();
  extractor.runText(text, () => {
    const { key } = extractor;
    found.add(`${typeOf(key.type)} ${formatValue(key.bytes.subarray(0, key.length))}`);
  });
  return found;
}

const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8aa';

const cases: readonly (readonly [text: string, ...values: string[]])[] = [
  ['Deny tcp 198.51.100.7:443 -> 10.0.0.1', 'ipv4 198.51.100.7', 'ipv4 10.0.0.1'],
  ['from 2001:db8::7, port 22', 'ipv6 2001:db8::7'],
  ['to 2001:db8:1:2:3:4:5:6.', 'ipv6 2001:db8:1:2:3:4:5:6'],
  ['at 11:29:03 nothing'],
  ['net 198.51.100.0/24', 'ipv4 198.51.100.0/24'],
  ['v1.2.3 of 4.5.6'],
  ['GET https://Evil.example/A?b=c.', 'url https://evil.example/A?b=c', 'domain evil.example'],
  ['//x see http://evil.example/b', 'url http://evil.example/b', 'domain evil.example'],
  ['(http://evil.example/a(b))', 'url http://evil.example/a(b)', 'domain evil.example'],
  ['http://198.51.100.7/x', 'url http://198.51.100.7/x', 'ipv4 198.51.100.7'],
  ['see evil.example/gate.php now', 'domain evil.example', 'url //evil.example/gate.php'],
  ['hxxp://evil[.]example/x', 'url http://evil.example/x', 'domain evil.example'],
  ['block evil[.]example and 198[.]51[.]100[.]7', 'domain evil.example', 'ipv4 198.51.100.7'],
  ['block evil(dot)example', 'domain evil.example'],
  ['dot-star.online', 'domain dot-star.online'],
  ['“evil.example”', 'domain evil.example'],
  ['bücher.example', 'domain xn--bcher-kva.example'],
  ['mail <Bob@Evil.example>', 'email bob@evil.example', 'domain evil.example'],
  ['C:\\Temp\\mal.exe ran', 'file-name mal.exe'],
  ['Image: svchost.exe', 'file-name svchost.exe'],
  [`SHA256=${SHA256.toUpperCase()},x`, `sha256 ${SHA256}`],
  [`sha256:${SHA256}`, `sha256 ${SHA256}`],
  [`x${SHA256}`],
  ['md5 d41d8cd98f00b204e9800998ecf84270', 'md5 d41d8cd98f00b204e9800998ecf84270'],
  ['mac 00:11:22:aa:bb:cc and 00-11-22-aa-bb-cd', 'mac 00:11:22:aa:bb:cc', 'mac 00:11:22:aa:bb:cd'],
  ['guid 123e4567-e89b-12d3-a456-426614174000'],
  ['host server.corp answered'],
];

for (const [text, ...values] of cases)
  test(`in “${text}”`, () => {
    const found = scan(text);
    for (const value of values) assert.ok(found.has(value), `${value} is missing in ${[...found].join(', ')}`);
    const others = [...found].filter((value) => !values.includes(value) && !value.startsWith('file-name'));
    assert.deepEqual(others, []);
  });

test('a value is found wherever it stands between words', () => {
  const values = fc.constantFrom(
    'ipv4 45.77.12.9',
    'domain login.evil.example',
    `sha256 ${SHA256}`,
    'ipv6 2001:db8::7',
    'url https://evil.example/a?b',
  );
  const words = fc.string({ unit: fc.constantFrom(...Array.from('abc XYZ019 =,;"\'()\t\\|é—中')), maxLength: 40 });
  const between = fc.constantFrom(' ', '"', '\t', '=', ', ', '<');
  fc.assert(
    fc.property(words, between, values, words, (before, edge, value, after) => {
      const text = value.slice(value.indexOf(' ') + 1);
      assert.ok(scan(`${before}${edge}${text} ${after}`).has(value));
    }),
    { numRuns: 3000 },
  );
});

test('any text is scanned, and long hostile text too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      scan(text);
    }),
    { numRuns: 2000 },
  );
  // What would be slow if any part of the scanner walked back and forth.
  for (const unit of ['.', ':', '::', '://', '[.', 'a.', '1.', 'a:', 'hxxp', 'a@', '(dot)', '0', 'a.b/', 'http://'])
    assert.ok(scan(unit.repeat(100_000)).size < 10);
});
