import { isTimestampLiteral } from './timestamp.ts';
import type { Literal } from './tree.ts';

const KEYWORDS = [
  'AND',
  'OR',
  'NOT',
  'FOLLOWEDBY',
  'LIKE',
  'MATCHES',
  'ISSUPERSET',
  'ISSUBSET',
  'EXISTS',
  'LAST',
  'IN',
  'START',
  'STOP',
  'SECONDS',
  'TIMES',
  'WITHIN',
  'REPEATS',
  'true',
  'false',
] as const;

type Keyword = (typeof KEYWORDS)[number];
type Sign = '[' | ']' | '(' | ')' | ':' | '.' | ',' | '*' | '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What a token is; a `name` has no hyphen, a `hyphenated` one has, and `bad` is text that starts no token. */
export type TokenKind = Keyword | Sign | Exclude<Literal['kind'], 'boolean'> | 'name' | 'hyphenated' | 'end' | 'bad';

const keywords: ReadonlyMap<string, Keyword> = new Map(KEYWORDS.map((word) => [word, word]));

/** Whether the grammar keeps a word for itself, so that it is a property name only between quotes. */
export const isKeyword = (word: string): boolean => keywords.has(word);

const SKIPPED =
  /(?:[ \t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|\/\*[^]*?\*\/|\/\/[^\r\n]*)+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /[+-]?(?:[0-9]*\.[0-9]+|0|[1-9][0-9]*)/y;
const SIGN = /[[\]():.,*]|==?|!=|<[>=]?|>=?/y;

const HEX = /^(?:[0-9a-fA-F]{2})*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/;

/** Literals with a letter before the quote: their kind, whether the text between the quotes is one, and what it is. */
const PREFIXED: Readonly<
  Record<string, { kind: 'hex' | 'binary' | 'timestamp'; fits: (text: string) => boolean; wanted: string }>
> = {
  h: { kind: 'hex', fits: (text) => HEX.test(text), wanted: 'an even number of hexadecimal digits' },
  b: { kind: 'binary', fits: (text) => BASE64.test(text), wanted: 'base64 with its padding, and at least one byte' },
  t: { kind: 'timestamp', fits: isTimestampLiteral, wanted: "a timestamp in UTC such as t'2026-11-22T08:30:00.5Z'" },
};

/** Reads the tokens of a pattern one after the other; the fields describe the token at hand. */
export class Lexer {
  readonly text: string;
  /** What the token at hand is. */
  kind: TokenKind = 'end';
  /** Where it starts, as an offset in the text. */
  start = 0;
  /** Its text; of a quoted literal what stands between the quotes, escapes resolved; of a bad token what is wrong. */
  value = '';
  private end = 0;

  constructor(text: string) {
    this.text = text;
    this.advance();
  }

  /** Goes on to the next token; after the last one stays at `end`. */
  advance(): void {
    const { text } = this;
    this.end += matchAt(SKIPPED, text, this.end).length;
    this.start = this.end;
    if (this.end === text.length) {
      this.kind = 'end';
      this.value = '';
      return;
    }
    if (text[this.start] === "'") return this.quoted('string', this.start + 1);
    const word = matchAt(WORD, text, this.start);
    if (word !== '') {
      const prefixed = word.length === 1 && text[this.start + 1] === "'" ? PREFIXED[word] : undefined;
      if (!prefixed) return this.take(keywords.get(word) ?? (word.includes('-') ? 'hyphenated' : 'name'), word);
      this.quoted(prefixed.kind, this.start + 2);
      if (this.kind !== 'bad' && !prefixed.fits(this.value)) this.refuse(`Expected ${prefixed.wanted}`);
      return;
    }
    const number = matchAt(NUMBER, text, this.start);
    if (number !== '') return this.take(number.includes('.') ? 'float' : 'integer', number);
    const sign = matchAt(SIGN, text, this.start);
    if (sign === '==') return this.take('=', sign);
    if (sign === '<>') return this.take('!=', sign);
    if (sign !== '') return this.take(sign as Sign, sign);
    if (text.startsWith('/*', this.start)) return this.refuse('The comment is not closed: `*/` is missing');
    const character = String.fromCodePoint(text.codePointAt(this.start) ?? 0);
    this.refuse(`${JSON.stringify(character)} has no meaning here`);
  }

  private take(kind: TokenKind, text: string): void {
    this.kind = kind;
    this.value = text;
    this.end = this.start + text.length;
  }

  private refuse(reason: string): void {
    this.kind = 'bad';
    this.value = reason;
    this.end = this.text.length;
  }

  /** Reads on to the closing quote; a backslash may stand only before a quote or another backslash (§9.2). */
  private quoted(kind: TokenKind, from: number): void {
    const { text } = this;
    let value = '';
    let copied = from;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x27) {
        this.kind = kind;
        this.value = value + text.slice(copied, at);
        this.end = at + 1;
        return;
      }
      if (code !== 0x5c) continue;
      const next = text[at + 1];
      if (next !== "'" && next !== '\\') {
        this.start = at;
        return this.refuse("A backslash in a string is written `\\\\`, a quote `\\'`");
      }
      value += text.slice(copied, at) + next;
      at += 1;
      copied = at + 1;
    }
    this.refuse("The string is not closed: `'` is missing");
  }
}

/** The text that a sticky expression matches at an offset, empty when it does not. */
function matchAt(expression: RegExp, text: string, offset: number): string {
  expression.lastIndex = offset;
  return expression.exec(text)?.[0] ?? '';
}
