import { BUILT_IN_MAPPINGS } from './built-in.ts';
import type { ObservableMapping } from './mapping.ts';
import { valueAt } from './path.ts';

const ZONELESS = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?$/;

/** A moment as logs write it (ISO 8601, epoch seconds, milliseconds or microseconds) in milliseconds; NaN if it is none. */
export function parseTime(value: unknown): number {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,19}(?:\.\d+)?$/.test(value))) {
    const number = Number(value);
    if (number >= 1e17) return Number.NaN;
    if (number >= 1e14) return number / 1000;
    return number >= 1e11 ? number : number * 1000;
  }
  if (typeof value !== 'string' || value.length > 40) return Number.NaN;
  // Logs that name no zone mean UTC; Date.parse would take the machine's.
  return Date.parse(ZONELESS.test(value) ? `${value.replace(' ', 'T').replace(',', '.')}Z` : value);
}

/** Makes the function that finds when an event happened, in milliseconds since 1970; NaN if the event does not say. */
export function eventTime(
  mappings: readonly ObservableMapping[],
): (event: Readonly<Record<string, unknown>>) => number {
  const all = [...mappings.toReversed(), ...BUILT_IN_MAPPINGS];
  const names = [...new Set(all.flatMap((mapping) => mapping.time ?? []))];
  const nested = all.flatMap((mapping) =>
    (mapping.under ?? []).flatMap((path) => (mapping.time ?? []).map((name) => `${path}.${name}`)),
  );
  const roots = Map.groupBy(nested, (path) => path.slice(0, path.indexOf('.')));
  return (event) => {
    for (const name of names) {
      const value = event[name];
      if (value === undefined) continue;
      const time = parseTime(value);
      if (!Number.isNaN(time)) return time;
    }
    for (const [root, paths] of roots) {
      if (event[root] === undefined) continue;
      for (const path of paths) {
        const time = parseTime(valueAt(event, path));
        if (!Number.isNaN(time)) return time;
      }
    }
    return Number.NaN;
  };
}
