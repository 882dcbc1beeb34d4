import type { Budget } from '../matching/evaluation.ts';
import type { Comparison } from '../tree.ts';
import { atomsOf } from './atoms.ts';

/** Tests that hold together, by their keys; all are of one object type, since they hold for one object. */
interface Term {
  readonly objectType: string;
  readonly keys: ReadonlySet<string>;
}

/**
 * A comparison as the sorted keys of its shortest OR of ANDs. No test is ever negated as a whole, so this form is
 * unique: two comparisons have the same keys just when they agree for every outcome of their tests. No keys: it
 * can never hold, since a test of one type is joined by AND with a test of another.
 */
export function comparisonKeys(comparison: Comparison, budget: Budget): string[] {
  return termsOf(comparison, budget)
    .map(({ keys }) => keyOf(keys))
    .toSorted();
}

function termsOf(comparison: Comparison, budget: Budget): Term[] {
  if (comparison.kind === 'test') {
    return atomsOf(comparison).map(({ key, objectType }) => ({ objectType, keys: new Set([key]) }));
  }
  const operands = comparison.operands.map((operand) => termsOf(operand, budget));
  if (comparison.kind === 'or') return withoutSupersets(operands.flat(), budget);
  return operands.reduce((left, right) => withoutSupersets(product(left, right, budget), budget));
}

function product(left: readonly Term[], right: readonly Term[], budget: Budget): Term[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      budget.spend(a.keys.size + b.keys.size);
      return a.objectType === b.objectType ? [{ objectType: a.objectType, keys: new Set([...a.keys, ...b.keys]) }] : [];
    }),
  );
}

/** Drops each term that asks for all that another asks for, and more. */
function withoutSupersets(terms: readonly Term[], budget: Budget): Term[] {
  const kept: Term[] = [];
  /** Kept terms by one of their keys: a subset of a term is found under a key of the term. */
  const byKey = new Map<string, Term[]>();
  for (const term of terms.toSorted((a, b) => a.keys.size - b.keys.size)) {
    if (hasSubset(term)) continue;
    kept.push(term);
    const [first = ''] = term.keys;
    byKey.set(first, [...(byKey.get(first) ?? []), term]);
  }
  return kept;

  function hasSubset(term: Term): boolean {
    for (const key of term.keys) {
      for (const other of byKey.get(key) ?? []) {
        budget.spend(other.keys.size);
        if ([...other.keys].every((wanted) => term.keys.has(wanted))) return true;
      }
    }
    return false;
  }
}

const keyOf = (keys: Iterable<string>): string => JSON.stringify([...keys].toSorted());
