/** In a pattern: any run of characters, also none (`*`). */
export const MANY = 0;
/** In a pattern: exactly one character (`?`). */
export const ONE = 1;
/** In a pattern: one of the five dash characters of the `windash` modifier. */
export const DASH = 2;

/** In a pattern: a name whose values the user gives when the rules are compiled (`expand` modifier). */
export interface Placeholder {
  readonly placeholder: string;
}

/** A text with wildcards: literal pieces between wildcards, no two literals side by side; `[]` is the empty text. */
export type Pattern = readonly (string | typeof MANY | typeof ONE | typeof DASH | Placeholder)[];

/** The characters that stand for one another under `windash` (Sigma modifiers appendix 2.1). */
export const DASHES = ['-', '/', '–', '—', '―'] as const;

/**
 * Reads a Sigma text: `*` and `?` are wildcards, a backslash takes the special meaning from a wildcard or from a
 * backslash, and stands for itself before anything else (Sigma rules 2.1, Escaping).
 */
export const parsePattern = (text: string): Pattern => {
  const parts: (string | typeof MANY | typeof ONE)[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push(literal);
    literal = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char === '\\' && (next === '\\' || next === '*' || next === '?')) {
      literal += next;
      at += 1;
    } else if (char === '*') {
      flush();
      // Two stars in a row mean what one does.
      if (parts.at(-1) !== MANY) parts.push(MANY);
    } else if (char === '?') {
      flush();
      parts.push(ONE);
    } else {
      literal += char;
    }
  }
  flush();
  return parts;
};

/** A pattern as Sigma text, which `parsePattern` reads back. */
export const formatPattern = (pattern: Pattern): string =>
  pattern
    .map((part) => {
      if (part === MANY) return '*';
      if (part === ONE) return '?';
      if (part === DASH) return '-';
      if (typeof part === 'object') return `%${part.placeholder}%`;
      return part.replaceAll(/\\(?=[\\*?]|$)|[*?]/g, String.raw`\$&`);
    })
    .join('');

/** Joins two patterns, keeping neighbouring literals in one piece and neighbouring stars in one star. */
export const joinPatterns = (left: Pattern, right: Pattern): Pattern => {
  const last = left.at(-1);
  const first = right[0];
  if (typeof last === 'string' && typeof first === 'string') {
    return [...left.slice(0, -1), last + first, ...right.slice(1)];
  }
  if (last === MANY && first === MANY) return [...left, ...right.slice(1)];
  return [...left, ...right];
};

/** The text of a pattern without wildcards, `undefined` if it has any. */
export const literalOf = (pattern: Pattern): string | undefined => {
  if (pattern.length === 0) return '';
  const [only] = pattern;
  return pattern.length === 1 && typeof only === 'string' ? only : undefined;
};
