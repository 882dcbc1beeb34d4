import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { normalise } from './normalise.ts';
import { refang } from './refang.ts';
import { OBSERVABLE_TYPES } from './type.ts';
import type { ObservableType } from './type.ts';

const same: readonly (readonly [ObservableType, string, string])[] = [
  ['ipv4', '198.51.100[.]7', '198.51.100.7'],
  ['ipv4', '198.51.100.7:8080', '198.51.100.7'],
  ['ipv4', '198.51.100.7|8080', '198.51.100.7'],
  ['ipv4', '198.51.100.77/24', '198.51.100.0/24'],
  ['ipv4', '198.51.100.7/32', '198.51.100.7'],
  ['ipv6', '::ffff:198.51.100.7', '198.51.100.7'],
  ['ipv6', '::FFFF:c633:6407', '198.51.100.7'],
  ['ipv6', '::ffff:198.51.100.0/120', '198.51.100.0/24'],
  ['ipv6', '2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['ipv6', '[2001:db8::1]:443', '2001:db8::1'],
  ['ipv6', 'fe80::1%eth0', 'fe80::1'],
  ['ipv6', '2001:db8::1/32', '2001:db8::/32'],
  ['domain', 'WWW.Evil[.]Example.', 'www.evil.example'],
  ['domain', 'evil(dot)example', 'evil.example'],
  ['domain', 'evil[DOT]example', 'evil.example'],
  ['domain', 'evil[.example', 'evil.example'],
  ['domain', 'dot-star.online', 'dot-star.online'],
  ['domain', 'مثال.إختبار', 'xn--mgbh0fb.xn--kgbechtv'],
  ['domain', 'bücher。example', 'xn--bcher-kva.example'],
  ['url', 'hxxps://EVIL[.]example:443/a/../Path?Q=1#part', 'https://evil.example/Path?Q=1'],
  ['url', 'hXXp[:]//evil[.]example', 'http://evil.example/'],
  ['url', 'http://user:secret@evil.example:8080/', 'http://evil.example:8080/'],
  ['url', 'http://[2001:DB8::1]:80/x', 'http://[2001:db8::1]/x'],
  ['url', 'evil.example/Path', '//evil.example/Path'],
  ['email', 'Bob[at]Evil[.]Example', 'bob@evil.example'],
  ['email', 'mailto:bob@evil.example', 'bob@evil.example'],
  ['sha1', 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['file-name', 'C:\\Temp\\Évil.EXE', 'évil.exe'],
  ['mac', '00-11-22-AA-bb-CC', '00:11:22:aa:bb:cc'],
];

for (const [type, given, expected] of same)
  test(`${type} ${given} is ${expected}`, () => assert.equal(normalise(type, given)?.value, expected));

const refused: readonly (readonly [ObservableType, string])[] = [
  ['ipv4', '198.51.100'],
  ['ipv4', '198.51.100.256'],
  ['ipv4', '198.051.100.7'],
  ['ipv4', '198.51.100.7/33'],
  ['ipv4', '198.51.100.7:99999'],
  ['ipv6', '1:2:3:4:5:6:7:8:9'],
  ['ipv6', '1::2::3'],
  ['ipv6', ':1:2:3:4:5:6:7'],
  ['domain', 'localhost'],
  ['domain', '198.51.100.7'],
  ['domain', 'a..b.example'],
  ['domain', `${'a'.repeat(64)}.example`],
  ['domain', `${'abcdefgh.'.repeat(30)}example`],
  ['url', 'no url at all'],
  ['url', 'http://'],
  ['email', 'bob@localhost'],
  ['sha256', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['md5', 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'],
];

for (const [type, given] of refused)
  test(`${given.slice(0, 40)} is no ${type}`, () => assert.equal(normalise(type, given), undefined));

test('addresses are read as Node reads them', () => {
  const addresses = fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{2,20}$/));
  fc.assert(
    fc.property(addresses, (text) => {
      const found = normalise('ipv4', text);
      if (isIPv4(text)) assert.deepEqual(found, { type: 'ipv4', value: text });
      else if (isIPv6(text)) {
        // The URL standard's serialiser is the second opinion on IPv6.
        const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        if (found?.type === 'ipv6') assert.equal(found.value, canonical);
        else assert.match(canonical, /^::ffff:/);
      } else if (found !== undefined) assert.match(text, /^(?:\d+\.){3}\d+:\d+$/);
    }),
    { numRuns: 3000 },
  );
});

test('an ASCII URL comes out as the URL standard says, without what we take off', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
      fc.pre(refang(text) === text);
      const url = new URL(text);
      url.hash = '';
      url.hostname = url.hostname.replace(/\.$/, '');
      assert.equal(normalise('url', text)?.value, url.href);
    }),
    { numRuns: 1000 },
  );
});

test('normalising twice is normalising once', () => {
  const types = OBSERVABLE_TYPES.filter((type) => type !== 'none' && type !== 'retired-id');
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.webUrl({ withQueryParameters: true }),
    fc.emailAddress(),
    fc.domain(),
    fc.ipV4Extended(),
    fc.ipV6(),
    fc.stringMatching(/^[0-9A-Fa-f]{32,64}$/),
    fc.constantFrom(...same.map(([, given]) => given)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...types), texts, (type, text) => {
      const once = normalise(type, text);
      if (once === undefined) return;
      assert.deepEqual(normalise(once.type, once.value), once);
    }),
    { numRuns: 5000 },
  );
});

test('text without marks is left alone by refang', () => {
  for (const text of ['dot-star.online', 'a.dot.example', 'https://[2001:db8::1]/x', 'f(x) = [1, 2]'])
    assert.equal(refang(text), text);
});
