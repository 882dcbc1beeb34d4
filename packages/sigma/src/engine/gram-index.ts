import { type EventText, byteOf } from './event-text.ts';
import { STRETCH, allCandidates, ends, grams, longCandidates } from './gram-candidates.ts';
import type { GramCounts } from './gram-counts.ts';
import { GramTable } from './gram-table.ts';
import { LONG, gramAt } from './gram.ts';
import type { Needle, Place } from './needle.ts';

/** Told which needle was found. */
export type Found = (needle: number) => void;

const PLACES: readonly Place[] = ['whole', 'start', 'end', 'anywhere', 'pattern'];
const START = PLACES.indexOf('start');
const END = PLACES.indexOf('end');

/**
 * Finds which of many needles occur in a text, in one pass. Each needle is filed under its rarest run of four
 * characters (shorter ones under two or one). The pass keeps the last four characters in an integer, asks a bitmap
 * whether any needle is filed under them, and only then compares needles with the text. Adding a needle costs the
 * same whatever is already in.
 */
export class GramIndex {
  readonly #counts: GramCounts;
  /** Needle by number: its literal, place, where its gram ends in it, and the next needle filed under the same gram. */
  readonly #needles: Needle[] = [];
  readonly #places: number[] = [];
  readonly #ends: number[] = [];
  readonly #next: number[] = [];
  /** By needle: where its literal begins among all literals, as bytes; one more at the end. */
  readonly #starts: number[] = [0];
  #literals = new Uint8Array(256);
  /** By needle: the event in which it was found last, since once an event is enough. */
  readonly #foundIn: number[] = [];
  /** By needle: the scan in which the whole text was tried last, since once a text is enough. */
  readonly #triedIn: number[] = [];
  #scan = 0;
  #long = new GramTable(64);
  readonly #short = new Map<number, number>();
  readonly #pairLoad = new Map<number, number>();
  #pairBits = new Int32Array(0);
  /** Needles of one character, by character; few, and each quickly looked for. */
  readonly #singles = new Map<string, number>();
  readonly #asciiSingles: string[] = [];
  /** Whether a pair of ASCII characters is filed; lists of emoji are looked for only in texts beyond ASCII. */
  #asciiPairs = false;
  /** Patterns without any literal, which every text must be tried against. */
  readonly #unfiled: number[] = [];

  constructor(counts: GramCounts) {
    this.#counts = counts;
  }

  get size(): number {
    return this.#needles.length;
  }

  /** Files a needle and answers the number by which `scan` reports it. */
  add(needle: Needle): number {
    const { literal } = needle;
    const entry = this.#needles.length;
    this.#needles.push(needle);
    this.#foundIn.push(0);
    this.#triedIn.push(0);
    this.#store(literal);
    this.#places.push(PLACES.indexOf(needle.place));
    if (literal.length >= LONG) {
      const start = this.#rarest(literal);
      this.#ends.push(start + LONG);
      this.#next.push(this.#long.put(gramAt(literal, start, LONG), entry));
    } else if (literal.length > 0) {
      // Of the two pairs in a text such as ` -c` the one that fewer needles share.
      const load = (at: number): number => this.#pairLoad.get(gramAt(literal, at, 2)) ?? 0;
      const start = literal.length === LONG - 1 && load(1) < load(0) ? 1 : 0;
      const length = Math.min(2, literal.length);
      this.#ends.push(start + length);
      const gram = gramAt(literal, start, length);
      this.#next.push(length === 2 ? this.#filePair(gram, entry) : this.#fileSingle(literal, entry));
    } else {
      this.#ends.push(0);
      this.#next.push(-1);
      this.#unfiled.push(entry);
    }
    return entry;
  }

  #store(literal: string): void {
    const start = this.#starts.at(-1) ?? 0;
    const end = start + literal.length;
    if (end > this.#literals.length) {
      const larger = new Uint8Array(end * 2);
      larger.set(this.#literals);
      this.#literals = larger;
    }
    for (let at = start; at < end; at += 1) this.#literals[at] = byteOf(literal.charCodeAt(at - start));
    this.#starts.push(end);
  }

  #rarest(literal: string): number {
    let best = 0;
    let fewest = Infinity;
    for (let at = 0; at + LONG <= literal.length; at += 1) {
      const count = this.#counts.of(gramAt(literal, at, LONG));
      if (count < fewest) {
        fewest = count;
        best = at;
      }
    }
    return best;
  }

  #filePair(gram: number, entry: number): number {
    if ((gram & 0x8080) === 0) this.#asciiPairs = true;
    if (this.#pairBits.length === 0) this.#pairBits = new Int32Array(2048);
    this.#pairBits[gram >>> 5] = (this.#pairBits[gram >>> 5] ?? 0) | (1 << gram);
    const first = this.#short.get(gram) ?? -1;
    this.#short.set(gram, entry);
    this.#pairLoad.set(gram, (this.#pairLoad.get(gram) ?? 0) + 1);
    return first;
  }

  #fileSingle(char: string, entry: number): number {
    const first = this.#singles.get(char) ?? -1;
    this.#singles.set(char, entry);
    if (first === -1 && char < '\x80') this.#asciiSingles.push(char);
    return first;
  }

  /** Reports the needles that occur in a text, each at most once an event. */
  scan(text: EventText, found: Found): void {
    this.#scan += 1;
    const bytes = text.bytes();
    const pairs = this.#short.size > 0 && (this.#asciiPairs || !text.ascii);
    for (let from = 0; from < text.folded.length; from += STRETCH) {
      this.#scanStretch(from, Math.min(from + STRETCH, text.folded.length), pairs, text, bytes, found);
    }
    if (this.#singles.size > 0) this.#scanSingles(text, bytes, found);
    for (const entry of this.#unfiled) this.#confirm(entry, 0, text, bytes, found);
  }

  #scanStretch(from: number, to: number, pairs: boolean, text: EventText, bytes: Uint8Array, found: Found): void {
    const long = this.#long;
    const { filter, shift } = long;
    const count = pairs
      ? allCandidates(bytes, from, to, filter, shift, this.#pairBits)
      : longCandidates(bytes, from, to, filter, shift);
    for (let candidate = 0; candidate < count; candidate += 1) {
      const gram = grams[candidate] as number;
      const end = ends[candidate] as number;
      const first = end > 0 ? long.first(gram) : (this.#short.get(gram) ?? -1);
      if (first !== -1) this.#confirm(first, Math.abs(end), text, bytes, found);
    }
  }

  #scanSingles(text: EventText, bytes: Uint8Array, found: Found): void {
    const { folded } = text;
    for (const char of this.#asciiSingles) {
      const first = this.#singles.get(char) as number;
      if (this.#next[first] === -1 && this.#foundIn[first] === text.event) continue;
      const at = folded.indexOf(char);
      if (at === -1) continue;
      // A needle may want its character anywhere, at the start, or at the end.
      this.#confirm(first, at + 1, text, bytes, found);
      if (folded.endsWith(char)) this.#confirm(first, folded.length, text, bytes, found);
    }
    if (text.ascii) return;
    for (let at = 0; at < folded.length; at += 1) {
      if (folded.charCodeAt(at) < 128) continue;
      const first = this.#singles.get(folded.charAt(at));
      if (first !== undefined) this.#confirm(first, at + 1, text, bytes, found);
    }
  }

  /** Compares the needles filed under a gram that ends before `end` with the text. */
  #confirm(first: number, end: number, text: EventText, bytes: Uint8Array, found: Found): void {
    const literals = this.#literals;
    const { event, folded } = text;
    for (let entry = first; entry !== -1; entry = this.#next[entry] as number) {
      if (this.#foundIn[entry] === event) continue;
      const start = end - (this.#ends[entry] as number);
      const from = this.#starts[entry] as number;
      const length = (this.#starts[entry + 1] as number) - from;
      const place = this.#places[entry] as number;
      if (start < 0 || start + length > folded.length || (place === START && start !== 0)) continue;
      if (place === END && start + length !== folded.length) continue;
      let same = 0;
      while (same < length && literals[from + same] === bytes[start + same]) same += 1;
      if (same < length) continue;
      const needle = this.#needles[entry] as Needle;
      // Beyond ASCII, different characters may share a byte.
      if (!text.ascii && !folded.startsWith(needle.literal, start)) continue;
      if (needle.confirm) {
        if (this.#triedIn[entry] === this.#scan) continue;
        this.#triedIn[entry] = this.#scan;
        if (!needle.confirm(text.text, folded)) continue;
      }
      this.#foundIn[entry] = event;
      found(entry);
    }
  }
}
