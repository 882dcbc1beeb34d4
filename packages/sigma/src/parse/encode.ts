const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes, without padding where `padded` is false. */
export const base64 = (bytes: Uint8Array, padded = true): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    for (let sextet = 0; sextet < 4; sextet += 1) text += BASE64[(group >> (18 - 6 * sextet)) & 63];
  }
  const excess = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - excess) + (padded ? '='.repeat(excess) : '');
};

/**
 * The three texts of which one occurs in any Base64 text whose content contains the bytes: the bytes are encoded
 * behind 0, 1 and 2 unknown bytes, and the characters that depend on neighbours are cut away.
 */
export const base64Offsets = (bytes: Uint8Array): string[] =>
  [0, 1, 2].map((shift) => {
    const shifted = new Uint8Array(shift + bytes.length);
    shifted.set(bytes, shift);
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor((shifted.length * 8) / 6);
    return base64(shifted, false).slice(from, to);
  });

/** UTF-8 bytes of a text. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes of a text each of whose characters stands for one byte. */
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** The UTF-16 bytes of a text, as a text with one character a byte. */
export const utf16 = (text: string, order: 'le' | 'be'): string => {
  let bytes = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const high = String.fromCharCode(unit >> 8);
    const low = String.fromCharCode(unit & 255);
    bytes += order === 'le' ? low + high : high + low;
  }
  return bytes;
};
