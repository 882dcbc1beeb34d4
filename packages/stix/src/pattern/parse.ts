import { failure, ok } from '@sanad/result';
import type { Issue, Result } from '@sanad/result';
import type { TokenKind } from './lexer.ts';
import { readComparison } from './parse-comparison.ts';
import { Refusal, Tokens } from './tokens.ts';
import type { Pattern, Qualifier } from './tree.ts';

/** The longest pattern that is read, in UTF-16 units; a pattern of 40,000 SHA-256 values has that many. */
export const MAXIMUM_PATTERN_LENGTH = 4_000_000;

/**
 * Reads a pattern and holds it to STIX 2.1 §9; issues say where (`line:column`), what was expected, and the clause.
 *
 * @example parsePattern("[ipv4-addr:value = '198.51.100.1']")
 */
export function parsePattern(text: string): Result<Pattern> {
  const parsed = parseGrammar(text);
  if (!parsed.ok) return parsed;
  const { pattern, broken } = parsed.value;
  return broken.length > 0 ? failure(...broken) : ok(pattern);
}

/** A pattern that follows the grammar, and the rules that it breaks although it can still be evaluated. */
export interface GrammaticalPattern {
  readonly pattern: Pattern;
  readonly broken: Issue[];
}

/** Reads a pattern by the grammar, and lists apart which other rules it breaks. */
export function parseGrammar(text: string): Result<GrammaticalPattern> {
  if (text.length > MAXIMUM_PATTERN_LENGTH) {
    const message = `The pattern has ${text.length} characters; ${MAXIMUM_PATTERN_LENGTH} are read at most`;
    return failure({ code: 'pattern-too-long', path: '1:1', message });
  }
  try {
    const tokens = new Tokens(text);
    const pattern = followedBy(tokens);
    if (tokens.kind !== 'end') {
      tokens.unexpected('an observation operator (AND, OR, FOLLOWEDBY), a qualifier or the end', '9.5');
    }
    return ok({ pattern, broken: tokens.broken });
  } catch (error) {
    if (error instanceof Refusal) return failure(error.issue);
    throw error;
  }
}

// FOLLOWEDBY binds loosest, AND tightest (§9.5.2).
function followedBy(tokens: Tokens): Pattern {
  const all = () => tokens.joined('AND', 'all-observed', () => qualified(tokens));
  const any = () => tokens.joined('OR', 'any-observed', all);
  return tokens.joined('FOLLOWEDBY', 'followed-by', any);
}

function qualified(tokens: Tokens): Pattern {
  return tokens.nested(() => {
    // Parentheses start anew: only what qualifies `[ … ]` itself has to differ.
    const kinds = tokens.kind === '[' ? new Set<string>() : undefined;
    let expression = observation(tokens);
    for (;;) {
      const { offset } = tokens;
      const next = qualifier(tokens);
      if (!next) return expression;
      tokens.descend();
      if (kinds?.has(next.kind)) {
        tokens.break(offset, 'repeated-qualifier', 'The same qualifier stands twice on one observation', '9.5.1');
      }
      kinds?.add(next.kind);
      expression = { kind: 'qualified', expression, qualifier: next, offset: expression.offset };
    }
  });
}

function observation(tokens: Tokens): Pattern {
  const { offset } = tokens;
  if (tokens.kind === '(') return tokens.parenthesised(() => followedBy(tokens), '9.5');
  tokens.expect('[', '`[` to start an observation expression', '9.5');
  const comparison = readComparison(tokens);
  tokens.expect(']', 'AND, OR or `]` to end the observation expression', '9.5');
  return { kind: 'observation', comparison, offset };
}

function qualifier(tokens: Tokens): Qualifier | undefined {
  if (tokens.took('WITHIN')) {
    const seconds = positive(tokens, ['integer', 'float'], 'a number of seconds above zero');
    tokens.expect('SECONDS', 'SECONDS', '9.5.1');
    return { kind: 'within', seconds };
  }
  if (tokens.took('REPEATS')) {
    const times = positive(tokens, ['integer'], 'a whole number of times above zero');
    tokens.expect('TIMES', 'TIMES', '9.5.1');
    return { kind: 'repeats', times };
  }
  if (!tokens.took('START')) return undefined;
  const start = tokens.expect('timestamp', "a timestamp such as t'2026-11-22T08:30:00Z'", '9.5.1');
  tokens.expect('STOP', 'STOP', '9.5.1');
  const stop = tokens.expect('timestamp', "a timestamp such as t'2026-11-22T08:30:00Z'", '9.5.1');
  return { kind: 'start-stop', start, stop };
}

function positive(tokens: Tokens, kinds: readonly TokenKind[], wanted: string): number {
  const { kind, value } = tokens;
  if (!kinds.includes(kind) || value.startsWith('-') || Number(value) === 0) tokens.unexpected(wanted, '9.5.1');
  return tokens.number();
}
