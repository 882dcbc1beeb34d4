import type { Comparison, ComparisonTest, Pattern } from '@sanad/stix';

/** Shorter texts stand in nearly every event, and spare nothing. */
const SHORTEST = 3;

/**
 * Texts, in lower case, of which an observation has to hold at least one somewhere for any part of the pattern to match it;
 * undefined if a part can match without. A plain search for them spares most evaluations of LIKE and MATCHES.
 */
export function requiredTexts(pattern: Pattern): string[] | undefined {
  if (pattern.kind === 'observation') return ofComparison(pattern.comparison);
  if (pattern.kind === 'qualified') return requiredTexts(pattern.expression);
  return union(pattern.operands.map(requiredTexts));
}

function ofComparison(comparison: Comparison): string[] | undefined {
  if (comparison.kind === 'test') return ofTest(comparison);
  const parts = comparison.operands.map(ofComparison);
  if (comparison.kind === 'or') return union(parts);
  return parts.filter((part) => part !== undefined).toSorted((one, other) => one.length - other.length)[0];
}

const union = (parts: readonly (string[] | undefined)[]): string[] | undefined =>
  parts.every((part) => part !== undefined) ? parts.flat() : undefined;

function ofTest(test: ComparisonTest): string[] | undefined {
  if (test.negated) return undefined;
  switch (test.operator) {
    case '=':
      return test.value.kind === 'string' ? longest([test.value.value]) : undefined;
    case 'LIKE':
      return longest(test.value.split(/[%_]/));
    case 'MATCHES':
      return longest(literals(test.value));
    case 'IN':
      return union(test.values.map((literal) => (literal.kind === 'string' ? longest([literal.value]) : undefined)));
    default:
      return undefined;
  }
}

/** The longest text, if it is long enough and ASCII, so that case and composition are no question. */
function longest(texts: readonly string[]): string[] | undefined {
  const [text = ''] = texts.toSorted((one, other) => other.length - one.length);
  return text.length >= SHORTEST && /^[\x20-\x7e]+$/.test(text) ? [text.toLowerCase()] : undefined;
}

/**
 * Texts that any match of a regular expression holds. Reads only expressions without groups and alternatives: letters and
 * digits that no quantifier follows which allows none.
 */
function literals(source: string): string[] {
  if (/[()|]/.test(source)) return [];
  const found: string[] = [];
  let text = '';
  for (const [, character] of source.matchAll(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|([a-zA-Z0-9 ])(?![*?{])|[^]/g)) {
    if (character !== undefined) {
      text += character;
      continue;
    }
    // An escaped mark such as `\.` stands for itself, and ends the text all the same to keep this simple.
    found.push(text);
    text = '';
  }
  return [...found, text];
}
