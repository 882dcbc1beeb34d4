import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareTimestamps, formatTimestamp, isTimestamp, parseTimestamp } from './timestamp.ts';

test('timestamps are RFC 3339 in UTC', () => {
  const good = [
    '2016-01-20T12:31:12Z',
    '2016-01-20T12:31:12.1Z',
    '2016-02-29T23:59:60Z',
    '0000-01-01T00:00:00.123456789012Z',
  ];
  const bad = [
    '',
    '2016-01-20',
    '2016-01-20T12:31:12',
    '2016-01-20T12:31:12+00:00',
    '2016-01-20t12:31:12z',
    '2016-01-20 12:31:12Z',
    '2016-01-20T12:31:12.Z',
    '2016-01-20T12:31:12,5Z',
    '2016-01-20T24:00:00Z',
    '2016-01-20T12:60:00Z',
    '2016-01-20T12:31:60Z',
    '2016-13-20T12:31:12Z',
    '2016-00-20T12:31:12Z',
    '2016-01-00T12:31:12Z',
    '2017-02-29T12:31:12Z',
    '1900-02-29T12:31:12Z',
    '2016-04-31T12:31:12Z',
    '2016-1-20T12:31:12.00Z',
    '٢٠١٦-01-20T12:31:12Z',
  ];
  for (const text of good) assert.ok(isTimestamp(text), text);
  for (const text of bad) assert.ok(!isTimestamp(text), text);
});

const instant = fc.tuple(
  fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
  fc.stringMatching(/^[0-9]{0,12}$/),
);

test('every instant is read back, and ordered as its parts are', () => {
  const write = ([date, fraction]: [Date, string]): string =>
    `${date.toISOString().slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
  fc.assert(
    fc.property(instant, instant, (first, second) => {
      const [a, b] = [parseTimestamp(write(first)), parseTimestamp(write(second))];
      assert.ok(a.ok && b.ok);
      assert.equal(a.value.seconds, Math.floor(first[0].getTime() / 1000));
      assert.equal(a.value.fraction, first[1]);
      const pad = (fraction: string): bigint => BigInt(fraction.padEnd(12, '0'));
      const scaled = (value: typeof a.value): bigint => BigInt(value.seconds) * 10n ** 12n + pad(value.fraction);
      const expected = scaled(a.value) < scaled(b.value) ? -1 : scaled(a.value) > scaled(b.value) ? 1 : 0;
      assert.equal(Math.sign(compareTimestamps(write(first), write(second))), expected);
      const again = parseTimestamp(formatTimestamp(a.value));
      assert.ok(again.ok && compareTimestamps(formatTimestamp(a.value), write(first)) === 0);
    }),
  );
});

test('nanoseconds and beyond are told apart', () => {
  assert.ok(compareTimestamps('2016-01-20T12:31:12.000000001Z', '2016-01-20T12:31:12Z') > 0);
  assert.equal(compareTimestamps('2016-01-20T12:31:12.100Z', '2016-01-20T12:31:12.1Z'), 0);
  assert.ok(compareTimestamps('2016-12-31T23:59:60.5Z', '2017-01-01T00:00:00Z') < 0);
});

test('dates are written with milliseconds', () => {
  assert.equal(formatTimestamp(new Date(0)), '1970-01-01T00:00:00.000Z');
  assert.equal(formatTimestamp({ seconds: 1, fraction: '' }), '1970-01-01T00:00:01.000Z');
  assert.equal(formatTimestamp({ seconds: 1, fraction: '1234567' }), '1970-01-01T00:00:01.1234567Z');
});
