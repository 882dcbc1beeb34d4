import type { EventText } from './event-text.ts';
import { STRETCH, allCandidates, ends, grams, longCandidates } from './gram-candidates.ts';
import type { GramCounts } from './gram-counts.ts';
import { GramTable } from './gram-table.ts';
import { LONG, gramAt } from './gram.ts';
import { NeedleTable } from './needle-table.ts';
import type { Needle } from './needle.ts';

/** Told which needle was found. */
export type Found = (needle: number) => void;

/**
 * Finds which of many needles occur in a text, in one pass. Each needle is filed under its rarest run of four
 * characters (shorter ones under two or one). The pass keeps the last four characters in an integer, asks a bitmap
 * whether any needle is filed under them, and only then compares needles with the text. Adding a needle costs the
 * same whatever is already in.
 */
export class GramIndex {
  readonly #counts: GramCounts;
  readonly #needles = new NeedleTable();
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
    return this.#needles.size;
  }

  /** Files a needle and answers the number by which `scan` reports it. */
  add(needle: Needle): number {
    const { literal } = needle;
    const entry = this.#needles.size;
    if (literal.length >= LONG) {
      const start = this.#rarest(literal);
      this.#needles.add(needle, start + LONG, this.#long.put(gramAt(literal, start, LONG), entry));
    } else if (literal.length > 1) {
      // Of the two pairs in a text such as ` -c` the one that fewer needles share.
      const load = (at: number): number => this.#pairLoad.get(gramAt(literal, at, 2)) ?? 0;
      const start = literal.length === LONG - 1 && load(1) < load(0) ? 1 : 0;
      this.#needles.add(needle, start + 2, this.#filePair(gramAt(literal, start, 2), entry));
    } else if (literal.length === 1) {
      this.#needles.add(needle, 1, this.#fileSingle(literal, entry));
    } else {
      this.#needles.add(needle, 0, -1);
      this.#unfiled.push(entry);
    }
    return entry;
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
    const bytes = text.bytes();
    const pairs = this.#short.size > 0 && (this.#asciiPairs || !text.ascii);
    for (let from = 0; from < text.folded.length; from += STRETCH) {
      this.#scanStretch(from, Math.min(from + STRETCH, text.folded.length), pairs, text, bytes, found);
    }
    if (this.#singles.size > 0) this.#scanSingles(text, bytes, found);
    for (const entry of this.#unfiled) this.#needles.confirm(entry, 0, text, bytes, found);
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
      if (first !== -1) this.#needles.confirm(first, Math.abs(end), text, bytes, found);
    }
  }

  #scanSingles(text: EventText, bytes: Uint8Array, found: Found): void {
    const { folded } = text;
    for (const char of this.#asciiSingles) {
      const first = this.#singles.get(char) as number;
      if (this.#needles.isDone(first, text.event)) continue;
      const at = folded.indexOf(char);
      if (at === -1) continue;
      // A needle may want its character anywhere, at the start, or at the end.
      this.#needles.confirm(first, at + 1, text, bytes, found);
      if (folded.endsWith(char)) this.#needles.confirm(first, folded.length, text, bytes, found);
    }
    if (text.ascii) return;
    for (let at = 0; at < folded.length; at += 1) {
      if (folded.charCodeAt(at) < 128) continue;
      const first = this.#singles.get(folded.charAt(at));
      if (first !== undefined) this.#needles.confirm(first, at + 1, text, bytes, found);
    }
  }
}
