// What the characters of a token say about it, as bits.
export const DIGIT = 1;
export const HEX_LETTER = 2;
export const LETTER = 4;
export const DOT = 8;
export const COLON = 16;
export const DASH = 32;
export const MARK = 64;
export const AT = 128;
export const OTHER_SCRIPT = 256;

const classes = new Uint16Array(128);
const classify = (characters: string, bit: number): void => {
  for (const character of characters) classes[character.charCodeAt(0)] = bit;
};
classify('0123456789', DIGIT);
classify('abcdefABCDEF', HEX_LETTER);
classify('ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ', LETTER);
classify('.', DOT);
classify(':', COLON);
classify('-', DASH);
classify('_+', MARK);
classify('@', AT);

/** Quotes, dashes, spaces and commas outside ASCII that end a token. */
const isPunctuation = (code: number): boolean =>
  (code >= 0x2000 && code <= 0x206f) ||
  code === 0xa0 ||
  code === 0xab ||
  code === 0xbb ||
  code === 0x60c ||
  code === 0x3000;

/** The class of the character at a place in a text; 0 for one that ends a token, and beyond the text. */
export const classAt = (text: string, index: number): number => {
  const code = text.charCodeAt(index);
  if (code < 128) return classes[code] as number;
  // NaN, beyond either end of the text, compares as false too.
  return code >= 128 && !isPunctuation(code) ? OTHER_SCRIPT : 0;
};

const urlEnd = new Uint8Array(128);
for (let code = 0; code <= 32; code++) urlEnd[code] = 1;
for (const character of '"\'<>`{}|\\^') urlEnd[character.charCodeAt(0)] = 1;

/** Whether a character ends a URL in running text. */
export const endsUrl = (code: number): boolean => (code < 128 ? urlEnd[code] === 1 : isPunctuation(code));
