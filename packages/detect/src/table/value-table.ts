import type { Key } from '../observable/key.ts';
import { Key as ScratchKey } from '../observable/key.ts';
import { Arena } from './arena.ts';
import type { ArenaShare } from './arena.ts';
import { sharedMemory } from './shared-memory.ts';

/** Share of used slots beyond which the table grows. */
const MAX_LOAD = 0.8;
const GROWTH = 1.5;
/** Old slots that move to the bigger table with each insertion, so that growing never stops the stream. */
const MOVED_PER_INSERT = 8;
const HAS_NEXT = 1;

/** Words of the shared header: kept small and fixed, so that readers see them without a message. */
const COUNT = 0;
const GENERATION = 1;
const FIRST_FREE_WORD = 2;
/** Words of the header that the owner of the table may use for its own numbers. */
export const OWNER_WORDS = 256;

/** Open-addressing slots: a one-byte tag tells most strangers apart without touching the record that `rows` points to. */
interface Slots {
  readonly tags: Uint8Array<SharedArrayBuffer>;
  readonly rows: Uint32Array<SharedArrayBuffer>;
  readonly capacity: number;
}

/** What another thread needs to read the table; passes through `postMessage` without copying. */
export interface TableShare {
  readonly seed: number;
  readonly header: SharedArrayBuffer;
  readonly slots: readonly {
    readonly tags: SharedArrayBuffer;
    readonly rows: SharedArrayBuffer;
    readonly capacity: number;
  }[];
  readonly arena: ArenaShare;
}

const makeSlots = (capacity: number): Slots => ({
  tags: new Uint8Array(sharedMemory(capacity)),
  rows: new Uint32Array(sharedMemory(capacity * 4)),
  capacity,
});

const slotOf = (high: number, capacity: number): number => Math.floor((high * capacity) / 4294967296);
const tagOf = (low: number): number => low >>> 24 || 1;

/**
 * Millions of normalised values, each with a few bytes of payload, in memory that threads share:
 * one thread writes, others read at the same time and at worst miss what is just being written.
 * A value can have several records, newest first. Costs about 7 bytes a value beside key and payload.
 */
export class ValueTable {
  readonly seed: number;
  readonly #header: Int32Array<SharedArrayBuffer>;
  readonly #arena: Arena;
  readonly #scratch: Key;
  #current: Slots;
  /** The smaller table while its slots move over. */
  #old: Slots | undefined;
  #moved = 0;
  /** The generation that this thread has all memory of. */
  readonly #since: number;

  constructor(seed: number, expected = 1024, share?: TableShare) {
    this.seed = share?.seed ?? seed;
    this.#scratch = new ScratchKey(this.seed);
    this.#header = new Int32Array(share?.header ?? sharedMemory((FIRST_FREE_WORD + OWNER_WORDS) * 4));
    this.#arena = new Arena(expected, share?.arena);
    const [current, old] = (share?.slots ?? []).map(({ tags, rows, capacity }) => ({
      tags: new Uint8Array(tags),
      rows: new Uint32Array(rows),
      capacity,
    }));
    this.#current = current ?? makeSlots(Math.max(64, Math.ceil(expected / MAX_LOAD) + 8));
    this.#old = old;
    this.#since = this.generation;
  }

  /** Number of distinct values. */
  get size(): number {
    return Atomics.load(this.#header, COUNT);
  }

  /** Offset after the newest record: a record below it is older than now. */
  get end(): number {
    return this.#arena.end;
  }

  /** Grows whenever readers in other threads need a new {@link share}. */
  get generation(): number {
    return Atomics.load(this.#header, GENERATION);
  }

  /** Whether the table has got new slots or pages since this share of it was made. */
  get isStale(): boolean {
    return this.generation !== this.#since;
  }

  /** Bytes of memory in use: slots and the written part of the pages. */
  get bytes(): number {
    return this.#current.capacity * 5 + (this.#old?.capacity ?? 0) * 5 + this.#arena.end;
  }

  /** One of the owner's numbers in shared memory. */
  word(index: number): number {
    return this.#header[FIRST_FREE_WORD + index] ?? 0;
  }

  setWord(index: number, value: number): void {
    Atomics.store(this.#header, FIRST_FREE_WORD + index, value);
  }

  /** Handle for readers in other threads. */
  share(): TableShare {
    return {
      seed: this.seed,
      header: this.#header.buffer,
      slots: [this.#current, ...(this.#old ? [this.#old] : [])].map(({ tags, rows, capacity }) => ({
        tags: tags.buffer,
        rows: rows.buffer,
        capacity,
      })),
      arena: this.#arena.share(),
    };
  }

  /** Offset of the newest record of the sealed key, 0 if there is none. */
  find(key: Key): number {
    const found = this.#probe(this.#current, key);
    return found !== 0 || this.#old === undefined ? found : this.#probe(this.#old, key);
  }

  #probe(slots: Slots, key: Key): number {
    const { tags, rows, capacity } = slots;
    const tag = tagOf(key.low);
    let slot = slotOf(key.high, capacity);
    for (;;) {
      const seen = tags[slot];
      if (seen === 0) return 0;
      if (seen === tag) {
        // The acquiring load pairs with the writer's release: what the record points to has been written.
        const offset = Atomics.load(rows, slot);
        if (this.#holds(offset, key)) return offset;
      }
      slot = slot + 1 === capacity ? 0 : slot + 1;
    }
  }

  /** Whether the record's value is the key, byte by byte. */
  #holds(offset: number, key: Key): boolean {
    const page = this.#arena.page(offset);
    if (page === undefined) return false;
    let at = this.#arena.within(offset);
    let head = page[at++] as number;
    if (head >= 128) head = (head & 127) | ((page[at++] as number) << 7);
    const length = head >>> 1;
    if (length !== key.length) return false;
    if ((head & HAS_NEXT) !== 0) at += 4;
    const bytes = key.bytes;
    for (let index = 0; index < length; index++) if (page[at + index] !== bytes[index]) return false;
    return true;
  }

  /** Adds a record for the sealed key; false when 4 GB are full. */
  insert(key: Key, payload: Uint8Array, payloadLength: number): boolean {
    if (this.#old !== undefined) this.#move(MOVED_PER_INSERT);
    else if (this.size >= this.#current.capacity * MAX_LOAD) this.#grow();
    const earlier = this.find(key);
    const offset = this.#write(key, earlier, payload, payloadLength);
    if (offset === 0) return false;
    this.#place(this.#current, key, offset, earlier);
    if (earlier === 0) Atomics.store(this.#header, COUNT, this.size + 1);
    return true;
  }

  #write(key: Key, next: number, payload: Uint8Array, payloadLength: number): number {
    const head = (key.length << 1) | (next === 0 ? 0 : HAS_NEXT);
    const headLength = head < 128 ? 1 : 2;
    const pages = this.#arena.pages.length;
    const offset = this.#arena.reserve(headLength + (next === 0 ? 0 : 4) + key.length + payloadLength);
    if (offset === 0) return 0;
    if (this.#arena.pages.length !== pages) Atomics.add(this.#header, GENERATION, 1);
    const page = this.#arena.page(offset) as Uint8Array;
    let at = this.#arena.within(offset);
    if (headLength === 1) page[at++] = head;
    else {
      page[at++] = (head & 127) | 128;
      page[at++] = head >>> 7;
    }
    if (next !== 0) {
      for (let shift = 0; shift < 32; shift += 8) page[at++] = next >>> shift;
    }
    for (let index = 0; index < key.length; index++) page[at++] = key.bytes[index] as number;
    for (let index = 0; index < payloadLength; index++) page[at++] = payload[index] as number;
    return offset;
  }

  /** Points the slot of `earlier` to the record, or takes a free one. */
  #place(slots: Slots, key: Key, offset: number, earlier: number): void {
    const { tags, rows, capacity } = slots;
    let slot = slotOf(key.high, capacity);
    while (tags[slot] !== 0) {
      if (earlier !== 0 && rows[slot] === earlier) break;
      slot = slot + 1 === capacity ? 0 : slot + 1;
    }
    Atomics.store(rows, slot, offset);
    Atomics.store(tags, slot, tagOf(key.low));
  }

  #grow(): void {
    this.#old = this.#current;
    this.#moved = 0;
    this.#current = makeSlots(Math.ceil(this.#old.capacity * GROWTH));
    Atomics.add(this.#header, GENERATION, 1);
  }

  /** Moves up to `count` slots of the old table; whatever was inserted since already chains to its old record. */
  #move(count: number): void {
    const old = this.#old;
    if (old === undefined) return;
    const stop = Math.min(old.capacity, this.#moved + count);
    for (; this.#moved < stop; this.#moved++) {
      if (old.tags[this.#moved] === 0) continue;
      const offset = old.rows[this.#moved] as number;
      this.#readKey(offset);
      if (this.#probe(this.#current, this.#scratch) === 0) this.#place(this.#current, this.#scratch, offset, 0);
    }
    if (this.#moved === old.capacity) {
      this.#old = undefined;
      Atomics.add(this.#header, GENERATION, 1);
    }
  }

  /** Finishes growing, if the table is at it, so that it is one piece. */
  settle(): void {
    while (this.#old !== undefined) this.#move(1 << 16);
  }

  #readKey(offset: number): void {
    const record = this.record(offset);
    this.#scratch.bytes.set(record.key);
    this.#scratch.length = record.key.length;
    this.#scratch.seal();
  }

  /** Views of the parts of a record; `payload` runs on to the end of its page, as its owner knows its length. */
  record(offset: number): { key: Uint8Array; payload: Uint8Array; next: number } {
    const page = this.#arena.page(offset) as Uint8Array;
    let at = this.#arena.within(offset);
    let head = page[at++] as number;
    if (head >= 128) head = (head & 127) | ((page[at++] as number) << 7);
    let next = 0;
    if ((head & HAS_NEXT) !== 0) {
      next =
        ((page[at] as number) |
          ((page[at + 1] as number) << 8) |
          ((page[at + 2] as number) << 16) |
          ((page[at + 3] as number) << 24)) >>>
        0;
      at += 4;
    }
    const length = head >>> 1;
    return { key: page.subarray(at, at + length), payload: page.subarray(at + length), next };
  }
}
