import type { Key } from './key.ts';
import { FILE_NAME } from './type.ts';

const MAX_NAME = 255;

/** Spaces, control characters and the quotes of a command line, which end a name but are no part of it. */
const isMargin = (code: number): boolean => code <= 32 || code === 34;

/** Writes the last part of the path in `text[start, end)` in lower case; false if there is none or it is over 255 long. */
export function writeFileName(key: Key, text: string, start: number, end: number): boolean {
  let stop = end;
  while (stop > start && isMargin(text.charCodeAt(stop - 1))) stop--;
  let from = stop;
  while (from > start && stop - from <= MAX_NAME) {
    const code = text.charCodeAt(from - 1);
    if (code === 92 || code === 47) break;
    from--;
  }
  while (from < stop && isMargin(text.charCodeAt(from))) from++;
  if (stop - from < 1 || stop - from > MAX_NAME) return false;
  key.begin(FILE_NAME);
  for (let index = from; index < stop; index++) {
    const code = text.charCodeAt(index);
    if (code >= 128) {
      key.begin(FILE_NAME);
      return (
        key.pushText(text.slice(from, stop).normalize('NFC').toLowerCase().normalize('NFC').trim()) && key.length > 1
      );
    }
    key.push(code >= 65 && code <= 90 ? code + 32 : code);
  }
  return true;
}
