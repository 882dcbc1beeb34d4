/** Bytes of one page; a record never straddles two. */
export const PAGE = 1 << 22;
const PAGE_SHIFT = 22;
const PAGE_MASK = PAGE - 1;

/**
 * Append-only bytes in shared pages: one writer, any number of readers, no copying when it grows.
 * Offsets are unsigned 32-bit numbers, so an arena holds 4 GB; 0 is never a record.
 */
export class Arena {
  readonly pages: Uint8Array<SharedArrayBuffer>[];
  #end: number;

  constructor(pages: readonly SharedArrayBuffer[] = [], end = 1) {
    this.pages = pages.map((page) => new Uint8Array(page));
    this.#end = end;
  }

  /** Offset after the last record. */
  get end(): number {
    return this.#end;
  }

  /** Room for a record of `length` bytes: its offset, or 0 when the arena is full. */
  reserve(length: number): number {
    if ((this.#end & PAGE_MASK) + length > PAGE) this.#end = ((this.#end >>> PAGE_SHIFT) + 1) * PAGE;
    if (this.#end + length > 0xffffffff) return 0;
    const offset = this.#end;
    // Untouched parts of a page are not backed by memory, so a page costs what was written to it.
    while (this.pages.length <= offset >>> PAGE_SHIFT) this.pages.push(new Uint8Array(new SharedArrayBuffer(PAGE)));
    this.#end = offset + length;
    return offset;
  }

  /** The page that holds an offset; undefined for a reader that has not been handed the page yet. */
  page(offset: number): Uint8Array<SharedArrayBuffer> | undefined {
    return this.pages[offset >>> PAGE_SHIFT];
  }

  /** Where in its page an offset lies. */
  static within(offset: number): number {
    return offset & PAGE_MASK;
  }
}
