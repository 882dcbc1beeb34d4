import type { KeptRange } from './fingerprint.ts';

/** Values of one block: 512 make 4 KB, what a disk reads at once. */
export const BLOCK = 512;

/** A sorted run of 64-bit values seen in one stretch of time; the values stay where the storage keeps them. */
export interface Segment {
  readonly name: string;
  /** Number of the stretch of time since 1970. */
  readonly bucket: number;
  /** How many values it holds. */
  readonly count: number;
  /** First value of each block, low and high half. */
  readonly index: Uint32Array;
  /** The values from `from` to `to`, low and high half of each. */
  read(from: number, to: number): Uint32Array;
}

/** The first value of each block of sorted pairs. */
export function indexOf(pairs: Uint32Array): Uint32Array {
  const blocks = Math.ceil(pairs.length / 2 / BLOCK);
  const index = new Uint32Array(blocks * 2);
  for (let block = 0; block < blocks; block++) {
    index[block * 2] = pairs[block * BLOCK * 2] as number;
    index[block * 2 + 1] = pairs[block * BLOCK * 2 + 1] as number;
  }
  return index;
}

/** Position of the first pair that is not below the value. */
function lowerBound(pairs: Uint32Array, high: number, low: number): number {
  let from = 0;
  let to = pairs.length / 2;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const middleHigh = pairs[middle * 2 + 1] as number;
    const below = middleHigh < high || (middleHigh === high && (pairs[middle * 2] as number) < low);
    if (below) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Values of one range that are looked at in one segment, for one that counts. */
const MAX_LOOKED_AT = 1000;

/**
 * Calls `found` with the index of each range that holds a value of the segment. Ranges come in ascending order of their
 * first value, so that neighbours share a block that was read.
 */
export function searchSegment(segment: Segment, ranges: readonly KeptRange[], found: (range: number) => void): void {
  const { index, count } = segment;
  let block = -1;
  let pairs: Uint32Array = index;
  const load = (wanted: number): void => {
    if (wanted === block) return;
    block = wanted;
    pairs = segment.read(block * BLOCK, Math.min(count, (block + 1) * BLOCK));
  };
  for (const [number, { high, low, lastLow, accept }] of ranges.entries()) {
    const next = lowerBound(index, high, low);
    let position = 0;
    // The first value that is not below stands in the block before, or opens this one.
    if (next > 0) {
      load(next - 1);
      position = (next - 1) * BLOCK + lowerBound(pairs, high, low);
    }
    for (const stop = Math.min(count, position + MAX_LOOKED_AT); position < stop; position++) {
      const within = position % BLOCK;
      // What opens a block is in memory.
      if (within > 0) load((position - within) / BLOCK);
      const source = within > 0 ? pairs : index;
      const at = within > 0 ? within * 2 : (position / BLOCK) * 2;
      const value = source[at] as number;
      if (source[at + 1] !== high || value > lastLow) break;
      if (accept !== undefined && !accept(value)) continue;
      found(number);
      break;
    }
  }
}
