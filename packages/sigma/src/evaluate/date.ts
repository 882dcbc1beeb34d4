import type { TimePart } from '../rule/rule.ts';

const DAY = 86_400_000;

/** The part of a date in a text such as `2026-01-31T10:58:38`, taken as written; numbers are seconds or milliseconds since 1970 in UTC. */
export const datePart = (value: unknown, part: TimePart): number | undefined => {
  const date = readDate(value);
  if (!date) return undefined;
  switch (part) {
    case 'minute':
      return date.getUTCMinutes();
    case 'hour':
      return date.getUTCHours();
    case 'day':
      return date.getUTCDate();
    case 'month':
      return date.getUTCMonth() + 1;
    case 'year':
      return date.getUTCFullYear();
    case 'week':
      return isoWeek(date);
  }
};

/**
 * Sigma's time modifiers are «not designed to handle timezone conversions» (modifiers appendix 2.1): the clock time
 * that stands in the event is read as if it were UTC, whatever offset follows it.
 */
const readDate = (value: unknown): Date | undefined => {
  if (typeof value === 'number') {
    const date = new Date(Math.abs(value) < 1e11 ? value * 1000 : value);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }
  if (typeof value !== 'string') return undefined;
  const found = /^\s*(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?/.exec(value);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map((digits) => Number(digits ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  // A 31 February would otherwise turn into March.
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hour < 24 && minute < 60 ? date : undefined;
};

/** ISO 8601 week: the one that holds the year's first Thursday is the first. */
const isoWeek = (date: Date): number => {
  const thursday = date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY;
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - newYear) / (7 * DAY)) + 1;
};
