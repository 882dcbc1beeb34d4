const FORM = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?Z$/;

/** Where the seconds end in `2026-11-22T08:30:00`. */
const SECONDS_END = 19;

/** Whether a text has the form of a timestamp literal (§9.2); a day that its month lacks passes. */
export const isTimestampLiteral = (text: string): boolean => FORM.test(text);

/**
 * A timestamp as a text that orders as time does and is equal for equal times, to any precision; undefined for any
 * other text. Without zeros at its end the fraction is a prefix of every later one, and `Z` is dropped for that.
 */
export function orderedTimestamp(text: string): string | undefined {
  if (!isTimestampLiteral(text)) return undefined;
  let end = text.length - 1;
  if (text[SECONDS_END] !== '.') return text.slice(0, end);
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, end === SECONDS_END + 1 ? SECONDS_END : end);
}

/** The Gregorian calendar repeats after 400 years; `Date.UTC` takes years below 100 for years of the 20th century. */
const CYCLE = 146_097 * 86_400_000;

/**
 * Microseconds since 1970 with a fraction (error below 0.3 µs until the year 2100); undefined when the text is no
 * timestamp. A leap second or a day that its month lacks is the moment as far after the last that exists.
 */
export function microseconds(text: string): number | undefined {
  if (!isTimestampLiteral(text)) return undefined;
  const [year = 0, month = 0, ...rest] = text.slice(0, SECONDS_END).split(/[-T:]/).map(Number);
  const milliseconds = Date.UTC(year + 400, month - 1, ...rest) - CYCLE;
  const fraction = Number(`0${text.slice(SECONDS_END, -1)}`);
  return milliseconds * 1000 + fraction * 1e6;
}
