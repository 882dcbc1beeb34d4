import assert from 'node:assert/strict';
import { isIP, isIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { formats } from './formats.ts';
import type { Format } from '../specification/kind.ts';

const samples: Readonly<Record<Format, { good: string[]; bad: string[] }>> = {
  url: {
    good: ['https://example.com/a?b=c#d', 'urn:isbn:1', 'http://[2001:db8::1]:80/%20'],
    bad: ['', 'www.g.com', 'http://a b', 'http://a/%zz', 'http://مثال', '://x', 'http:'],
  },
  'reference-url': {
    good: ['https://example.com/', ' https://example.com/\n'],
    bad: ['', 'example.com', 'https://a b/'],
  },
  'email-address': {
    good: ['john@example.com', '"j. d"@example.com', 'a+b@[192.0.2.1]', 'جون@مثال.com'],
    bad: [
      'john',
      'john@',
      '@example.com',
      'John <john@example.com>',
      'a b@example.com',
      'a..b@example.com',
      '.a@example.com',
    ],
  },
  'domain-name': {
    good: ['example.com', 'xn--mgbh0fb.xn--kgbechtv', 'مثال.إختبار', '_dmarc.example.com', 'example.com.', 'localhost'],
    bad: [
      '',
      '.',
      'a..b',
      'a b.com',
      'http://a.com',
      'a.com/b',
      'user@a.com',
      `${'a'.repeat(64)}.com`,
      'a.'.repeat(130),
    ],
  },
  ipv4: {
    good: ['0.0.0.0', '198.51.100.3', '10.0.0.0/8', '192.168.0.1/0', '192.168.0.1/32'],
    bad: ['', '256.0.0.1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '1.2.3.4/33', '1.2.3.4/', '1.2.3.4/08', ' 1.2.3.4'],
  },
  ipv6: {
    good: ['::', '::1', '2001:db8::/32', 'fe80::1/128', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8', '1::8'],
    bad: [
      '',
      ':::',
      '1:2',
      '1:2:3:4:5:6:7:8:9',
      '1::2::3',
      '::12345',
      '::1/129',
      '::1/',
      '1:2:3:4:5:6:7::8',
      '::1.2.3.4:5',
      'fe80::1%eth0',
      ':1',
    ],
  },
  'mac-address': {
    good: ['d2:fb:49:24:37:18'],
    bad: ['D2:fb:49:24:37:18', 'd2-fb-49-24-37-18', 'd2:fb:49:24:37', 'd2:fb:49:24:37:1'],
  },
  language: {
    good: ['en', 'ar', 'AR-sa', 'zh-Hant-TW', 'de-CH-1901', 'fil', 'gsw-u-sd-chzh', 'x-private', 'qaa', 'es-419'],
    bad: ['', 'foo', 'e', 'english', 'en_US', 'en-', 'zz', 'en--us', 'x'],
  },
  'language-form': { good: ['eng', 'en', 'x-private'], bad: ['', 'e', 'english', 'en_US'] },
  cpe: {
    good: [
      String.raw`cpe:2.3:a:microsoft:internet_explorer:8.0.6001:beta:*:*:*:*:*:*`,
      String.raw`cpe:2.3:a:a\:b:c:1.?:*:-:*:*:*:*:*`.replace('1.?', '1.0'),
    ],
    bad: [
      'cpe:/a:microsoft:ie',
      'cpe:2.3:a:microsoft',
      'cpe:2.3:z:a:b:c:*:*:*:*:*:*:*',
      'cpe:2.3:a:a b:c:1:*:*:*:*:*:*:*',
    ],
  },
  'character-set': { good: ['UTF-8', 'utf-8', 'US-ASCII', 'windows-1252', 'windows-1256'], bad: ['', 'utf8', 'latin'] },
  'registry-key': { good: ['HKEY_LOCAL_MACHINE\\System', 'hkey_users'], bad: ['HKLM\\System', 'hkcu', 'HKU\\S-1'] },
  'media-type': {
    good: ['application/zip', 'image/svg+xml', 'text/plain; charset=utf-8'],
    bad: ['', 'zip', 'application/', 'foo/bar', 'a/b/c'],
  },
  country: { good: ['SA', 'th', 'us'], bad: ['', 'XX', 'usa', 'UK'] },
  protocol: {
    good: ['tcp', 'ipv4', 'http-alt', 'x11'],
    bad: ['', 'foo_bar', '80', 'a--b', '-tcp', 'averyverylongname'],
  },
  'kill-chain-name': {
    good: ['lockheed-martin-cyber-kill-chain', 'mitre-ics-attack'],
    bad: ['Some', 'some thing', 'some_thing'],
  },
  'process-priority': { good: ['HIGH_PRIORITY_CLASS'], bad: ['high', 'HIGH'] },
};

for (const [name, { good, bad }] of Object.entries(samples)) {
  test(`${name}: ${formats[name as Format].wanted}`, () => {
    const { test } = formats[name as Format];
    for (const text of good) assert.ok(test(text), text);
    for (const text of bad) assert.ok(!test(text), text);
  });
}

test('addresses are those that Node knows', () => {
  const piece = fc.constantFrom(...'0123456789abcF:.'.split(''), '::', '255.', '1.2.3.4', 'ffff:');
  fc.assert(
    fc.property(fc.string({ unit: piece, maxLength: 12 }), (text) => {
      assert.equal(formats.ipv6.test(text), isIPv6(text), text);
      assert.equal(formats.ipv4.test(text), isIP(text) === 4, text);
    }),
    { numRuns: 3000 },
  );
});
