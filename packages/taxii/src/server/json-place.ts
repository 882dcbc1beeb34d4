/**
 * Where a text nests deeper than `most`, as an index, or -1. One look at each character, so that a parser or a
 * recursion further on never meets a nesting that it can't stand.
 */
export function findTooDeep(text: string, most: number): number {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        if (depth > most) return index;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth -= 1;
        break;
      default:
    }
  }
  return -1;
}

/**
 * Where a text that is no JSON stops being JSON, as an index: engines don't all tell, and not for every error.
 * A walk over tokens with a stack of the brackets that are open (RFC 8259).
 */
export function findJsonError(text: string): number {
  const open: number[] = [];
  let expected: 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' = 'value';
  for (let index = skipSpace(text, 0); index < text.length; index = skipSpace(text, index)) {
    const code = text.charCodeAt(index);
    const ends = code === (open.at(-1) === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET);
    if (ends && open.length > 0 && expected.endsWith('end')) {
      open.pop();
      expected = 'comma or end';
      index += 1;
    } else if (expected === 'comma or end') {
      if (code !== COMMA || open.length === 0) return index;
      expected = open.at(-1) === OPEN_BRACE ? 'name' : 'value';
      index += 1;
    } else if (expected === 'colon') {
      if (code !== COLON) return index;
      expected = 'value';
      index += 1;
    } else if (expected.startsWith('name')) {
      const end = code === QUOTE ? validString(text, index) : -1;
      if (end < 0) return index;
      expected = 'colon';
      index = end;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      open.push(code);
      expected = code === OPEN_BRACE ? 'name or end' : 'value or end';
      index += 1;
    } else {
      const end = code === QUOTE ? validString(text, index) : validLiteral(text, index);
      if (end < 0) return index;
      expected = 'comma or end';
      index = end;
    }
  }
  return text.length;
}

/** Line and column of an index, both from 1, as `line:column`. */
export function placeOf(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** The index of the quote that ends the string which begins at `start`, or the end of the text. */
/** The index of the quote that ends a string; most of a text is inside strings, so the engine's own search leads. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function validString(text: string, start: number): number {
  const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index + 1;
    if (code < 32) return -1;
    if (code !== BACKSLASH) continue;
    escape.lastIndex = index;
    if (!escape.test(text)) return -1;
    index = escape.lastIndex - 1;
  }
  return -1;
}

function validLiteral(text: string, start: number): number {
  const literal = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
  literal.lastIndex = start;
  return literal.test(text) ? literal.lastIndex : -1;
}

function skipSpace(text: string, start: number): number {
  let index = start;
  while (' \t\n\r'.includes(text.charAt(index)) && index < text.length) index += 1;
  return index;
}
