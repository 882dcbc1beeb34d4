import { isQualified, pushHost } from './domain.ts';
import type { Key } from './key.ts';
import { EMAIL } from './type.ts';

const MAX_LOCAL = 64;

/** Writes the mailbox in `text[start, end)` in lower case, without `mailto:`; its domain as any other. False if it is none. */
export function writeEmail(key: Key, text: string, start: number, end: number): boolean {
  const from = text.startsWith('mailto:', start) ? start + 7 : start;
  const at = text.lastIndexOf('@', end - 1);
  if (at <= from || at - from > MAX_LOCAL || at + 1 >= end) return false;
  key.begin(EMAIL);
  const local = text.slice(from, at).toLowerCase();
  if (/[\s<>()[\]\\,;:"@]/.test(local) || !key.pushText(local)) return false;
  key.push(64);
  const host = key.length;
  return pushHost(key, text, at + 1, end) && isQualified(key, host);
}
