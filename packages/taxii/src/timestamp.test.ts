import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalTimestamp, formatTimestamp, parseTimestamp } from './timestamp.ts';

test('timestamps are written with six decimals and read with any', () => {
  assert.equal(formatTimestamp(1_767_225_600_000_000n), '2026-01-01T00:00:00.000000Z');
  assert.equal(formatTimestamp(1_767_225_600_000_042n), '2026-01-01T00:00:00.000042Z');
  assert.equal(formatTimestamp(-1n), '1969-12-31T23:59:59.999999Z');
  for (const text of ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.0Z', '2026-01-01T00:00:00.0000009Z']) {
    assert.equal(parseTimestamp(text), 1_767_225_600_000_000n);
  }
  assert.equal(parseTimestamp('2026-01-01T00:00:00.000042Z'), 1_767_225_600_000_042n);
});

test('what is no instant in UTC is not read', () => {
  for (const text of [
    '',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+00:00',
    '2026-01-01 00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00.Z',
    `2026-01-01T00:00:00.${'0'.repeat(19)}Z`,
    '٢٠٢٦-01-01T00:00:00Z',
  ]) {
    assert.equal(parseTimestamp(text), undefined, text);
    assert.equal(canonicalTimestamp(text), undefined, text);
  }
});

test('an instant has one canonical spelling, however many zeros it was written with', () => {
  assert.equal(canonicalTimestamp('2026-01-01T00:00:10.000Z'), '2026-01-01T00:00:10Z');
  assert.equal(canonicalTimestamp('2026-01-01T00:00:10Z'), '2026-01-01T00:00:10Z');
  assert.equal(canonicalTimestamp('2026-01-01T00:00:10.1234567890Z'), '2026-01-01T00:00:10.123456789Z');
});

test('reading undoes writing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n }), (instant) => {
      assert.equal(parseTimestamp(formatTimestamp(instant)), instant);
      assert.equal(parseTimestamp(canonicalTimestamp(formatTimestamp(instant)) ?? ''), instant);
    }),
  );
});
