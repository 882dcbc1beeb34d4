import { LONG } from './gram.ts';

/** Characters that are searched for candidates at a time, so that a huge text needs no more room than another. */
export const STRETCH = 8192;
/** What the last search for candidates found: grams, and where in the text each ends. */
export const grams = new Int32Array(2 * STRETCH);
export const ends = new Int32Array(2 * STRETCH);

/**
 * Notes the runs of four characters that end in a stretch of a text and that a bitmap knows. Calls nothing, so that the
 * engine can keep everything in registers: this loop sees every character of every event.
 */
export const longCandidates = (
  bytes: Uint8Array,
  from: number,
  to: number,
  filter: Int32Array,
  shift: number,
): number => {
  let count = 0;
  let gram = 0;
  for (let at = Math.max(0, from - LONG + 1); at < from; at += 1) gram = (gram << 8) | (bytes[at] as number);
  for (let at = from; at < to; at += 1) {
    gram = (gram << 8) | (bytes[at] as number);
    const bucket = Math.imul(gram, 0x9e3779b1) >>> shift;
    if (((filter[bucket >>> 5] as number) & (1 << bucket)) !== 0) {
      grams[count] = gram;
      ends[count] = at + 1;
      count += 1;
    }
  }
  return count;
};

/** As `longCandidates`, and notes runs of two that another bitmap knows by an end below zero. */
export const allCandidates = (
  bytes: Uint8Array,
  from: number,
  to: number,
  filter: Int32Array,
  shift: number,
  pairs: Int32Array,
): number => {
  let count = 0;
  let gram = 0;
  for (let at = Math.max(0, from - LONG + 1); at < from; at += 1) gram = (gram << 8) | (bytes[at] as number);
  for (let at = from; at < to; at += 1) {
    gram = (gram << 8) | (bytes[at] as number);
    const bucket = Math.imul(gram, 0x9e3779b1) >>> shift;
    if (((filter[bucket >>> 5] as number) & (1 << bucket)) !== 0) {
      grams[count] = gram;
      ends[count] = at + 1;
      count += 1;
    }
    if (((pairs[(gram & 0xffff) >>> 5] as number) & (1 << gram)) !== 0) {
      grams[count] = gram & 0xffff;
      ends[count] = -at - 1;
      count += 1;
    }
  }
  return count;
};
