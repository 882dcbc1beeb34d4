import type { Result } from '@sanad/result';
import { failure, ok } from '@sanad/result';
import { sharedMemory } from './shared-memory.ts';
import type { TableShare } from './value-table.ts';

const MAGIC = 0x314e5353;
/** Magic, seed, slots, end and page size of the arena, words of the header. */
const FRONT = 6;

/** A table that is not growing as parts of a file: front, header, tags, rows, pages; the parts are views, not copies. */
export function tableToParts({ seed, header, slots, arena }: TableShare): Uint8Array[] {
  const [only] = slots;
  if (only === undefined || slots.length > 1) throw new Error('The table is still growing; settle it first.');
  const { tags, rows, capacity } = only;
  const front = Uint32Array.of(MAGIC, seed >>> 0, capacity, arena.end, arena.pageBits, header.byteLength / 4);
  return [
    new Uint8Array(front.buffer),
    new Uint8Array(header),
    new Uint8Array(tags, 0, capacity),
    new Uint8Array(rows, 0, capacity * 4),
    ...pageLengths(arena.end, arena.pageBits).map(
      (length, index) => new Uint8Array(arena.pages[index] as SharedArrayBuffer, 0, length),
    ),
  ];
}

/** How many bytes of each page are written. */
const pageLengths = (end: number, pageBits: number): number[] =>
  Array.from({ length: Math.ceil(end / 2 ** pageBits) }, (_, index) =>
    Math.min(2 ** pageBits, end - index * 2 ** pageBits),
  );

/** Reads parts that {@link tableToParts} made, through `read(bytes)` which fills what it is given and says whether it could. */
export function tableFromParts(read: (target: Uint8Array) => boolean): Result<TableShare> {
  const bad = (message: string): Result<TableShare> => failure({ code: 'bad-snapshot', path: '', message });
  const front = new Uint32Array(FRONT);
  if (!read(new Uint8Array(front.buffer))) return bad('The snapshot is shorter than its front.');
  const [magic = 0, seed = 0, capacity = 0, end = 0, pageBits = 0, words = 0] = front;
  const sound = magic === MAGIC && capacity > 0 && words < 4096 && pageBits >= 12 && pageBits <= 30;
  if (!sound) return bad('This is no snapshot of a value table of this version.');
  const take = (length: number, size: number): SharedArrayBuffer | undefined => {
    const buffer = sharedMemory(size);
    return read(new Uint8Array(buffer, 0, length)) ? buffer : undefined;
  };
  const header = take(words * 4, words * 4);
  const tags = take(capacity, capacity);
  const rows = take(capacity * 4, capacity * 4);
  const pages: SharedArrayBuffer[] = [];
  for (const length of pageLengths(end, pageBits)) {
    const page = take(length, 2 ** pageBits);
    if (page !== undefined) pages.push(page);
  }
  if (
    header === undefined ||
    tags === undefined ||
    rows === undefined ||
    pages.length !== pageLengths(end, pageBits).length
  )
    return bad('The snapshot ends too early.');
  return ok({ seed: seed | 0, header, slots: [{ tags, rows, capacity }], arena: { pages, pageBits, end } });
}
