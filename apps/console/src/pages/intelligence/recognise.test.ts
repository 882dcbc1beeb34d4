import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognise } from './recognise.ts';

for (const [written, kind, pattern] of [
  ['203.0.113.9', 'ipv4-addr', "[ipv4-addr:value = '203.0.113.9']"],
  ['203.0.113[.]9', 'ipv4-addr', "[ipv4-addr:value = '203.0.113.9']"],
  ['198.51.100.0/24', 'ipv4-addr', "[ipv4-addr:value = '198.51.100.0/24']"],
  ['2001:db8::1', 'ipv6-addr', "[ipv6-addr:value = '2001:db8::1']"],
  ['hxxps://evil[.]example/a?b=1', 'url', "[url:value = 'https://evil.example/a?b=1']"],
  ['evil[.]example', 'domain-name', "[domain-name:value = 'evil.example']"],
  ['مثال.إختبار', 'domain-name', "[domain-name:value = 'مثال.إختبار']"],
  ['who@evil.example', 'email-addr', "[email-addr:value = 'who@evil.example']"],
  ['D41D8CD98F00B204E9800998ECF8427E', 'md5', "[file:hashes.'MD5' = 'd41d8cd98f00b204e9800998ecf8427e']"],
] as const) {
  test(`${written} is ${kind}`, () => {
    const found = recognise(written);
    assert.equal(found?.kind, kind);
    assert.equal(found.pattern, pattern);
  });
}

test('what could end the quotes of a pattern, or is nothing known, is not taken', () => {
  for (const written of ['', 'hello', '999.1.1.1', "https://x.example/'] OR [a:b='", 'abc123', '12:30']) {
    assert.equal(recognise(written), undefined, written);
  }
});
