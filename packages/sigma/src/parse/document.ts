import { type Issue, type Result, failure, ok } from '@sanad/result';
import { type Document, LineCounter, parseAllDocuments } from 'yaml';

/** Bounds on what is read, so that a hostile document costs a message and no more. */
export interface ParseLimits {
  /** Characters of one text; a text with many rules counts as one. */
  readonly maxLength?: number;
  /** Values within one document, after aliases are resolved. */
  readonly maxValues?: number;
  /** Levels of nesting. */
  readonly maxDepth?: number;
}

/** Property names and list indexes from the document's root. */
export type Path = readonly (string | number)[];

/** One YAML document as plain values, able to say where in the text a value stands. */
export interface SourceDocument {
  readonly value: unknown;
  /** An issue at a value: `path` is its line and column, the message names the property. */
  readonly issueAt: (path: Path, code: string, message: string, spec?: string) => Issue;
}

const textIssue = (code: string, path: string, message: string): Issue => ({ code, path, message });

/** Splits a text into its YAML documents, each read or refused on its own. */
export const readDocuments = (text: string, limits: ParseLimits = {}): Result<SourceDocument>[] => {
  const { maxLength = 32 << 20, maxValues = 200_000, maxDepth = 32 } = limits;
  if (text.length > maxLength) {
    return [
      failure(textIssue('too-large', '1:1', `the text has ${text.length} characters, at most ${maxLength} are read`)),
    ];
  }
  const lines = new LineCounter();
  let documents: Document.Parsed[];
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      logLevel: 'silent',
      uniqueKeys: true,
      intAsBigInt: true,
    });
    if ('empty' in parsed) return [];
    documents = parsed;
  } catch (error) {
    return [failure(textIssue('yaml-refused', '1:1', `the YAML cannot be read: ${messageOf(error)}`))];
  }
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${line}:${col}`;
  };
  return documents.flatMap((document) => {
    // What a lone `---` or a comment after it leaves.
    if (document.contents === null && document.errors.length === 0) return [];
    return [readDocument(document, place, maxValues, maxDepth)];
  });
};

const readDocument = (
  document: Document.Parsed,
  place: (offset: number) => string,
  maxValues: number,
  maxDepth: number,
): Result<SourceDocument> => {
  const [error] = document.errors;
  if (error) {
    return failure(textIssue('yaml-syntax', place(error.pos[0]), error.message.split('\n')[0] ?? error.message));
  }
  const start = place(document.contents?.range[0] ?? 0);
  try {
    const value: unknown = document.toJS({ maxAliasCount: 50 });
    const excess = measure(value, maxValues, maxDepth);
    if (excess) return failure(textIssue('too-large', start, excess));
    return ok({
      value,
      issueAt: (path, code, message, spec) => ({
        code,
        path: place(offsetOf(document, path)),
        message: path.length > 0 ? `${path.join('/')}: ${message}` : message,
        ...(spec !== undefined && { spec }),
      }),
    });
  } catch (error_) {
    // The library throws on excessive aliases, and the engine on nesting beyond its stack.
    return failure(textIssue('yaml-refused', start, `the YAML cannot be read: ${messageOf(error_)}`));
  }
};

const messageOf = (error: unknown): string =>
  error instanceof RangeError ? 'it is nested too deep' : error instanceof Error ? error.message : String(error);

/** Says in words which bound a value exceeds. */
const measure = (root: unknown, maxValues: number, maxDepth: number): string | undefined => {
  let values = 0;
  const walk = (value: unknown, depth: number): string | undefined => {
    values += 1;
    if (values > maxValues) return `the document has more than ${maxValues} values`;
    if (typeof value !== 'object' || value === null) return undefined;
    if (depth >= maxDepth) return `the document is nested deeper than ${maxDepth} levels`;
    for (const child of Object.values(value)) {
      const excess = walk(child, depth + 1);
      if (excess) return excess;
    }
    return undefined;
  };
  return walk(root, 0);
};

/** Where the nearest existing node on a path begins. */
const offsetOf = (document: Document.Parsed, path: Path): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return document.contents?.range[0] ?? 0;
};
