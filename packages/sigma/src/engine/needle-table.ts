import { byteOf } from './event-text.ts';
import type { Needle, Place } from './needle.ts';

const PLACES: readonly Place[] = ['whole', 'start', 'end', 'anywhere', 'pattern'];
const START = PLACES.indexOf('start');
const END = PLACES.indexOf('end');

// What a needle's row holds. One row is one cache line at most: comparing needles is where the time goes.
const ROW = 8;
/** The next needle filed under the same gram, −1 for none. */
const NEXT = 0;
/** How far into the literal the gram ends under which it is filed. */
const GRAM_END = 1;
/** Where the literal begins among all literals, and its length. */
const FROM = 2;
const LENGTH = 3;
const PLACE = 4;
/** The event in which it was found last, since once an event is enough. */
const FOUND_IN = 5;
/** The scan in which the whole text was tried last, since once a text is enough. */
const TRIED_IN = 6;

/** Needles in rows of integers, and their literals one behind the other as bytes. */
export class NeedleTable {
  readonly #needles: Needle[] = [];
  #rows = new Int32Array(16 * ROW);
  #literals = new Uint8Array(256);
  #literalsEnd = 0;

  get size(): number {
    return this.#needles.length;
  }

  /** Adds a needle that is filed under the gram which ends at `gramEnd` in its literal, in front of `next`. */
  add(needle: Needle, gramEnd: number, next: number): void {
    const row = this.#needles.length * ROW;
    if (row >= this.#rows.length) this.#rows = larger(this.#rows, new Int32Array(row * 2));
    this.#needles.push(needle);
    const { length } = needle.literal;
    const from = this.#literalsEnd;
    this.#literalsEnd += length;
    if (this.#literalsEnd > this.#literals.length) {
      this.#literals = larger(this.#literals, new Uint8Array(this.#literalsEnd * 2));
    }
    for (let at = 0; at < length; at += 1) this.#literals[from + at] = byteOf(needle.literal.charCodeAt(at));
    const rows = this.#rows;
    rows[row + NEXT] = next;
    rows[row + GRAM_END] = gramEnd;
    rows[row + FROM] = from;
    rows[row + LENGTH] = length;
    rows[row + PLACE] = PLACES.indexOf(needle.place);
  }

  /** Whether a needle, and no other filed with it, was found in an event. */
  isDone(needle: number, event: number): boolean {
    return this.#rows[needle * ROW + FOUND_IN] === event && this.#rows[needle * ROW + NEXT] === -1;
  }

  /** Compares the needles filed under a gram that ends before `end` with the text. */
  confirm(first: number, end: number, text: NeedleText, bytes: Uint8Array, found: (needle: number) => void): void {
    const rows = this.#rows;
    const literals = this.#literals;
    const { event, folded, ascii } = text;
    const total = folded.length;
    for (let entry = first; entry !== -1;) {
      const row = entry * ROW;
      const needle = entry;
      entry = rows[row + NEXT] as number;
      if (rows[row + FOUND_IN] === event) continue;
      const start = end - (rows[row + GRAM_END] as number);
      const length = rows[row + LENGTH] as number;
      const place = rows[row + PLACE] as number;
      if (start < 0 || start + length > total || (place === START && start !== 0)) continue;
      if (place === END && start + length !== total) continue;
      const from = rows[row + FROM] as number;
      let same = 0;
      while (same < length && literals[from + same] === bytes[start + same]) same += 1;
      if (same < length) continue;
      const { literal, confirm } = this.#needles[needle] as Needle;
      // Beyond ASCII, different characters may share a byte.
      if (!ascii && !folded.startsWith(literal, start)) continue;
      if (confirm) {
        if (rows[row + TRIED_IN] === text.number) continue;
        rows[row + TRIED_IN] = text.number;
        if (!confirm(text.text, folded)) continue;
      }
      rows[row + FOUND_IN] = event;
      found(needle);
    }
  }
}

/** What comparing has to know of a text. */
export interface NeedleText {
  /** Number of the event, another one for every event. */
  readonly event: number;
  /** Number of the text, another one for every text. */
  readonly number: number;
  readonly text: string;
  readonly folded: string;
  readonly ascii: boolean;
}

const larger = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
  to.set(from);
  return to;
};
