import { type EventText, byteOf } from './event-text.ts';
import type { Needle, Place } from './needle.ts';

/** Told which needle was found. */
export type Found = (needle: number) => void;

const PLACES: readonly Place[] = ['whole', 'start', 'end', 'anywhere', 'pattern'];
const START = PLACES.indexOf('start');
const END = PLACES.indexOf('end');
/** Characters in a gram of the long table: as many as fit 32 bits. */
const LONG = 4;

/** A run of characters packed into an integer, as `GramIndex.scan` sees them pass. */
const gramAt = (text: string, start: number, length: number): number => {
  let gram = 0;
  for (let at = start; at < start + length; at += 1) gram = (gram << 8) | byteOf(text.charCodeAt(at));
  return gram;
};

/** Text that most events of the systems which rules are written for hold; its grams tell little. */
const COMMON = String.raw`
  c:\windows\system32\svchost.exe -k c:\windows\syswow64\ c:\program files\ c:\program files (x86)\ c:\programdata\microsoft\
  c:\users\public\ \appdata\local\temp\ \appdata\roaming\microsoft\windows\ \desktop\ \downloads\ \documents\
  "c:\windows\explorer.exe" powershell.exe cmd.exe /c rundll32.exe .dll conhost.exe services.exe nt authority\system
  hklm\software\microsoft\windows nt\currentversion\ hkey_local_machine\system\currentcontrolset\services\
  http://www. https:// .com/ .microsoft.com sha256= sha1= md5= imphash= security process account name service
  /usr/bin/ /usr/sbin/ /etc/ /var/log/ /bin/bash /bin/sh -c /tmp/ /home/ --type= user= username
`;
/** How many needles a common gram counts for. */
const COMMON_WEIGHT = 200;

/** How often grams occur in the needles, by hash: the guide to which part of a needle is rare. */
export class GramCounts {
  readonly #counts = new Uint16Array(1 << 16);

  constructor() {
    for (let times = 0; times < COMMON_WEIGHT; times += 1) this.add(COMMON);
  }

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

/** Fibonacci hashing: the upper bits are well mixed. */
const hash = (gram: number): number => Math.imul(gram, 0x9e3779b1);

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
    if (text.folded.length >= LONG) this.#scanLong(text, bytes, found);
    if (this.#short.size > 0 && (this.#asciiPairs || !text.ascii)) this.#scanPairs(text, bytes, found);
    if (this.#singles.size > 0) this.#scanSingles(text, bytes, found);
    for (const entry of this.#unfiled) this.#confirm(entry, 0, text, bytes, found);
  }

  #scanLong(text: EventText, bytes: Uint8Array, found: Found): void {
    const long = this.#long;
    for (let from = 0; from < text.folded.length; from += STRETCH) {
      const count = longCandidates(bytes, from, Math.min(from + STRETCH, text.folded.length), long.filter, long.shift);
      for (let candidate = 0; candidate < count; candidate += 1) {
        const first = long.first(grams[candidate] as number);
        if (first !== -1) this.#confirm(first, ends[candidate] as number, text, bytes, found);
      }
    }
  }

  #scanPairs(text: EventText, bytes: Uint8Array, found: Found): void {
    for (let from = 0; from < text.folded.length; from += STRETCH) {
      const count = pairCandidates(bytes, from, Math.min(from + STRETCH, text.folded.length), this.#pairBits);
      for (let candidate = 0; candidate < count; candidate += 1) {
        const first = this.#short.get(grams[candidate] as number) ?? -1;
        this.#confirm(first, ends[candidate] as number, text, bytes, found);
      }
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

/** Characters that are searched for candidates at a time, so that a huge text needs no more room than another. */
const STRETCH = 8192;
/** What the last search for candidates found: grams, and where in the text each ends. */
const grams = new Int32Array(STRETCH);
const ends = new Int32Array(STRETCH);

/**
 * Notes the runs of four characters that end in a stretch of a text and that a bitmap knows. Calls nothing, so that the
 * engine can keep everything in registers: this loop sees every character of every event.
 */
const longCandidates = (bytes: Uint8Array, from: number, to: number, filter: Int32Array, shift: number): number => {
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

/** As `longCandidates`, for runs of two. */
const pairCandidates = (bytes: Uint8Array, from: number, to: number, filter: Int32Array): number => {
  let count = 0;
  let pair = from > 0 ? (bytes[from - 1] as number) : 0;
  for (let at = from; at < to; at += 1) {
    pair = ((pair << 8) | (bytes[at] as number)) & 0xffff;
    if (((filter[pair >>> 5] as number) & (1 << pair)) !== 0) {
      grams[count] = pair;
      ends[count] = at + 1;
      count += 1;
    }
  }
  return count;
};

/** From grams to the first needle filed under each, with a bitmap in front that answers most misses. */
class GramTable {
  #keys: Int32Array;
  #values: Int32Array;
  #count = 0;
  filter: Int32Array;
  shift: number;
  #keyShift: number;

  constructor(size: number) {
    this.#keys = new Int32Array(size);
    this.#values = new Int32Array(size).fill(-1);
    this.filter = new Int32Array(size / 4);
    this.shift = 32 - Math.log2(size * 8);
    this.#keyShift = 32 - Math.log2(size);
  }

  first(gram: number): number {
    const mask = this.#keys.length - 1;
    let at = hash(gram) >>> this.#keyShift;
    while (this.#values[at] !== -1 && this.#keys[at] !== gram) at = (at + 1) & mask;
    return this.#values[at] as number;
  }

  /** Puts a needle first under a gram and answers the one that was first before. */
  put(gram: number, entry: number): number {
    if (this.#count * 2 >= this.#keys.length) this.#grow();
    const mask = this.#keys.length - 1;
    let at = hash(gram) >>> this.#keyShift;
    while (this.#values[at] !== -1 && this.#keys[at] !== gram) at = (at + 1) & mask;
    const before = this.#values[at] as number;
    if (before === -1) this.#count += 1;
    this.#keys[at] = gram;
    this.#values[at] = entry;
    const bucket = hash(gram) >>> this.shift;
    this.filter[bucket >>> 5] = (this.filter[bucket >>> 5] as number) | (1 << bucket);
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
    this.#keyShift = larger.#keyShift;
  }
}
