import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateWriter, hijriDay } from './dates.ts';
import { regionOf } from './region.ts';

// Days as the Umm al-Qura calendar publishes them: the first of Ramadan, both feasts and new years.
for (const [gregorian, hijri] of [
  ['2024-03-11', '1445-9-1'],
  ['2024-04-10', '1445-10-1'],
  ['2024-06-16', '1445-12-10'],
  ['2025-03-01', '1446-9-1'],
  ['2025-06-26', '1447-1-1'],
  ['2026-02-18', '1447-9-1'],
] as const) {
  test(`${gregorian} is ${hijri}`, () => {
    const { year, month, day } = hijriDay(new Date(`${gregorian}T12:00:00Z`), 'Asia/Riyadh');
    assert.equal(`${year}-${month}-${day}`, hijri);
  });
}

test('a day begins at midnight of the reader', () => {
  const evening = new Date('2025-06-25T22:30:00Z');
  assert.equal(hijriDay(evening, 'Asia/Riyadh').day, 1);
  assert.equal(hijriDay(evening, 'UTC').day, 29);
});

test('dates are written in the language, months and digits of the reader', () => {
  const at = new Date('2026-02-18T10:05:00Z');
  const riyadh = dateWriter({ language: 'ar', numerals: 'arab', country: 'SA', timeZone: 'Asia/Riyadh' });
  assert.equal(riyadh.hijri(at), '١ رمضان ١٤٤٧ هـ');
  assert.match(riyadh.gregorian(at), /١٨ فبراير ٢٠٢٦/);
  assert.equal(riyadh.time(at), '١٣:٠٥');
  const damascus = dateWriter({ language: 'ar', numerals: 'arab', country: 'SY', timeZone: 'Asia/Damascus' });
  assert.match(damascus.gregorian(at), /شباط/);
  const english = dateWriter({ language: 'en', numerals: 'latn', timeZone: 'UTC' });
  assert.equal(english.gregorian(at), '18 February 2026');
  assert.equal(english.hijri(at), '1 Ramadan 1447 AH');
  assert.equal(english.distance(at, new Date('2026-02-18T10:08:30Z')), '3 minutes ago');
});

test('weekend, week and digits go by country', () => {
  assert.deepEqual(regionOf('SA'), { weekend: [5, 6], firstDay: 0, numerals: 'arab' });
  assert.deepEqual(regionOf('AE'), { weekend: [6, 0], firstDay: 6, numerals: 'latn' });
  assert.deepEqual(regionOf('MA'), { weekend: [6, 0], firstDay: 1, numerals: 'latn' });
  assert.deepEqual(regionOf(undefined), regionOf('SA'));
});
