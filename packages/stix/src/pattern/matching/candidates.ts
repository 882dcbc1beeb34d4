import type { ObservedData } from './observed.ts';

/** The observations that can stand for one `[ … ]`, laid out to find those that touch a span of time. */
export class Candidates {
  /** Indexes of observations by their last time, earliest first. */
  readonly indexes: readonly number[];
  private readonly firsts: Float64Array;
  private readonly lasts: Float64Array;
  /** The earliest first time at each place or after it. */
  private readonly earliestFirsts: Float64Array;
  private readonly sortedFirsts: Float64Array;
  /** The latest last time among those up to each place of `sortedFirsts`. */
  private readonly latestLasts: Float64Array;

  constructor(indexes: Iterable<number>, observed: readonly ObservedData[]) {
    const at = (index: number): ObservedData => observed[index] as ObservedData;
    this.indexes = [...indexes].toSorted((a, b) => at(a).last - at(b).last || a - b);
    this.firsts = Float64Array.from(this.indexes, (index) => at(index).first);
    this.lasts = Float64Array.from(this.indexes, (index) => at(index).last);
    this.earliestFirsts = this.firsts.slice();
    for (let place = this.firsts.length - 2; place >= 0; place -= 1) {
      this.earliestFirsts[place] = Math.min(this.firsts[place] ?? 0, this.earliestFirsts[place + 1] ?? 0);
    }
    const byFirst = this.indexes.toSorted((a, b) => at(a).first - at(b).first);
    this.sortedFirsts = Float64Array.from(byFirst, (index) => at(index).first);
    this.latestLasts = Float64Array.from(byFirst, (index) => at(index).last);
    for (let place = 1; place < byFirst.length; place += 1) {
      this.latestLasts[place] = Math.max(this.latestLasts[place] ?? 0, this.latestLasts[place - 1] ?? 0);
    }
  }

  /** The earliest first time among those that last until `from`, Infinity when there are none. */
  earliest(from: number): number {
    return this.earliestFirsts[placeOf(this.lasts, from)] ?? Infinity;
  }

  /** The latest last time among those that start no later than `until`, -Infinity when there are none. */
  latest(until: number): number {
    return this.latestLasts[placeAfter(this.sortedFirsts, until) - 1] ?? -Infinity;
  }

  /** Those that last until `from` and start no later than `until`. */
  *touching(from: number, until: number): Generator<number> {
    for (let place = placeOf(this.lasts, from); place < this.indexes.length; place += 1) {
      if ((this.earliestFirsts[place] ?? 0) > until) return;
      if ((this.firsts[place] ?? 0) <= until) yield this.indexes[place] ?? -1;
    }
  }
}

/** The first place in an ascending list with a time no earlier than `time`. */
export function placeOf(times: ArrayLike<number>, time: number): number {
  return firstPlace(times, (at) => at >= time);
}

/** The first place in an ascending list with a time later than `time`. */
export function placeAfter(times: ArrayLike<number>, time: number): number {
  return firstPlace(times, (at) => at > time);
}

function firstPlace(times: ArrayLike<number>, reached: (time: number) => boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(times[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
