import type { Key } from './key.ts';
import { FILE_NAME } from './type.ts';

const MAX_NAME = 255;

/** Writes the last part of the path in `text[start, end)` in lower case; false if there is none or it is over 255 long. */
export function writeFileName(key: Key, text: string, start: number, end: number): boolean {
  let stop = end;
  while (stop > start && (text.charCodeAt(stop - 1) === 34 || text.charCodeAt(stop - 1) === 32)) stop--;
  let from = stop;
  while (from > start && stop - from <= MAX_NAME) {
    const code = text.charCodeAt(from - 1);
    if (code === 92 || code === 47) break;
    from--;
  }
  if (from === start && text.charCodeAt(from) === 34) from++;
  if (stop - from < 1 || stop - from > MAX_NAME) return false;
  key.begin(FILE_NAME);
  for (let index = from; index < stop; index++) {
    const code = text.charCodeAt(index);
    if (code >= 128) {
      key.begin(FILE_NAME);
      return key.pushText(text.slice(from, stop).normalize('NFC').toLowerCase());
    }
    key.push(code >= 65 && code <= 90 ? code + 32 : code);
  }
  return true;
}
