import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Key } from '../observable/key.ts';
import { normalise, writeValue } from '../observable/normalise.ts';
import type { ObservableType } from '../observable/type.ts';
import { IndicatorTable } from './indicator-table.ts';
import { readPayload, writePayload } from './payload.ts';

const facts = (id: string) => ({ id, confidence: undefined, validFrom: 0, validUntil: undefined });
const write = (table: IndicatorTable, type: ObservableType, text: string): Key => {
  const key = new Key(table.table.seed);
  assert.ok(writeValue(key, type, text), `${text} is no ${type}`);
  return key;
};

function search(table: IndicatorTable, type: ObservableType, text: string): string[] {
  const found: string[] = [];
  table.search(write(table, type, text), (offset, relation) => {
    const known = table.facts(offset);
    if (known !== undefined) found.push(`${known.id} ${relation}`);
  });
  return found.toSorted();
}

function tableOf(
  ...indicators: readonly (readonly [id: string, type: ObservableType, text: string])[]
): IndicatorTable {
  const table = new IndicatorTable(1, 8);
  for (const [id, type, text] of indicators) assert.ok(table.add(write(table, type, text), facts(id)));
  return table;
}

/** Bits of an IPv4 range as a number and a length, the slow way. */
const parts = (text: string): [number, number] => {
  const [address = '', bits = '32'] = text.split('/');
  return [address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0), Number(bits)];
};
const holds = (outer: string, inner: string): boolean => {
  const [a, bits] = parts(outer);
  const [b, innerBits] = parts(inner);
  return innerBits >= bits && Math.floor(a / 2 ** (32 - bits)) === Math.floor(b / 2 ** (32 - bits));
};

test('ranges and addresses meet as arithmetic says', () => {
  const octet = fc.constantFrom(45, 46, 47, 128);
  const range = fc
    .tuple(octet, octet, octet, octet, fc.constantFrom(8, 15, 16, 23, 24, 25, 28, 31, 32, 32, 32))
    .map(([a, b, c, d, bits]) => normalise('ipv4', `${a}.${b}.${c}.${d}/${bits}`)?.value ?? '');
  fc.assert(
    fc.property(fc.uniqueArray(range, { maxLength: 30 }), range, (indicators, observed) => {
      const table = tableOf(...indicators.map((text) => [text, 'ipv4', text] as const));
      const expected = indicators.flatMap((text) => {
        if (text === observed) return [`${text} equal`];
        if (holds(text, observed)) return [`${text} within`];
        return parts(observed)[1] >= 24 && holds(observed, text) ? [`${text} contains`] : [];
      });
      assert.deepEqual(search(table, 'ipv4', observed), expected.toSorted());
    }),
    { numRuns: 1000 },
  );
});

test('an IPv6 range holds addresses, and a mapped IPv4 address is met as IPv4', () => {
  const table = tableOf(
    ['range', 'ipv6', '2a00:1450::/32'],
    ['one', 'ipv6', '2a00:1450::7'],
    ['four', 'ipv4', '45.77.3.0/24'],
  );
  assert.deepEqual(search(table, 'ipv6', '2A00:1450:0::7'), ['one equal', 'range within']);
  assert.deepEqual(search(table, 'ipv6', '2a00:1450::/127'), ['range within']);
  assert.deepEqual(search(table, 'ipv6', '2a00:1450::6/126'), ['one contains', 'range within']);
  assert.deepEqual(search(table, 'ipv6', '::ffff:45.77.3.4'), ['four within']);
});

test('a suffix holds the names below it, not itself', () => {
  const table = tableOf(['suffix', 'domain-suffix', '.evil.example'], ['name', 'domain', 'evil.example']);
  assert.deepEqual(search(table, 'domain', 'a.b.evil.example'), ['suffix suffix']);
  assert.deepEqual(search(table, 'domain', 'evil.example'), ['name equal']);
  assert.deepEqual(search(table, 'domain', 'notevil.example'), []);
});

test('a URL without scheme stands for http and https, a scheme for itself', () => {
  const table = tableOf(
    ['plain', 'url', 'evil.example/x'],
    ['http', 'url', 'http://evil.example/x'],
    ['ftp', 'url', 'ftp://evil.example/x'],
    ['prefix', 'url-prefix', 'http://evil.example/dir/a'],
  );
  assert.deepEqual(search(table, 'url', 'http://EVIL.example:80/x'), ['http equal', 'plain equal']);
  assert.deepEqual(search(table, 'url', 'https://evil.example/x'), ['plain equal']);
  assert.deepEqual(search(table, 'url', 'evil.example/x'), ['http equal', 'plain equal']);
  assert.deepEqual(search(table, 'url', 'http://evil.example/dir/abc?d'), ['prefix prefix']);
  assert.deepEqual(search(table, 'url', 'http://evil.example/dir/b'), []);
});

test('what is taken back is met no more, and a newer version is', () => {
  const table = tableOf(['one', 'domain', 'evil.example'], ['other', 'domain', 'evil.example']);
  table.retire('one');
  assert.deepEqual(search(table, 'domain', 'evil.example'), ['other equal']);
  table.add(write(table, 'domain', 'new.example'), facts('one'));
  assert.deepEqual(search(table, 'domain', 'evil.example'), ['other equal']);
  assert.deepEqual(search(table, 'domain', 'new.example'), ['one equal']);
  table.retire('one');
  assert.deepEqual(search(table, 'domain', 'new.example'), []);
});

test('thousands of indicators of one value cost a look-up no more than sixty-four', () => {
  const table = tableOf(
    ...Array.from({ length: 5000 }, (_, index) => [`id ${index}`, 'domain', 'evil.example'] as const),
  );
  assert.equal(search(table, 'domain', 'evil.example').length, 64);
  assert.equal(table.crowded, 1);
});

test('a payload says to the second what it was given', () => {
  const time = fc.integer({ min: 0, max: 4_000_000 }).map((seconds) => seconds * 1000 + 1.7e12);
  const id = fc.oneof(
    fc.uuid().map((uuid) => `indicator--${uuid}`),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  );
  const confidence = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined });
  fc.assert(
    fc.property(id, confidence, time, fc.option(time, { nil: undefined }), (id, confidence, validFrom, validUntil) => {
      const bytes = new Uint8Array(256);
      const given = { id, confidence, validFrom, validUntil };
      writePayload(bytes, given);
      assert.deepEqual(readPayload(bytes), given);
    }),
  );
});
