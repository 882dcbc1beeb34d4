import { sharedMemory } from './shared-memory.ts';

/** Page sizes as powers of two: for tables of a few thousand records, and for those of millions. */
const SMALL_PAGE = 18;
const LARGE_PAGE = 26;
const FEW_RECORDS = 20_000;

/** Pages of an arena as another thread or a file takes them over. */
export interface ArenaShare {
  readonly pages: readonly SharedArrayBuffer[];
  /** Size of a page as a power of two. */
  readonly pageBits: number;
  /** Offset after the last record. */
  readonly end: number;
}

/**
 * Append-only bytes in shared pages: one writer, any number of readers, no copying when it grows.
 * Offsets are unsigned 32-bit numbers, so an arena holds 4 GB; 0 is never a record. A record never straddles two pages.
 */
export class Arena {
  readonly pages: Uint8Array<SharedArrayBuffer>[];
  readonly #pageBits: number;
  readonly #mask: number;
  #end: number;

  constructor(expectedRecords: number, share?: ArenaShare) {
    this.#pageBits = share?.pageBits ?? (expectedRecords < FEW_RECORDS ? SMALL_PAGE : LARGE_PAGE);
    this.#mask = 2 ** this.#pageBits - 1;
    this.#end = share?.end ?? 1;
    this.pages = (share?.pages ?? []).map((page) => new Uint8Array(page));
  }

  /** Offset after the last record. */
  get end(): number {
    return this.#end;
  }

  share(): ArenaShare {
    return { pages: this.pages.map((page) => page.buffer), pageBits: this.#pageBits, end: this.#end };
  }

  /** Room for a record of `length` bytes: its offset, or 0 when the arena is full. */
  reserve(length: number): number {
    const size = this.#mask + 1;
    if (this.within(this.#end) + length > size) this.#end = Math.ceil(this.#end / size) * size;
    if (this.#end + length > 0xffffffff) return 0;
    const offset = this.#end;
    while (this.pages.length <= offset >>> this.#pageBits) this.pages.push(new Uint8Array(sharedMemory(size)));
    this.#end = offset + length;
    return offset;
  }

  /** The page that holds an offset; undefined for a reader that has not been handed the page yet. */
  page(offset: number): Uint8Array<SharedArrayBuffer> | undefined {
    return this.pages[offset >>> this.#pageBits];
  }

  /** Where in its page an offset lies. */
  within(offset: number): number {
    return offset & this.#mask;
  }
}
