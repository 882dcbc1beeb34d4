import type { Needle, Place } from './needle.ts';

/** Told which needle was found. */
export type Found = (needle: number) => void;

const PLACES: readonly Place[] = ['whole', 'start', 'end', 'anywhere', 'pattern'];
const START = PLACES.indexOf('start');
const END = PLACES.indexOf('end');
/** Characters in a gram of the long table: as many as fit 32 bits. */
const LONG = 4;

/** Folds a character to 8 bits so that none beyond ASCII falls together with one of ASCII. */
const byteAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code < 128 ? code : 128 | (code & 127);
};

/** The last characters up to `end`, at most four, packed into an integer. */
const gramAt = (text: string, start: number, length: number): number => {
  let gram = 0;
  for (let at = start; at < start + length; at += 1) gram = (gram << 8) | byteAt(text, at);
  return gram;
};

/** How often grams occur in the needles, by hash: the guide to which part of a needle is rare. */
export class GramCounts {
  readonly #counts = new Uint16Array(1 << 16);

  add(text: string): void {
    for (let at = 0; at + LONG <= text.length; at += 1) {
      const slot = hash(gramAt(text, at, LONG)) >>> 16;
      this.#counts[slot] = Math.min(65_535, (this.#counts[slot] ?? 0) + 1);
    }
  }

  of(gram: number): number {
    return this.#counts[hash(gram) >>> 16] ?? 0;
  }
}

const hash = (gram: number): number => Math.imul(gram ^ (gram >>> 15), 0x9e3779b1);

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
  readonly #ids: number[] = [];
  readonly #places: number[] = [];
  readonly #ends: number[] = [];
  readonly #next: number[] = [];
  /** The scan in which a needle was last confirmed by a look at the whole text, which once a text is enough. */
  readonly #confirmed: number[] = [];
  #scan = 0;
  #long = new GramTable(64);
  readonly #short = new Map<number, number>();
  #pairBits = new Int32Array(0);
  #singles = new Int32Array(0);
  /** Patterns without any literal, which every text must be tried against. */
  readonly #unfiled: number[] = [];

  constructor(counts: GramCounts) {
    this.#counts = counts;
  }

  get size(): number {
    return this.#needles.length;
  }

  /** Files a needle; `id` is what `scan` reports. */
  add(needle: Needle, id: number): void {
    const { literal } = needle;
    const entry = this.#needles.length;
    this.#needles.push(needle);
    this.#ids.push(id);
    this.#confirmed.push(0);
    this.#places.push(PLACES.indexOf(needle.place));
    if (literal.length >= LONG) {
      const start = this.#rarest(literal);
      this.#ends.push(start + LONG);
      this.#next.push(this.#long.put(gramAt(literal, start, LONG), entry));
    } else if (literal.length > 0) {
      const length = Math.min(2, literal.length);
      this.#ends.push(length);
      this.#next.push(this.#fileShort(gramAt(literal, 0, length), length, entry));
    } else {
      this.#ends.push(0);
      this.#next.push(-1);
      this.#unfiled.push(entry);
    }
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

  #fileShort(gram: number, length: number, entry: number): number {
    if (length === 1) {
      if (this.#singles.length === 0) this.#singles = new Int32Array(256).fill(-1);
      const first = this.#singles[gram] ?? -1;
      this.#singles[gram] = entry;
      return first;
    }
    if (this.#pairBits.length === 0) this.#pairBits = new Int32Array(2048);
    this.#pairBits[gram >>> 5] = (this.#pairBits[gram >>> 5] ?? 0) | (1 << (gram & 31));
    const first = this.#short.get(gram) ?? -1;
    this.#short.set(gram, entry);
    return first;
  }

  /** Reports the needles that occur in a text, given as written and folded; one may be reported more than once. */
  scan(text: string, folded: string, found: Found): void {
    const { length } = folded;
    this.#scan += 1;
    const long = this.#long;
    const { filter, shift } = long;
    const pairs = this.#pairBits;
    const hasPairs = pairs.length > 0;
    const hasSingles = this.#singles.length > 0;
    let gram = 0;
    for (let at = 0; at < length; at += 1) {
      const code = folded.charCodeAt(at);
      gram = (gram << 8) | (code < 128 ? code : 128 | (code & 127));
      const bucket = Math.imul(gram ^ (gram >>> 15), 0x9e3779b1) >>> shift;
      if (((filter[bucket >>> 5] as number) & (1 << (bucket & 31))) !== 0) {
        const first = long.first(gram);
        if (first !== -1) this.#confirm(first, at + 1, text, folded, found);
      }
      if (hasPairs) {
        const pair = gram & 0xffff;
        if (((pairs[pair >>> 5] as number) & (1 << (pair & 31))) !== 0) {
          this.#confirm(this.#short.get(pair) ?? -1, at + 1, text, folded, found);
        }
      }
      if (hasSingles) {
        const first = this.#singles[gram & 255] as number;
        if (first !== -1) this.#confirm(first, at + 1, text, folded, found);
      }
    }
    for (const entry of this.#unfiled) {
      const { confirm } = this.#needles[entry] as Needle;
      if (!confirm || confirm(text, folded)) found(this.#ids[entry] as number);
    }
  }

  /** Compares the needles filed under a gram that ends before `end` with the text. */
  #confirm(first: number, end: number, text: string, folded: string, found: Found): void {
    for (let entry = first; entry !== -1; entry = this.#next[entry] as number) {
      const start = end - (this.#ends[entry] as number);
      const place = this.#places[entry] as number;
      if (start < 0 || (place === START && start !== 0)) continue;
      const { literal, confirm } = this.#needles[entry] as Needle;
      if (place === END && start + literal.length !== folded.length) continue;
      if (!folded.startsWith(literal, start)) continue;
      if (confirm) {
        if (this.#confirmed[entry] === this.#scan) continue;
        this.#confirmed[entry] = this.#scan;
        if (!confirm(text, folded)) continue;
      }
      found(this.#ids[entry] as number);
    }
  }
}

/** From grams to the first needle filed under each, with a bitmap in front that answers most misses. */
class GramTable {
  #keys: Int32Array;
  #values: Int32Array;
  #count = 0;
  filter: Int32Array;
  shift: number;

  constructor(size: number) {
    this.#keys = new Int32Array(size);
    this.#values = new Int32Array(size).fill(-1);
    this.filter = new Int32Array(size / 4);
    this.shift = 32 - Math.log2(size * 8);
  }

  first(gram: number): number {
    const mask = this.#keys.length - 1;
    let at = (hash(gram) >>> 8) & mask;
    while (this.#values[at] !== -1 && this.#keys[at] !== gram) at = (at + 1) & mask;
    return this.#values[at] as number;
  }

  /** Puts a needle first under a gram and answers the one that was first before. */
  put(gram: number, entry: number): number {
    if (this.#count * 2 >= this.#keys.length) this.#grow();
    const mask = this.#keys.length - 1;
    let at = (hash(gram) >>> 8) & mask;
    while (this.#values[at] !== -1 && this.#keys[at] !== gram) at = (at + 1) & mask;
    const before = this.#values[at] as number;
    if (before === -1) this.#count += 1;
    this.#keys[at] = gram;
    this.#values[at] = entry;
    const bucket = hash(gram) >>> this.shift;
    this.filter[bucket >>> 5] = (this.filter[bucket >>> 5] as number) | (1 << (bucket & 31));
    return before;
  }

  #grow(): void {
    const larger = new GramTable(this.#keys.length * 2);
    this.#values.forEach((entry, at) => {
      if (entry !== -1) larger.put(this.#keys[at] as number, entry);
    });
    this.#keys = larger.#keys;
    this.#values = larger.#values;
    this.filter = larger.filter;
    this.shift = larger.shift;
  }
}
