import type { Budget } from '../matching/evaluation.ts';
import type { Comparison } from '../tree.ts';
import { atomsOf } from './atoms.ts';

/** Tests that hold together, as ascending numbers; all are of one object type, since they hold for one object. */
interface Term {
  readonly objectType: string;
  readonly atoms: readonly number[];
}

/**
 * A comparison as the sorted keys of its shortest OR of ANDs. No test is ever negated as a whole, so this form is
 * unique: two comparisons have the same keys just when they agree for every outcome of their tests. No keys: it
 * can never hold, since a test of one type is joined by AND with a test of another.
 */
export function comparisonKeys(comparison: Comparison, budget: Budget): string[] {
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const terms = termsOf(comparison, numberOf, budget);
  const keys = [...numbers.keys()];
  return terms.map(({ atoms }) => JSON.stringify(atoms.map((atom) => keys[atom] ?? '').toSorted())).toSorted();
}

function termsOf(comparison: Comparison, numberOf: (key: string) => number, budget: Budget): Term[] {
  if (comparison.kind === 'test') {
    return atomsOf(comparison).map(({ key, objectType }) => ({ objectType, atoms: [numberOf(key)] }));
  }
  const operands = comparison.operands.map((operand) => termsOf(operand, numberOf, budget));
  if (comparison.kind === 'or') return withoutSupersets(operands.flat(), budget);
  return operands.reduce((left, right) => withoutSupersets(product(left, right, budget), budget));
}

function product(left: readonly Term[], right: readonly Term[], budget: Budget): Term[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      budget.spend(a.atoms.length + b.atoms.length);
      if (a.objectType !== b.objectType) return [];
      const atoms = [...new Set([...a.atoms, ...b.atoms])].toSorted((one, other) => one - other);
      return [{ objectType: a.objectType, atoms }];
    }),
  );
}

/** Drops repeated terms, and each that asks for all that another asks for, and more. */
function withoutSupersets(terms: readonly Term[], budget: Budget): Term[] {
  const distinct = new Map(terms.map((term) => [term.atoms.join(), term]));
  const byLength = Map.groupBy(distinct.values(), ({ atoms }) => atoms.length);
  const kept: Term[] = [];
  /** Kept terms that are shorter, by their first atom: a subset of a term is found under an atom of the term. */
  const shorter = new Map<number, Term[]>();
  for (const length of [...byLength.keys()].toSorted((a, b) => a - b)) {
    const minimal = byLength.get(length)?.filter((term) => !hasSubset(term)) ?? [];
    for (const term of minimal) {
      const [first = -1] = term.atoms;
      const found = shorter.get(first);
      if (found) found.push(term);
      else shorter.set(first, [term]);
    }
    kept.push(...minimal);
  }
  return kept;

  function hasSubset({ atoms }: Term): boolean {
    const wanted = new Set(atoms);
    return atoms.some((atom) =>
      shorter.get(atom)?.some((other) => {
        budget.spend(other.atoms.length);
        return other.atoms.every((one) => wanted.has(one));
      }),
    );
  }
}
