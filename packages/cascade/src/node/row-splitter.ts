const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** Rows of a table, parsed. */
export interface Rows {
  readonly table: string;
  readonly rows: readonly unknown[];
}

/**
 * Takes a JSON object apart while its text arrives: the rows of its larger tables by the chunk, and all else as one text
 * in which those tables are empty. So a file is never in memory both as text and as objects.
 */
export class RowSplitter {
  /** What has been read of the object beside the rows. */
  frame = '';
  readonly #tables: ReadonlySet<string>;
  #rest = '';
  #depth = 0;
  /** The table whose rows are being read. */
  #table: string | undefined;

  constructor(tables: readonly string[]) {
    this.#tables = new Set(tables);
  }

  /** The rows that are whole with this chunk. */
  *feed(chunk: string): Generator<Rows> {
    const text = this.#rest + chunk;
    let from = 0;
    let lastEnd = -1;
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        const end = endOfString(text, at);
        if (end < 0) break;
        at = end + 1;
        continue;
      }
      at += 1;
      if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        this.#depth += 1;
        if (this.#depth !== 2 || code !== OPEN_BRACKET || this.#table !== undefined) continue;
        const before = this.frame + text.slice(from, at);
        const key = /"((?:[^"\\]|\\.)*)"\s*:\s*\[$/.exec(before.slice(-200))?.[1];
        if (key === undefined || !this.#tables.has(key)) continue;
        this.frame = before;
        this.#table = key;
        [from, lastEnd] = [at, -1];
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        this.#depth -= 1;
        if (this.#depth !== 1 || this.#table === undefined) continue;
        yield this.#rows(text.slice(from, at - 1));
        [this.#table, from] = [undefined, at - 1];
      } else if (code === COMMA && this.#depth === 2 && this.#table !== undefined) {
        lastEnd = at;
      }
    }
    // What is read and whole goes out; the rest waits for the next chunk, its depth counted anew from where it begins.
    if (this.#table === undefined) {
      this.frame += text.slice(from, at);
      this.#rest = text.slice(at);
    } else if (lastEnd < 0) {
      this.#rest = text.slice(from);
      this.#depth = 2;
    } else {
      yield this.#rows(text.slice(from, lastEnd - 1));
      this.#rest = text.slice(lastEnd);
      this.#depth = 2;
    }
  }

  /** What was left unread when the text ended. */
  end(): string {
    return this.frame + this.#rest;
  }

  #rows(text: string): Rows {
    return { table: this.#table ?? '', rows: text.trim() === '' ? [] : (JSON.parse(`[${text}]`) as unknown[]) };
  }
}

/** Where a string that begins at a quote ends; -1 if it goes on past the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}
