import { byteOf } from './event-text.ts';

/** Characters in a gram of the long table: as many as fit 32 bits. */
export const LONG = 4;

/** A run of characters packed into an integer, as `GramIndex.scan` sees them pass. */
export const gramAt = (text: string, start: number, length: number): number => {
  let gram = 0;
  for (let at = start; at < start + length; at += 1) gram = (gram << 8) | byteOf(text.charCodeAt(at));
  return gram;
};

/** Fibonacci hashing of a gram: the upper bits are well mixed. */
export const hash = (gram: number): number => Math.imul(gram, 0x9e3779b1);
