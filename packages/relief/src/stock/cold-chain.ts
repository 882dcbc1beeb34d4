import type { TemperatureRange } from '../allocate/problem.ts';

/** What a logger measured; `at` in milliseconds since 1970 UTC. */
export interface TemperatureReading {
  readonly at: number;
  readonly celsius: number;
}

/** How much a product bears outside its range. */
export interface ColdChainAllowance {
  /** Milliseconds outside the range in all; default 0. */
  readonly outside?: number;
  /** Readings farther apart than this count as outside between them; default an hour. */
  readonly gap?: number;
  /** Beyond these even a moment breaks the chain: what froze is spoilt. */
  readonly limits?: TemperatureRange;
}

/** What the readings show. */
export interface ColdChainReport {
  readonly broken: boolean;
  /** Milliseconds outside the range or not measured. */
  readonly outside: number;
  readonly lowest: number;
  readonly highest: number;
}

const HOUR = 3_600_000;

/**
 * Judges a journey by its readings, which may come in any order. Between two readings the temperature counts as the
 * worse of both, so an excursion is never taken for shorter than it may have been; no reading at all is a broken chain.
 */
export function judgeColdChain(
  range: TemperatureRange,
  readings: readonly TemperatureReading[],
  allowance: ColdChainAllowance = {},
): ColdChainReport {
  const { outside: allowed = 0, gap = HOUR, limits } = allowance;
  const sorted = readings.toSorted((a, b) => a.at - b.at);
  const within = ({ celsius }: TemperatureReading, { minC, maxC }: TemperatureRange): boolean =>
    celsius >= minC && celsius <= maxC;
  let outside = 0;
  for (const [index, reading] of sorted.entries()) {
    const before = sorted[index - 1];
    if (!before) continue;
    const time = reading.at - before.at;
    if (time > gap || !within(before, range) || !within(reading, range)) outside += time;
  }
  const celsius = sorted.map((reading) => reading.celsius);
  // An excursion seen by one reading alone has no length yet, but it happened.
  const strayed = allowed === 0 && sorted.some((reading) => !within(reading, range));
  const beyond = limits !== undefined && sorted.some((reading) => !within(reading, limits));
  return {
    broken: sorted.length === 0 || strayed || beyond || outside > allowed,
    outside,
    lowest: Math.min(...celsius),
    highest: Math.max(...celsius),
  };
}
