import { failure, ok, type Result } from '@sanad/result';

/** A timestamp as its parts; the fraction keeps every digit that was written. */
export interface Timestamp {
  /** Whole seconds since 1970-01-01T00:00:00Z; a leap second counts as the second after it. */
  readonly seconds: number;
  /** The digits after the decimal point, as written, without the point. */
  readonly fraction: string;
}

const DASH = 45;
const COLON = 58;
const POINT = 46;
const ZERO = 48;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a STIX timestamp: RFC 3339, UTC, marked by `Z` (STIX 2.1 §2.16). */
export function isTimestamp(text: string): boolean {
  const length = text.length;
  if (length < 20 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text[10] !== 'T') return false;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON || text.charCodeAt(length - 1) !== 90)
    return false;
  const century = twoDigits(text, 0);
  const ofCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (century < 0 || ofCentury < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23) return false;
  if (minute < 0 || minute > 59 || second < 0) return false;
  // A leap second is only ever the last of a day.
  if (second > 59 && !(second === 60 && hour === 23 && minute === 59)) return false;
  const leapDay = month === 2 && isLeap(century * 100 + ofCentury) ? 1 : 0;
  if (day > (DAYS[month - 1] ?? 0) + leapDay) return false;
  if (length === 20) return true;
  if (text.charCodeAt(19) !== POINT || length === 21) return false;
  for (let at = 20; at < length - 1; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

/** How many digits a valid timestamp has after the decimal point. */
export const fractionDigits = (timestamp: string): number => Math.max(0, timestamp.length - 21);

/**
 * Orders two valid timestamps to their full precision: negative if the first is earlier, 0 if they are the same instant.
 * Never through a number, so that microseconds and nanoseconds count.
 */
export function compareTimestamps(first: string, second: string): number {
  if (first === second) return 0;
  const whole = compare(first.slice(0, 19), second.slice(0, 19));
  return whole === 0 ? compare(significant(first), significant(second)) : whole;
}

/** Reads a STIX timestamp. */
export function parseTimestamp(text: string): Result<Timestamp> {
  if (!isTimestamp(text)) {
    return failure({
      code: 'bad-timestamp',
      path: '',
      message: `${JSON.stringify(text)} is not a timestamp of the form YYYY-MM-DDThh:mm:ss[.s…]Z`,
      spec: 'STIX 2.1 §2.16',
    });
  }
  const at = (start: number, end: number): number => Number(text.slice(start, end));
  const date = new Date(0);
  // Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(at(0, 4), at(5, 7) - 1, at(8, 10));
  date.setUTCHours(at(11, 13), at(14, 16), at(17, 19));
  return ok({ seconds: date.getTime() / 1000, fraction: text.slice(20, -1) });
}

/** Writes an instant with at least the milliseconds that `created` and `modified` need (STIX 2.1 §3.2). */
export function formatTimestamp(instant: Date | Timestamp): string {
  if (instant instanceof Date) return instant.toISOString();
  const whole = new Date(instant.seconds * 1000).toISOString().slice(0, 19);
  return `${whole}.${instant.fraction.padEnd(3, '0')}Z`;
}

const compare = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0);
const significant = (timestamp: string): string => timestamp.slice(20, -1).replace(/0+$/, '');
const isDigit = (code: number): boolean => code >= ZERO && code <= 57;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The number that two digits make, or -1. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + ones - ZERO : -1;
}
