import { maskAddress } from '../observable/address.ts';
import { Key } from '../observable/key.ts';
import { DOMAIN, DOMAIN_SUFFIX, IPV4, IPV6, RETIRED_ID, URL_PREFIX, URL_TYPE, bitOf } from '../observable/type.ts';
import type { TableShare } from '../table/value-table.ts';
import { ValueTable } from '../table/value-table.ts';
import type { IndicatorFacts } from './indicator.ts';
import { MAX_PAYLOAD, idBytes, readPayload, writePayload } from './payload.ts';

/** How an observed value stands to the indicator's: the same, in its range, a range around it, under its name, on its path. */
export type Relation = 'equal' | 'within' | 'contains' | 'suffix' | 'prefix';

// Words of the table's shared header: how many ranges there are of each prefix length, and what else is worth looking for.
const IPV4_LENGTHS = 0;
const IPV6_LENGTHS = 33;
const SUFFIXES = 162;
const SCHEMELESS = 163;
const LENGTHS_VERSION = 164;
const TYPES = 165;
const ADDED = 166;
const PREFIX_BITS = 176;
/** Longest URL prefix, in bytes of its key, that the table serves; the header has a bit for each length. */
export const MAX_URL_PREFIX = 80 * 32 - 1;

/** An observed range is looked into if it holds at most this many addresses; what a wider one holds says nothing. */
const MAX_CONTAINED_BITS = 8;
/** Most indicators of one value that one look-up reports; the rest are counted. */
const MAX_CHAIN = 64;
const SLASH = 47;

/** The type of the observed values that meet what is kept under a type. */
const lookedUpAs = (type: number): number => {
  if (type === DOMAIN_SUFFIX) return DOMAIN;
  return type === URL_PREFIX ? URL_TYPE : type;
};

/** Called for each record that an observed value meets. */
export type Met = (offset: number, relation: Relation) => void;

/** Indicators by value: exact values, ranges of addresses, name suffixes and URL prefixes in one shared table. */
export class IndicatorTable {
  readonly table: ValueTable;
  /** Indicators of one value that were left out of a look-up because there were too many. */
  crowded = 0;
  readonly #scratch: Key;
  readonly #id: Key;
  readonly #payload = new Uint8Array(MAX_PAYLOAD);
  #lengthsVersion = -1;
  #ipv4Lengths: number[] = [];
  #ipv6Lengths: number[] = [];
  #prefixLengths: number[] = [];

  constructor(seed: number, expected: number, share?: TableShare) {
    this.table = new ValueTable(seed, expected, share);
    this.#scratch = new Key(this.table.seed);
    this.#id = new Key(this.table.seed);
  }

  /** Adds an indicator under the sealed key; false when the memory for values is full. */
  add(key: Key, facts: IndicatorFacts): boolean {
    const table = this.table;
    if (!table.insert(key, this.#payload, writePayload(this.#payload, facts))) return false;
    table.setWord(ADDED, this.added + 1);
    table.setWord(TYPES, table.word(TYPES) | bitOf(lookedUpAs(key.type)));
    if (key.type === IPV4) this.#count(IPV4_LENGTHS + (key.bytes[1] as number));
    else if (key.type === IPV6) this.#count(IPV6_LENGTHS + (key.bytes[1] as number));
    else if (key.type === DOMAIN_SUFFIX) table.setWord(SUFFIXES, table.word(SUFFIXES) + 1);
    else if (key.type === URL_TYPE && key.bytes[1] === SLASH) table.setWord(SCHEMELESS, table.word(SCHEMELESS) + 1);
    else if (key.type === URL_PREFIX) {
      const word = PREFIX_BITS + (key.length >> 5);
      const before = table.word(word);
      table.setWord(word, before | (1 << (key.length & 31)));
      if (before !== table.word(word)) this.#lengthsChanged();
    }
    return true;
  }

  /** Types of observed values (bits) that can meet any indicator here. */
  get types(): number {
    return this.table.word(TYPES);
  }

  /** How many values were added, those that were taken back included. */
  get added(): number {
    return this.table.word(ADDED);
  }

  #count(word: number): void {
    const before = this.table.word(word);
    this.table.setWord(word, before + 1);
    if (before === 0) this.#lengthsChanged();
  }

  #lengthsChanged(): void {
    this.table.setWord(LENGTHS_VERSION, this.table.word(LENGTHS_VERSION) + 1);
  }

  /** Takes back everything that was added under this identifier until now. */
  retire(id: string): void {
    this.#idKey(id);
    const payload = this.#payload;
    new DataView(payload.buffer).setUint32(0, this.table.end);
    this.table.insert(this.#id, payload, 4);
  }

  #idKey(id: string): void {
    this.#id.begin(RETIRED_ID);
    const { bytes, foreign } = idBytes(id);
    this.#id.push(foreign ? 1 : 0);
    for (const byte of bytes) this.#id.push(byte);
    this.#id.seal();
  }

  /** What the record at an offset says; undefined if it has been taken back. */
  facts(offset: number): IndicatorFacts | undefined {
    const facts = readPayload(this.table.record(offset).payload);
    this.#idKey(facts.id);
    const retired = this.table.find(this.#id);
    if (retired === 0) return facts;
    const { payload } = this.table.record(retired);
    return offset < new DataView(payload.buffer, payload.byteOffset).getUint32(0) ? undefined : facts;
  }

  /** The value under which the record at an offset was added, as the bytes of its key. */
  value(offset: number): Uint8Array {
    return this.table.record(offset).key.slice();
  }

  /** Looks the sealed key of an observed value up in every way that fits its type. */
  search(key: Key, met: Met): void {
    const type = key.type;
    if (this.table.word(LENGTHS_VERSION) !== this.#lengthsVersion) this.#readLengths();
    if (type === IPV4 || type === IPV6) this.#searchAddress(key, type, met);
    else {
      this.#meet(this.table.find(key), 'equal', met);
      if (type === DOMAIN) {
        if (this.table.word(SUFFIXES) > 0) this.#searchSuffixes(key, met);
      } else if (type === URL_TYPE) this.#searchUrl(key, met);
    }
  }

  #readLengths(): void {
    const table = this.table;
    this.#lengthsVersion = table.word(LENGTHS_VERSION);
    const longestFirst = (from: number, full: number): number[] =>
      Array.from({ length: full + 1 }, (_, index) => full - index).filter((bits) => table.word(from + bits) > 0);
    this.#ipv4Lengths = longestFirst(IPV4_LENGTHS, 32);
    this.#ipv6Lengths = longestFirst(IPV6_LENGTHS, 128);
    this.#prefixLengths = [];
    for (let length = 0; length <= MAX_URL_PREFIX; length++)
      if ((table.word(PREFIX_BITS + (length >> 5)) & (1 << (length & 31))) !== 0) this.#prefixLengths.push(length);
  }

  #meet(first: number, relation: Relation, met: Met): void {
    let offset = first;
    for (let count = 0; offset !== 0; count++) {
      if (count === MAX_CHAIN) {
        this.crowded++;
        return;
      }
      met(offset, relation);
      offset = this.table.record(offset).next;
    }
  }

  #copy(key: Key): Key {
    const scratch = this.#scratch;
    for (let index = 0; index < key.length; index++) scratch.bytes[index] = key.bytes[index] as number;
    scratch.length = key.length;
    return scratch;
  }

  #searchAddress(key: Key, type: number, met: Met): void {
    const lengths = type === IPV4 ? this.#ipv4Lengths : this.#ipv6Lengths;
    const full = type === IPV4 ? 32 : 128;
    const bits = key.bytes[1] as number;
    let scratch: Key | undefined;
    for (const length of lengths) {
      if (length > bits) continue;
      if (length === bits) this.#meet(this.table.find(key), 'equal', met);
      else {
        scratch ??= this.#copy(key);
        maskAddress(scratch, length);
        scratch.seal();
        this.#meet(this.table.find(scratch), 'within', met);
      }
    }
    if (bits < full && full - bits <= MAX_CONTAINED_BITS) this.#searchContained(key, lengths, bits, full, met);
  }

  /** Every address and range inside an observed small range. */
  #searchContained(key: Key, lengths: readonly number[], bits: number, full: number, met: Met): void {
    const last = key.length - 1;
    const base = key.bytes[last] as number;
    for (const length of lengths) {
      if (length <= bits) continue;
      for (let host = 0; host < 1 << (full - bits); host += 1 << (full - length)) {
        const scratch = this.#copy(key);
        scratch.bytes[1] = length;
        scratch.bytes[last] = base | host;
        scratch.seal();
        this.#meet(this.table.find(scratch), 'contains', met);
      }
    }
  }

  #searchSuffixes(key: Key, met: Met): void {
    for (let index = 1; index < key.length; index++) {
      if (key.bytes[index] !== 46) continue;
      const scratch = this.#scratch;
      scratch.begin(DOMAIN_SUFFIX);
      for (let rest = index + 1; rest < key.length; rest++) scratch.push(key.bytes[rest] as number);
      scratch.seal();
      this.#meet(this.table.find(scratch), 'suffix', met);
    }
  }

  /** A URL without scheme meets what is watched for on http and https, and the other way round. */
  #searchUrl(key: Key, met: Met): void {
    if (key.bytes[1] === SLASH) {
      for (const scheme of ['http:', 'https:']) {
        this.#otherScheme(key, 1, scheme);
        this.#meet(this.table.find(this.#scratch), 'equal', met);
        this.#searchPrefixes(this.#scratch, met);
      }
    } else {
      this.#searchPrefixes(key, met);
      if (this.table.word(SCHEMELESS) === 0) return;
      this.#otherScheme(key, key.bytes.indexOf(58) + 1, '');
      this.#meet(this.table.find(this.#scratch), 'equal', met);
    }
  }

  /** Writes the URL from `//` on behind another scheme into the scratch key. */
  #otherScheme(key: Key, from: number, scheme: string): void {
    const scratch = this.#scratch;
    scratch.begin(URL_TYPE);
    scratch.pushText(scheme);
    for (let index = from; index < key.length; index++) scratch.push(key.bytes[index] as number);
    scratch.seal();
  }

  #searchPrefixes(url: Key, met: Met): void {
    if (this.#prefixLengths.length === 0) return;
    const whole = url.length;
    const scratch = this.#copy(url);
    scratch.bytes[0] = URL_PREFIX;
    for (const length of this.#prefixLengths) {
      if (length > whole) break;
      scratch.length = length;
      scratch.seal();
      this.#meet(this.table.find(scratch), 'prefix', met);
    }
    scratch.length = whole;
  }
}
