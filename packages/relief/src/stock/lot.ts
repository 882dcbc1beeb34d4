import { failure, ok, type Result } from '@sanad/result';
import type { TemperatureRange } from '../allocate/problem.ts';

/** A batch of one item as stock is kept of it. Times are milliseconds since 1970 UTC. */
export interface Lot {
  readonly id: string;
  readonly item: string;
  readonly batch: string;
  /** The first moment at which it may no longer be used; absent: never expires. */
  readonly expiresAt?: number;
  readonly storage?: TemperatureRange;
  readonly recalled?: boolean;
  /** Whether its cold chain was found broken. */
  readonly temperatureBroken?: boolean;
}

/** Why a lot must not be issued. */
export type LotFault = 'expired' | 'too-short-shelf-life' | 'recalled' | 'temperature-broken';

/** What forbids to issue a lot at a moment to someone who needs this much shelf life; nothing if it may be. */
export function lotFault(lot: Lot, at: number, shelfMilliseconds = 0): LotFault | undefined {
  if (lot.recalled) return 'recalled';
  if (lot.temperatureBroken) return 'temperature-broken';
  if (lot.expiresAt === undefined) return undefined;
  if (at >= lot.expiresAt) return 'expired';
  return at + shelfMilliseconds > lot.expiresAt ? 'too-short-shelf-life' : undefined;
}

/**
 * The first moment after an expiry date: the end of the printed day where the lot lies, and of the month if the day is
 * missing or `00` (GS1 AI 17). A lot is good through all of its last day.
 *
 * @param date `2027-03`, `2027-03-31` or GS1's `270331`
 * @param utcOffsetMinutes of the place, 180 for Riyadh
 */
export function expiryMoment(date: string, utcOffsetMinutes = 0): Result<number> {
  const match = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(date) ?? /^(\d\d)(\d\d)(\d\d)$/.exec(date);
  const [, years = '', months = '', days = '00'] = match ?? [];
  const year = years.length === 2 ? 2000 + Number(years) : Number(years);
  const month = Number(months);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = Number(days) === 0 ? lastDay : Number(days);
  if (!match || month < 1 || month > 12 || day > lastDay) {
    const message = `${JSON.stringify(date)} is not an expiry date such as 2027-03-31, 2027-03 or 270331.`;
    return failure({ code: 'bad-date', path: '', message, spec: 'GS1 General Specifications §3.4.7' });
  }
  return ok(Date.UTC(year, month - 1, day + 1) - utcOffsetMinutes * 60_000);
}
