import type { Catalogue } from './catalogue.ts';

/**
 * A time of a scenario in words: the clock time where its start is known, with the date from the next day on, in the
 * start's own offset from UTC; otherwise the hours since the start.
 */
export function timeInWords(at: number, start: string | undefined, words: Catalogue): string {
  if (start === undefined) return at === 0 ? words.atStart : words.afterStart(words.hours(at));
  const offset = offsetMinutes(start);
  const local = (hours: number): string =>
    new Date(Math.round((Date.parse(start) + hours * 3_600_000) / 60_000 + offset) * 60_000).toISOString();
  const [today] = local(0).split('T');
  const [date, time = ''] = local(at).split('T');
  return words.atClock(words.isolate(date === today ? time.slice(0, 5) : `${date} ${time.slice(0, 5)}`));
}

function offsetMinutes(start: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(start) ?? [];
  if (hours === undefined || minutes === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
