import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { StixObject } from '@sanad/stix';
import type { Stored } from '../../store/present.ts';
import { record } from './csv.ts';
import { formatNames, formats, type FormatName } from './formats.ts';
import { listedValues } from './listed-values.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const row = { added: 1, owner: 'identity--1', level: 1, id: 'indicator--1' } as unknown as Stored;
const indicator = (pattern: string, more: object = {}): StixObject => ({
  type: 'indicator',
  id: 'indicator--1',
  pattern,
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  ...more,
});

function written(name: FormatName, ...indicators: StixObject[]): string {
  const writer = formats[name].writer(now);
  return writer.head + indicators.map((one) => writer.write({ row, text: JSON.stringify(one) })).join('') + writer.tail;
}

test('only a value that is enough by itself stands for an indicator', () => {
  const values = (pattern: string): string[] =>
    listedValues(indicator(pattern)).map((one) => `${one.kind} ${one.value}`);
  assert.deepEqual(values("[ipv4-addr:value = '198.51.100.7' OR domain-name:value IN ('Bad.example.', 'x')]"), [
    'ip 198.51.100.7',
    'domain bad.example',
  ]);
  assert.deepEqual(values("[ipv4-addr:value ISSUBSET '198.51.100.0/24'] OR [url:value = 'http://bad.example/a']"), [
    'range 198.51.100.0/24',
    'url http://bad.example/a',
  ]);
  assert.deepEqual(values(`[file:hashes.'SHA-256' = '${'A'.repeat(64)}' OR file:hashes.SHA1 = '${'b'.repeat(40)}']`), [
    `SHA-256 ${'a'.repeat(64)}`,
    `SHA-1 ${'b'.repeat(40)}`,
  ]);
  assert.deepEqual(values("[file:name = 'a' AND file:size = 3]"), []);
  assert.deepEqual(values("[domain-name:value != 'good.example']"), []);
  assert.deepEqual(values("[ipv4-addr:value = '198.51.100.7'] FOLLOWEDBY [domain-name:value = 'bad.example']"), []);
  assert.deepEqual(values("[ipv4-addr:value = 'not an address']"), []);
});

test('a range as wide as the internet is in no list', () => {
  for (const range of ['0.0.0.0/0', '10.0.0.0/7', '::/0', '2000::/3']) {
    assert.deepEqual(listedValues(indicator(`[ipv4-addr:value ISSUBSET '${range}']`)), [], range);
  }
});

test('what is over, not yet, revoked or benign is in no list', () => {
  const pattern = "[domain-name:value = 'bad.example']";
  assert.equal(written('domain', indicator(pattern)), 'bad.example\n');
  for (const more of [
    { valid_until: '2026-05-01T00:00:00Z' },
    { valid_from: '2026-07-01T00:00:00Z' },
    { revoked: true },
    { indicator_types: ['benign'] },
  ]) {
    assert.equal(written('domain', indicator(pattern, more)), '', JSON.stringify(more));
  }
});

test('each value is listed once, each list holds its kinds', () => {
  const one = indicator(
    `[ipv4-addr:value = '198.51.100.7' OR ipv6-addr:value ISSUBSET '2001:db8::/32' OR domain-name:value = 'bad.example' OR url:value = 'https://bad.example/a' OR file:hashes.MD5 = '${'a'.repeat(32)}']`,
  );
  assert.equal(written('ip', one, one), '198.51.100.7\n2001:db8::/32\n');
  assert.equal(written('domain', one, one), 'bad.example\n');
  assert.equal(written('url', one, one), 'https://bad.example/a\n');
  assert.equal(written('hash', one, one), `${'a'.repeat(32)}\n`);
});

test('Zeek gets tab-parted fields, URLs without their scheme', () => {
  const text = written(
    'zeek',
    indicator("[url:value = 'https://bad.example/a']", { name: 'one\ttwo\nthree' }),
    indicator("[ipv4-addr:value ISSUBSET '198.51.100.0/24']"),
  );
  assert.equal(
    text,
    '#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc\tmeta.url\nbad.example/a\tIntel::URL\tidentity--1\tone two three\tindicator--1\n198.51.100.0/24\tIntel::SUBNET\tidentity--1\t-\tindicator--1\n',
  );
});

test('Suricata gets datasets in base64, hash lists, and rules with numbers of their own', () => {
  const domain = indicator("[domain-name:value = 'bad.example']");
  assert.equal(written('suricata-domain', domain), 'YmFkLmV4YW1wbGU=\n');
  const rules = written(
    'suricata-rules',
    domain,
    indicator("[url:value = 'http://bad.example/a;b?c=\"d:|']"),
    indicator("[ipv4-addr:value ISSUBSET '198.51.100.0/24']"),
  )
    .trim()
    .split('\n');
  const numbers = rules.map((rule) => /sid:(\d+);/.exec(rule)?.[1]);
  assert.equal(new Set(numbers).size, rules.length);
  assert.ok(rules.every((rule) => /^alert \w+ any any -> \S+ any \(msg:"[^"]+"; .*rev:1;\)$/.test(rule)));
  const url = rules.find((rule) => rule.includes('Sanad: URL')) ?? '';
  assert.ok(
    url.includes(
      'http.host; content:"bad.example"; bsize:11; http.uri.raw; content:"/a|3b|b?c=%22d|3a||7c|"; bsize:13;',
    ),
    url,
  );
  assert.ok(rules.at(-1)?.includes('-> [198.51.100.0/24] any'));
});

test('no cell of CSV runs in a spreadsheet, and every cell comes back as it was or behind an apostrophe', () => {
  const told = record(['=cmd|calc', '+1', '-1', '@x', '\t=1', ' =1', 'a=b', 'say "x", y', 7]);
  assert.equal(told, `'=cmd|calc,'+1,'-1,'@x,'\t=1,' =1,a=b,"say ""x"", y",7\r\n`);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
      const line = record(cells);
      const back = parse(line);
      assert.equal(back.length, cells.length);
      back.forEach((cell, index) => {
        assert.ok(cell === cells[index] || cell === `'${cells[index]}`);
        assert.ok(!/^\s*[=+\-@]/.test(cell), cell);
      });
    }),
    { numRuns: 50 },
  );
});

test('no indicator whatever breaks the lines of a list', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 }).map((one) => one.replaceAll(/[\\']/g, ''));
  const path = fc.constantFrom(
    'ipv4-addr:value',
    'domain-name:value',
    'url:value',
    'email-addr:value',
    'file:name',
    'file:hashes.MD5',
  );
  fc.assert(
    fc.property(path, text, fc.string({ unit: 'binary' }), (subject, value, name) => {
      const one = indicator(`[${subject} = '${value}']`, { name });
      for (const format of formatNames.filter((each) => each !== 'stix' && each !== 'csv')) {
        const body = written(format, one).slice(formats[format].writer(now).head.length);
        assert.ok(body.split('\n').length <= 2, format);
      }
    }),
  );
});

function parse(line: string): string[] {
  const cells: string[] = [];
  let rest = line.slice(0, -2);
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/s.exec(rest);
    if (!match) throw new Error(`not CSV: ${rest}`);
    cells.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === '') return cells;
    rest = rest.slice(match[0].length);
  }
}
