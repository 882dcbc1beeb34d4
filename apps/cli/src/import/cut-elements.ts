import type { Issue } from '@sanad/result';

/** One element cut out of a JSON text, not yet parsed; or what could not be cut. */
export type Cut =
  | { readonly kind: 'element'; readonly index: number; readonly line: number; readonly text: string }
  | { readonly kind: 'refused'; readonly index: number; readonly line: number; readonly issue: Issue };

/** How to cut. */
export interface CutOptions {
  /** Name of the property that holds the list whose elements are wanted. */
  readonly list?: string;
  /** Longest element in bytes; a longer one is refused, and never held in memory. */
  readonly longest?: number;
}

/** The longest object that is taken, in bytes. */
export const longestElement = 32 * 1024 * 1024;

const [quote, backslash, comma, lineFeed] = [0x22, 0x5c, 0x2c, 0x0a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
/** A text that nests deeper is no STIX and is not followed further: `parseJson` refuses it at 100. */
const deepest = 1000;

/**
 * Cuts a stream of JSON into elements while it arrives: the elements of the list named `list` in each top-level object,
 * those of a top-level list, and any other top-level value whole, so that one object a line works too. What it holds is
 * one element at most. An element with brackets or quotes out of place is cut as well as can be, for its reader to refuse.
 */
export async function* cutElements(
  input: AsyncIterable<Uint8Array>,
  options: CutOptions = {},
): AsyncGenerator<Cut, void, undefined> {
  const cutter = new Cutter(options.list ?? 'objects', options.longest ?? longestElement);
  for await (const chunk of input) yield* cutter.push(chunk);
  yield* cutter.end();
}

/** The state between two chunks. */
class Cutter {
  readonly #list: string;
  readonly #longest: number;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #stack: number[] = [];
  /** Depth at which elements begin: 0 top-level values, 1 a top-level list, 2 the named list, -1 none before the next. */
  #level = 0;
  #line = 1;
  #index = 0;
  #inString = false;
  #escaped = false;
  /** The last string at depth 1, where property names stand. */
  #word = '';
  #open = false;
  #openLine = 1;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #cuts: Cut[] = [];

  constructor(list: string, longest: number) {
    this.#list = list;
    this.#longest = longest;
  }

  push(chunk: Uint8Array): Cut[] {
    this.#cuts = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === lineFeed) this.#line += 1;
      if (this.#inString) {
        this.#string(byte);
        continue;
      }
      if (this.#stack.length === this.#level && !this.#open && begins(byte)) {
        from = at;
        this.#begin();
      }
      switch (byte) {
        case quote:
          this.#inString = true;
          this.#word = '';
          break;
        case openList:
        case openObject:
          if (this.#stack.length >= deepest) break;
          if (this.#opensList(byte)) {
            this.#open = false;
            this.#level = this.#stack.length + 1;
          }
          this.#stack.push(byte);
          break;
        case closeList:
        case closeObject:
          from = this.#close(byte, chunk, from, at);
          break;
        case comma:
          if (this.#open && this.#level > 0 && this.#stack.length === this.#level)
            this.#finish(chunk.subarray(from, at));
          break;
      }
    }
    if (this.#open) this.#keep(chunk.subarray(from));
    return this.#cuts;
  }

  end(): Cut[] {
    this.#cuts = [];
    // A number or word that ends with the text is whole; anything else still open was cut off.
    const whole = this.#stack.length === 0 && !this.#inString;
    if (this.#open && whole) this.#finish(new Uint8Array());
    else if (this.#stack.length > 0 || this.#inString) {
      const line = this.#open ? this.#openLine : this.#line;
      this.#refuse(
        line,
        'text-cut-off',
        'The text ends before its brackets are closed; what stands before this is whole.',
      );
    }
    return this.#cuts;
  }

  #string(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    // No string goes over a line: ending it there keeps a missing quote from swallowing what follows.
    else if (byte === quote || byte === lineFeed) this.#inString = false;
    else if (this.#stack.length === 1 && this.#word.length <= this.#list.length)
      this.#word += String.fromCharCode(byte);
  }

  #opensList(byte: number): boolean {
    if (byte !== openList) return false;
    if (this.#stack.length === 0) return true;
    return this.#stack.length === 1 && this.#level !== 1 && this.#stack[0] === openObject && this.#word === this.#list;
  }

  #close(byte: number, chunk: Uint8Array, from: number, at: number): number {
    const opening = byte === closeList ? openList : openObject;
    const floor = this.#open && this.#stack.length > this.#level ? this.#level : 0;
    const match = this.#stack.lastIndexOf(opening);
    // Without its opening bracket inside the element it is out of place, and the element's reader will say so.
    if (match < floor) return from;
    if (this.#open && match < this.#level) this.#finish(chunk.subarray(from, at));
    this.#stack.length = match;
    if (this.#open && this.#level === 0 && match === 0) this.#finish(chunk.subarray(from, at + 1));
    if (match === 0) this.#level = 0;
    else if (match < this.#level) this.#level = -1;
    return from;
  }

  #begin(): void {
    this.#open = true;
    this.#openLine = this.#line;
    this.#parts = [];
    this.#bytes = 0;
  }

  #keep(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes > this.#longest) this.#parts = [];
    else this.#parts.push(part);
  }

  #finish(last: Uint8Array): void {
    this.#open = false;
    this.#keep(last);
    if (this.#bytes > this.#longest) {
      const message = `The object takes ${this.#bytes} bytes; the longest that is taken has ${this.#longest}.`;
      return this.#refuse(this.#openLine, 'object-too-large', message);
    }
    try {
      const text =
        this.#parts.map((part) => this.#decoder.decode(part, { stream: true })).join('') + this.#decoder.decode();
      this.#cuts.push({ kind: 'element', index: this.#index++, line: this.#openLine, text: text.trimEnd() });
    } catch {
      this.#refuse(this.#openLine, 'not-utf-8', 'The object has bytes that are no UTF-8.', 'STIX 2.1 §1.6');
    }
    this.#parts = [];
  }

  #refuse(line: number, code: string, message: string, spec?: string): void {
    const issue = { code, path: `line ${line}`, message, ...(spec ? { spec } : {}) };
    this.#cuts.push({ kind: 'refused', index: this.#index++, line, issue });
  }
}

/** Whether a byte can be the first of a value: no space, no separator, no closing bracket, no byte order mark. */
function begins(byte: number): boolean {
  if (byte <= 0x20 || byte === comma || byte === closeList || byte === closeObject) return false;
  return byte !== 0xef && byte !== 0xbb && byte !== 0xbf;
}
