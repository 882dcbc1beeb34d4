import { hexDigit } from './address.ts';
import type { Key } from './key.ts';
import { MAC, MD5, SHA512 } from './type.ts';

/** Lengths in hexadecimal digits of MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512, in the order of their type codes. */
const LENGTHS = [32, 40, 56, 64, 96, 128];

/** The type of the digest that has so many hexadecimal digits, 0 for none. */
export const digestType = (digits: number): number => {
  const index = LENGTHS.indexOf(digits);
  return index < 0 ? 0 : MD5 + index;
};

/** Writes hexadecimal digits in any case as the bytes of the type; false if there is anything else or the length is wrong. */
export function writeDigest(key: Key, type: number, text: string, start: number, end: number): boolean {
  const digits = end - start;
  if (digits < 2 || digits % 2 !== 0 || digits > 128) return false;
  if (type >= MD5 && type <= SHA512 && LENGTHS[type - MD5] !== digits) return false;
  key.begin(type);
  for (let index = start; index < end; index += 2) {
    const high = hexDigit(text.charCodeAt(index));
    const low = hexDigit(text.charCodeAt(index + 1));
    if (high < 0 || low < 0) return false;
    key.push((high << 4) | low);
  }
  return true;
}

/** Writes a 48-bit hardware address written with `:`, `-`, `.` or nothing between its digits. */
export function writeMac(key: Key, text: string, start: number, end: number): boolean {
  key.begin(MAC);
  let digits = 0;
  let value = 0;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    const digit = hexDigit(code);
    if (digit < 0) {
      if (code !== 58 && code !== 45 && code !== 46) return false;
      continue;
    }
    value = (value << 4) | digit;
    digits++;
    if (digits > 12) return false;
    if (digits % 2 === 0) {
      key.push(value & 255);
      value = 0;
    }
  }
  return digits === 12;
}

/** Bytes as lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}

/** The bytes that an even number of hexadecimal digits stands for. */
export function bytesOfHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = (hexDigit(digits.charCodeAt(index * 2)) << 4) | hexDigit(digits.charCodeAt(index * 2 + 1));
  return bytes;
}
