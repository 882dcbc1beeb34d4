import type { Expression } from '../rule/rule.ts';
import type { Refusal } from './modifiers.ts';

/** Deeper brackets and chains of `not` than this are refused rather than followed. */
const MAX_DEPTH = 64;

/**
 * Reads a condition over named selections (Sigma rules 2.1, Condition): `or` binds least, then `and`, `not`, and
 * `1 of` / `all of` with `them` or a name with stars.
 */
export const parseCondition = (text: string, names: readonly string[]): Expression | Refusal => {
  const tokens = text.match(/[()|]|[^\s()|]+/g) ?? [];
  let at = 0;
  let depth = 0;
  const word = (): string | undefined => tokens[at]?.toLowerCase();
  const refusal = (refused: string): Refusal => ({ refused });

  const chain = (op: 'and' | 'or', operand: () => Expression | Refusal): Expression | Refusal => {
    const of: Expression[] = [];
    do {
      const next = operand();
      if ('refused' in next) return next;
      of.push(next);
    } while (word() === op && (at += 1));
    const [only] = of;
    return only && of.length === 1 ? only : { op, of };
  };
  const disjunction = (): Expression | Refusal => chain('or', conjunction);
  const conjunction = (): Expression | Refusal => chain('and', negation);

  const negation = (): Expression | Refusal => {
    if (word() !== 'not') return primary();
    at += 1;
    depth += 1;
    if (depth > MAX_DEPTH) return refusal(`the condition is nested deeper than ${MAX_DEPTH} levels`);
    const of = negation();
    depth -= 1;
    return 'refused' in of ? of : { op: 'not', of };
  };

  const primary = (): Expression | Refusal => {
    const token = tokens[at];
    at += 1;
    if (token === undefined) return refusal('the condition ends where a selection is expected');
    if (token === '|') return refusal('aggregations after «|» were removed from Sigma; write a correlation');
    if (token === '(') {
      depth += 1;
      if (depth > MAX_DEPTH) return refusal(`the condition is nested deeper than ${MAX_DEPTH} levels`);
      const inner = disjunction();
      depth -= 1;
      if ('refused' in inner) return inner;
      if (tokens[at] !== ')') return refusal('a bracket is not closed');
      at += 1;
      return inner;
    }
    if (word() === 'of' && !names.includes(token)) return quantified(token.toLowerCase());
    if (!names.includes(token)) return refusal(`there is no selection «${token}»`);
    return { op: 'selection', name: token };
  };

  const quantified = (quantity: string): Expression | Refusal => {
    const op = quantity === 'all' ? 'and' : quantity === '1' || quantity === 'any' ? 'or' : undefined;
    if (!op) return refusal(`«${quantity} of» is not defined; «1 of», «any of» and «all of» are`);
    const target = tokens[at + 1];
    at += 2;
    if (target === undefined) return refusal(`«${quantity} of» needs «them» or a name`);
    const chosen = names.filter(
      target.toLowerCase() === 'them' ? (name) => !name.startsWith('_') : nameMatcher(target),
    );
    if (chosen.length === 0) return refusal(`no selection is meant by «${target}»`);
    return { op, of: chosen.map((name) => ({ op: 'selection', name })) };
  };

  if (tokens.length === 0) return refusal('the condition is empty');
  const condition = disjunction();
  if ('refused' in condition) return condition;
  if (tokens[at] === '|') return refusal('aggregations after «|» were removed from Sigma; write a correlation');
  return at < tokens.length ? refusal(`«${tokens[at]}» is not expected here`) : condition;
};

/** Whether a name is meant by a pattern in which `*` stands for any characters; linear in both. */
const nameMatcher = (pattern: string): ((name: string) => boolean) => {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return (name) => name === pattern;
  return (name) => {
    if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last)) return false;
    let from = first.length;
    for (const piece of pieces.slice(1, -1)) {
      const found = name.indexOf(piece, from);
      if (found === -1 || found + piece.length > name.length - last.length) return false;
      from = found + piece.length;
    }
    return true;
  };
};
