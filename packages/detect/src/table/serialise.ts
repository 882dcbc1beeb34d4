import type { Result } from '@sanad/result';
import { failure, ok } from '@sanad/result';
import { PAGE } from './arena.ts';
import type { TableShare } from './value-table.ts';

const MAGIC = 0x314e5353;
/** Magic, seed, slots, end of the arena, words of the header. */
const FRONT = 5;

/** A table that is not growing as parts of a file: front, header, tags, rows, pages; the parts are views, not copies. */
export function tableToParts(share: TableShare): Uint8Array[] {
  const [slots] = share.slots;
  if (slots === undefined || share.slots.length > 1) throw new Error('The table is still growing; settle it first.');
  const front = Uint32Array.of(MAGIC, share.seed >>> 0, slots.tags.byteLength, share.end, share.header.byteLength / 4);
  const pages = share.pages.map((page, index) => new Uint8Array(page, 0, Math.min(PAGE, share.end - index * PAGE)));
  return [front, share.header, slots.tags, slots.rows]
    .map((part) => new Uint8Array(part instanceof Uint32Array ? part.buffer : part))
    .concat(pages);
}

/** Reads parts that {@link tableToParts} made, through `read(bytes)` which fills what it is given and says whether it could. */
export function tableFromParts(read: (target: Uint8Array) => boolean): Result<TableShare> {
  const bad = (message: string): Result<TableShare> => failure({ code: 'bad-snapshot', path: '', message });
  const front = new Uint32Array(FRONT);
  if (!read(new Uint8Array(front.buffer))) return bad('The snapshot is shorter than its front.');
  const [magic = 0, seed = 0, capacity = 0, end = 0, words = 0] = front;
  if (magic !== MAGIC || capacity === 0 || words > 4096)
    return bad('This is no snapshot of a value table of this version.');
  const parts = [words * 4, capacity, capacity * 4];
  for (let at = 0; at < end; at += PAGE) parts.push(Math.min(PAGE, end - at));
  const buffers: SharedArrayBuffer[] = [];
  for (const [index, length] of parts.entries()) {
    const buffer = new SharedArrayBuffer(index < 3 ? length : PAGE);
    if (!read(new Uint8Array(buffer, 0, length))) return bad('The snapshot ends too early.');
    buffers.push(buffer);
  }
  const [header, tags, rows, ...pages] = buffers;
  if (header === undefined || tags === undefined || rows === undefined) return bad('The snapshot has no slots.');
  return ok({ seed: seed | 0, header, slots: [{ tags, rows }], pages, end });
}
