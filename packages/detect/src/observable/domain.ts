import type { Key } from './key.ts';
import { isTopLevelDomain } from './top-level-domains.ts';
import { DOMAIN } from './type.ts';

const DOT = 46;
const NON_ASCII = 128;

/** Per ASCII code the lower-case form of a character that a host name may hold, 0 for the others (`_` as in service names). */
const nameCharacter = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789-_')
  nameCharacter[character.charCodeAt(0)] = character.charCodeAt(0);
for (let code = 65; code <= 90; code++) nameCharacter[code] = code + 32;

/** Dots that IDNA 2008 (UTS 46 §2.3) reads as the label separator. */
const isDot = (code: number): boolean => code === DOT || code === 0x3002 || code === 0xff0e || code === 0xff61;

/**
 * Appends the host name in `text[start, end)` in lower case, A-label form and without a trailing dot (RFC 1034 §3.1:
 * labels of at most 63, 253 in all); false, and the key as it was, if it is none.
 */
export function pushHost(key: Key, text: string, start: number, end: number): boolean {
  const from = key.length;
  let label = 0;
  let stop = end;
  if (stop > start && text.charCodeAt(stop - 1) === DOT) stop--;
  for (let index = start; index < stop; index++) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      if (label === 0 || label > 63) return undo(key, from);
      label = 0;
      key.push(DOT);
      continue;
    }
    if (code >= NON_ASCII) {
      undo(key, from);
      return pushInternational(key, text.slice(start, end));
    }
    const lower = nameCharacter[code] as number;
    if (lower === 0) return undo(key, from);
    label++;
    if (!key.push(lower)) return undo(key, from);
  }
  if (label === 0 || label > 63 || key.length - from > 253) return undo(key, from);
  return true;
}

function undo(key: Key, length: number): false {
  key.length = length;
  return false;
}

/** Unicode names go through the URL standard's host parser, which is UTS 46 ToASCII. */
function pushInternational(key: Key, name: string): boolean {
  const plain = Array.from(name, (character) => (isDot(character.charCodeAt(0)) ? '.' : character)).join('');
  if (/[/?#@:\\%\s]/.test(plain) || plain.length > 1024) return false;
  const parsed = URL.parse(`http://${plain}/`);
  return parsed !== null && pushHost(key, parsed.hostname, 0, parsed.hostname.length);
}

/** Writes the domain name in `text[start, end)`: at least two labels, the last of them no number. False if it is none. */
export function writeDomain(key: Key, text: string, start: number, end: number): boolean {
  key.begin(DOMAIN);
  return pushHost(key, text, start, end) && isQualified(key, 1);
}

/** Whether the host name from `from` to the end of the key has two labels or more and cannot be an address. */
export function isQualified(key: Key, from: number): boolean {
  const bytes = key.bytes;
  let digits = true;
  for (let index = key.length - 1; index > from; index--) {
    const code = bytes[index] as number;
    if (code === DOT) return !digits;
    if (code > 57 || code < 48) digits = false;
  }
  return false;
}

/** Whether the last label of the host name in the key exists as a top-level domain. */
export function endsInTopLevelDomain(key: Key): boolean {
  const bytes = key.bytes;
  let dot = key.length - 1;
  while (dot > 0 && bytes[dot] !== DOT) dot--;
  return isTopLevelDomain(asciiOf(bytes, dot + 1, key.length));
}

/** The bytes as text, each byte one character. */
export function asciiOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index++) text += String.fromCharCode(bytes[index] as number);
  return text;
}
