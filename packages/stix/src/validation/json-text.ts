import { failure, ok, type Result } from '@sanad/result';

/** Deepest nesting that is read; STIX itself needs about ten levels. */
export const MAX_DEPTH = 100;
/** Most properties that one object may have. */
export const MAX_PROPERTIES = 10_000;

/**
 * Reads I-JSON text (RFC 7493, which STIX 2.1 builds on): unlike `JSON.parse` it refuses duplicate names, unpaired
 * surrogates, NUL characters, numbers beyond a double and nesting deeper than {@link MAX_DEPTH}.
 * An issue's path is `line:column`.
 */
export function parseJson(text: string): Result<unknown> {
  const reader = new JsonReader(text);
  try {
    return ok(reader.document());
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const before = text.slice(0, error.at);
    const path = `${before.split('\n').length}:${error.at - before.lastIndexOf('\n')}`;
    const spec = CLAUSES[error.code];
    return failure({ code: error.code, path, message: error.message, ...(spec !== undefined && { spec }) });
  }
}

/** The clauses behind the codes; bounds, and NUL, which databases can't store, have none. */
const CLAUSES: Readonly<Record<string, string>> = {
  'bad-json': 'RFC 8259',
  'duplicate-property': 'RFC 7493 §2.3',
  'number-too-large': 'RFC 7493 §2.2',
  'unpaired-surrogate': 'RFC 7493 §2.1',
};

/** Leaves the reader; never leaves this file. */
class JsonError extends Error {
  readonly code: string;
  readonly at: number;
  constructor(code: string, at: number, message: string) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const HEX4 = /^[0-9a-fA-F]{4}$/;
// Up to the next quote, backslash or control character.
// oxlint-disable-next-line no-control-regex
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class JsonReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    // RFC 8259 §8.1 lets a reader ignore a byte order mark, which some editors write.
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    const value = this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#fail('bad-json', 'the text goes on after the end of the value');
    return value;
  }

  #fail(code: string, message: string, at = this.#at): never {
    throw new JsonError(code, at, message);
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at += 1;
    }
  }

  #value(): unknown {
    this.#space();
    const text = this.#text;
    switch (text[this.#at]) {
      case '{':
        return this.#object();
      case '[':
        return this.#list();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #word(word: string, value: unknown): unknown {
    if (!this.#text.startsWith(word, this.#at)) this.#fail('bad-json', `expected ${word}`);
    this.#at += word.length;
    return value;
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (!match) this.#fail('bad-json', this.#at < this.#text.length ? 'expected a value' : 'the text ends too early');
    const value = Number(match[0]);
    if (!Number.isFinite(value))
      this.#fail('number-too-large', `${match[0].slice(0, 40)} is beyond a double-precision number`);
    this.#at = NUMBER.lastIndex;
    return value;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    this.#at += 1;
    let value = '';
    for (;;) {
      PLAIN.lastIndex = this.#at;
      PLAIN.test(text);
      value += text.slice(this.#at, PLAIN.lastIndex);
      this.#at = PLAIN.lastIndex;
      const next = text[this.#at];
      if (next === '"') break;
      if (next !== '\\')
        this.#fail('bad-json', next === undefined ? 'the string has no end' : 'a control character must be escaped');
      value += this.#escape();
    }
    this.#at += 1;
    if (!value.isWellFormed()) this.#fail('unpaired-surrogate', 'the string has an unpaired surrogate', start);
    if (value.includes('\0')) this.#fail('nul-character', 'the string has a NUL character', start);
    return value;
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1] ?? '';
    const plain = ESCAPES[letter];
    if (plain !== undefined) {
      this.#at += 2;
      return plain;
    }
    const digits = this.#text.slice(this.#at + 2, this.#at + 6);
    if (letter !== 'u' || !HEX4.test(digits)) this.#fail('bad-json', 'an unknown escape');
    this.#at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #open(): void {
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#fail('too-deep', `nested deeper than ${MAX_DEPTH} levels`);
  }

  /** Steps over what ends a container or parts its members; true at the end. */
  #ends(end: string): boolean {
    this.#space();
    const next = this.#text[this.#at];
    if (next !== end && next !== ',') this.#fail('bad-json', `expected , or ${end}`);
    this.#at += 1;
    if (next === end) this.#depth -= 1;
    return next === end;
  }

  #isEmpty(end: string): boolean {
    this.#space();
    return this.#text[this.#at] === end && this.#ends(end);
  }

  #list(): unknown[] {
    this.#open();
    const list: unknown[] = [];
    if (this.#isEmpty(']')) return list;
    do list.push(this.#value());
    while (!this.#ends(']'));
    return list;
  }

  #object(): Record<string, unknown> {
    this.#open();
    const object: Record<string, unknown> = {};
    if (this.#isEmpty('}')) return object;
    let properties = 0;
    do {
      this.#space();
      const at = this.#at;
      if (this.#text[at] !== '"') this.#fail('bad-json', 'expected a property name');
      const name = this.#string();
      if (Object.hasOwn(object, name))
        this.#fail('duplicate-property', `the name ${JSON.stringify(name.slice(0, 80))} occurs twice`, at);
      properties += 1;
      if (properties > MAX_PROPERTIES)
        this.#fail('too-many-properties', `more than ${MAX_PROPERTIES} properties in an object`, at);
      this.#space();
      if (this.#text[this.#at] !== ':') this.#fail('bad-json', 'expected :');
      this.#at += 1;
      const value = this.#value();
      // Assigning __proto__ would change the prototype instead.
      if (name === '__proto__')
        Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
      else object[name] = value;
    } while (!this.#ends('}'));
    return object;
  }
}
