import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatTimestamp } from '../timestamp.ts';
import { parseQuery, type Parameters } from './query.ts';

const ALL: Parameters = { paging: true, match: ['id', 'type', 'version', 'spec_version'] };
const read = (query: string) => parseQuery(new URLSearchParams(query), ALL);

test('nothing asked is the last version of everything', () => {
  assert.deepEqual(read(''), {
    ok: true,
    value: { match: { version: { all: false, last: true, first: false, dates: [] } } },
  });
});

test('every parameter, read', () => {
  const query =
    'added_after=2026-01-01T00:00:00.000001Z&limit=0020&next=abc&match[id]=b,a,b&match[type]=malware' +
    '&match[version]=first,2026-01-01T00:00:00.500Z,2025-01-01T00:00:00.000Z&match[spec_version]=2.1,2.0&unrelated=1';
  assert.deepEqual(read(query), {
    ok: true,
    value: {
      addedAfter: 1_767_225_600_000_001n,
      limit: 20,
      next: 'abc',
      match: {
        id: ['a', 'b'],
        type: ['malware'],
        version: { all: false, last: false, first: true, dates: ['2025-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z'] },
        specVersion: ['2.0', '2.1'],
      },
    },
  });
});

test('every issue is reported, each with its parameter', () => {
  const result = read('limit=0&limit=1&added_after=now&match[version]=all,first&match[colour]=red');
  assert.ok(!result.ok);
  assert.deepEqual(
    result.issues.map(({ code, path }) => [code, path]),
    [
      ['query-unknown', 'match[colour]'],
      ['query-malformed', 'added_after'],
      ['query-repeated', 'limit'],
      ['query-malformed', 'limit'],
      ['query-malformed', 'match[version]'],
    ],
  );
});

test('whatever is written well is read back as it was meant', () => {
  const instant = fc.bigInt({ min: 0n, max: 4_102_444_800_000_000n });
  const name = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  fc.assert(
    fc.property(instant, fc.integer({ min: 1 }), fc.uniqueArray(name, { minLength: 1 }), (addedAfter, limit, ids) => {
      const search = new URLSearchParams({
        added_after: formatTimestamp(addedAfter),
        limit: String(limit),
        'match[id]': ids.join(','),
      });
      const result = parseQuery(search, ALL);
      assert.ok(result.ok);
      assert.equal(result.value.addedAfter, addedAfter);
      assert.equal(result.value.limit, limit);
      assert.deepEqual(result.value.match.id, ids.toSorted());
    }),
  );
});

test('no query makes the parser throw, and a good answer is within bounds', () => {
  const names = fc.constantFrom(
    'limit',
    'next',
    'added_after',
    'match[id]',
    'match[version]',
    'match[spec_version]',
    'x',
  );
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('all', 'last,first', '1', '2.1', '2026-01-01T00:00:00Z'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, values), { maxLength: 4 }), (pairs) => {
      const result = parseQuery(new URLSearchParams(pairs), ALL);
      if (!result.ok) return assert.ok(result.issues.length > 0);
      const { limit = 1, match } = result.value;
      assert.ok(Number.isSafeInteger(limit) && limit >= 1);
      assert.ok(match.version.all || match.version.last || match.version.first || match.version.dates.length > 0);
      assert.equal(
        new Set(pairs.map(([key]) => key).filter((key) => key !== 'x')).size,
        pairs.filter(([key]) => key !== 'x').length,
      );
    }),
  );
});
