import type { Budget } from '../matching/evaluation.ts';
import { orderedTimestamp } from '../timestamp.ts';
import type { Pattern, Qualifier } from '../tree.ts';
import { comparisonKeys } from './comparison-terms.ts';

/** One way in which a pattern can match: an expression without OR, apart from what stands under a qualifier. */
type Term =
  | { readonly kind: 'one'; readonly key: string }
  | { readonly kind: 'all' | 'sequence'; readonly key: string; readonly parts: readonly Term[] };

/** A pattern as the sorted keys of the ways in which it can match; none when it never can. */
export function patternKeys(pattern: Pattern, budget: Budget): string[] {
  return termsOf(pattern, budget)
    .map(({ key }) => key)
    .toSorted();
}

function termsOf(pattern: Pattern, budget: Budget): Term[] {
  switch (pattern.kind) {
    case 'observation': {
      const keys = comparisonKeys(pattern.comparison, budget);
      return keys.length > 0 ? [{ kind: 'one', key: JSON.stringify(keys) }] : [];
    }
    case 'any-observed':
      return distinct(
        pattern.operands.flatMap((operand) => termsOf(operand, budget)),
        budget,
      );
    case 'all-observed':
      return joined('all', pattern.operands, budget);
    case 'followed-by':
      return joined('sequence', pattern.operands, budget);
    case 'qualified': {
      const keys = patternKeys(pattern.expression, budget);
      return keys.length > 0 ? [{ kind: 'one', key: JSON.stringify([qualifierKey(pattern.qualifier), keys]) }] : [];
    }
  }
}

/** AND and FOLLOWEDBY distribute over OR; both are associative, and AND has no order. */
function joined(kind: 'all' | 'sequence', operands: readonly Pattern[], budget: Budget): Term[] {
  let ways: Term[][] = [[]];
  for (const operand of operands) {
    const terms = termsOf(operand, budget);
    ways = ways.flatMap((parts) =>
      terms.map((term) => {
        budget.spend(parts.length + 1);
        return [...parts, ...(term.kind === kind ? term.parts : [term])];
      }),
    );
  }
  return distinct(
    ways.map((parts) => {
      const keys = parts.map(({ key }) => key);
      return { kind, parts, key: JSON.stringify([kind, kind === 'all' ? keys.toSorted() : keys]) };
    }),
    budget,
  );
}

/** Drops repeated terms, and those that match only where another does already: A OR (A AND B) is A. */
function distinct(terms: readonly Term[], budget: Budget): Term[] {
  const byKey = new Map(terms.map((term) => [term.key, term]));
  const all = [...byKey.values()];
  return all.filter(
    (term) => term.kind === 'one' || !all.some((other) => other !== term && implies(term, other, budget)),
  );
}

/** Whether every match of a term has a match of the other in it; `false` when that is not plain to see. */
function implies(term: Term, other: Term, budget: Budget): boolean {
  budget.spend(1);
  if (term.key === other.key) return true;
  if (term.kind === 'one') return false;
  if (term.parts.some((part) => implies(part, other, budget))) return true;
  if (other.kind === 'one') return false;
  budget.spend(term.parts.length * other.parts.length);
  if (other.kind === 'all') return hasParts(term.parts, other.parts);
  return term.kind === 'sequence' && hasInOrder(term.parts, other.parts);
}

function hasParts(parts: readonly Term[], wanted: readonly Term[]): boolean {
  const left = parts.map(({ key }) => key);
  return wanted.every(({ key }) => {
    const place = left.indexOf(key);
    if (place !== -1) left.splice(place, 1);
    return place !== -1;
  });
}

function hasInOrder(parts: readonly Term[], wanted: readonly Term[]): boolean {
  let found = 0;
  for (const { key } of parts) if (key === wanted[found]?.key) found += 1;
  return found === wanted.length;
}

function qualifierKey(qualifier: Qualifier): readonly unknown[] {
  switch (qualifier.kind) {
    case 'within':
      return ['within', qualifier.seconds];
    case 'repeats':
      return ['repeats', qualifier.times];
    case 'start-stop':
      return ['start-stop', orderedTimestamp(qualifier.start), orderedTimestamp(qualifier.stop)];
  }
}
