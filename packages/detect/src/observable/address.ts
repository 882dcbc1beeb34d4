import type { Key } from './key.ts';
import { IPV4, IPV6 } from './type.ts';

const DIGIT_0 = 48;
const DIGIT_9 = 57;
const DOT = 46;
const COLON = 58;
const SLASH = 47;
const PERCENT = 37;
const BAR = 124;

const isDigit = (code: number): boolean => code >= DIGIT_0 && code <= DIGIT_9;

/** Value of a hexadecimal digit, -1 for any other character. */
export const hexDigit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
};

/** Where the last parse stopped and what it read; one instance serves all calls so that parsing allocates nothing. */
const read = { end: 0, octets: new Uint8Array(16) };

/** Dotted quad from `start`; leading zeros are refused because their base is ambiguous. False if none is there. */
function readQuad(text: string, start: number, end: number, at: number): boolean {
  let index = start;
  for (let part = 0; part < 4; part++) {
    if (part > 0) {
      if (index >= end || text.charCodeAt(index) !== DOT) return false;
      index++;
    }
    const first = index;
    let value = 0;
    while (index < end && index - first < 4) {
      const code = text.charCodeAt(index);
      if (!isDigit(code)) break;
      value = value * 10 + code - DIGIT_0;
      index++;
    }
    const digits = index - first;
    if (digits === 0 || digits > 3 || value > 255) return false;
    if (digits > 1 && text.charCodeAt(first) === DIGIT_0) return false;
    read.octets[at + part] = value;
  }
  read.end = index;
  return true;
}

/** IPv6 text (RFC 4291 §2.2) from `start`, with a dotted quad at its end if there is one. False if none is there. */
function readGroups(text: string, start: number, end: number): boolean {
  const octets = read.octets.fill(0);
  let filled = 0;
  let gap = -1;
  let index = start;
  if (text.charCodeAt(index) === COLON) {
    if (index + 1 >= end || text.charCodeAt(index + 1) !== COLON) return false;
    gap = 0;
    index += 2;
  }
  while (filled < 16) {
    const first = index;
    let value = 0;
    for (; index < end && index - first < 5; index++) {
      const digit = hexDigit(text.charCodeAt(index));
      if (digit < 0) break;
      value = value * 16 + digit;
    }
    if (index === first) break;
    if (index - first > 4) return false;
    if (index < end && text.charCodeAt(index) === DOT) {
      if (filled > 12 || !readQuad(text, first, end, filled)) return false;
      filled += 4;
      index = read.end;
      break;
    }
    octets[filled] = value >> 8;
    octets[filled + 1] = value & 255;
    filled += 2;
    if (index + 1 >= end || text.charCodeAt(index) !== COLON) break;
    if (text.charCodeAt(index + 1) === COLON) {
      if (gap >= 0) return false;
      gap = filled;
      index += 2;
    } else if (hexDigit(text.charCodeAt(index + 1)) >= 0) index++;
    else break;
  }
  if (gap < 0 ? filled !== 16 : filled > 14) return false;
  if (gap >= 0) {
    const tail = filled - gap;
    octets.copyWithin(16 - tail, gap, filled);
    octets.fill(0, gap, 16 - tail);
  }
  read.end = index;
  return true;
}

/** A decimal number of at most `digits` digits that ends at `end`; -1 if there is anything else. */
function readNumber(text: string, start: number, end: number, digits: number): number {
  if (start >= end || end - start > digits) return -1;
  let value = 0;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (!isDigit(code)) return -1;
    value = value * 10 + code - DIGIT_0;
  }
  return value;
}

function writePrefix(key: Key, type: number, from: number, bits: number): void {
  const width = type === IPV4 ? 4 : 16;
  key.begin(type);
  key.bytes[1] = bits;
  for (let index = 0; index < width; index++) {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    key.bytes[2 + index] = (read.octets[from + index] as number) & (0xff00 >> kept);
  }
  key.length = 2 + width;
}

const isMapped = (): boolean => {
  const octets = read.octets;
  for (let index = 0; index < 10; index++) if (octets[index] !== 0) return false;
  return octets[10] === 255 && octets[11] === 255;
};

/**
 * Writes the address or range in `text[start, end)` as prefix length and masked octets, and says whether it is one.
 * Taken off: brackets, a port (`1.2.3.4:80`, `1.2.3.4|80`, `[2001:db8::1]:80`) and a zone (`fe80::1%eth0`).
 * IPv4-mapped IPv6 (RFC 4291 §2.5.5.2) becomes IPv4; host bits of a range are cleared.
 */
export function writeAddress(key: Key, text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  let bracketed = false;
  if (text.charCodeAt(from) === 91) {
    const close = text.indexOf(']', from);
    if (close < 0 || close >= end) return false;
    if (close + 1 < end && !(text.charCodeAt(close + 1) === COLON && readNumber(text, close + 2, end, 5) >= 0))
      return false;
    from++;
    to = close;
    bracketed = true;
  }
  if (to - from < 2 || to - from > 64) return false;
  if (!bracketed && readQuad(text, from, to, 0)) {
    let bits = 32;
    if (read.end < to) {
      const next = text.charCodeAt(read.end);
      const number = readNumber(text, read.end + 1, to, 5);
      if (number < 0) return false;
      if (next === SLASH) {
        if (number > 32) return false;
        bits = number;
      } else if ((next !== COLON && next !== BAR) || number > 65535) return false;
    }
    writePrefix(key, IPV4, 0, bits);
    return true;
  }
  if (!readGroups(text, from, to)) return false;
  let bits = 128;
  if (read.end < to) {
    const next = text.charCodeAt(read.end);
    if (next === SLASH || next === BAR) {
      const number = readNumber(text, read.end + 1, to, 5);
      if (number < 0 || (next === SLASH && number > 128)) return false;
      if (next === SLASH) bits = number;
    } else if (next !== PERCENT) return false;
  }
  if (bits >= 96 && isMapped()) writePrefix(key, IPV4, 12, bits - 96);
  else writePrefix(key, IPV6, 0, bits);
  return true;
}

/** Narrows the address or range in the key to its first `bits` bits; the key is not sealed. */
export function maskAddress(key: Key, bits: number): void {
  key.bytes[1] = bits;
  const width = key.length - 2;
  for (let index = bits >> 3; index < width; index++) {
    const kept = Math.max(0, bits - index * 8);
    key.bytes[2 + index] = (key.bytes[2 + index] as number) & (0xff00 >> Math.min(8, kept));
  }
}

/** Text of an address or range as written by {@link writeAddress}; a whole address carries no prefix length. */
export function formatAddress(bytes: Uint8Array): string {
  const bits = bytes[1] ?? 0;
  if (bytes[0] === IPV4) return bytes.subarray(2, 6).join('.') + (bits === 32 ? '' : `/${bits}`);
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 + index * 2] ?? 0) << 8) | (bytes[3 + index * 2] ?? 0)).toString(16),
  );
  return compressZeros(groups) + (bits === 128 ? '' : `/${bits}`);
}

/** RFC 5952 §4.2: the longest run of two or more zero groups, the first of equals, becomes `::`. */
function compressZeros(groups: string[]): string {
  let best = 0;
  let length = 1;
  for (let index = 0; index < groups.length; index++) {
    let run = 0;
    while (groups[index + run] === '0') run++;
    if (run > length) {
      best = index;
      length = run;
    }
  }
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, best).join(':')}::${groups.slice(best + length).join(':')}`;
}
