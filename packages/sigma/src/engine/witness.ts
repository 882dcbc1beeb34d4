import type { Formula } from './program.ts';

/** Slots of which at least one is marked whenever a condition holds, and how much work that is expected to cause. */
export interface Witness {
  readonly slots: readonly number[];
  readonly cost: number;
}

/**
 * The cheapest set of slots that a condition cannot hold without; `undefined` if it can hold with none marked, as a
 * condition of negations only. Of a conjunction one part is enough, a disjunction needs all its parts.
 */
export const witnessOf = (
  formula: Formula,
  witnessOfSlot: (slot: number) => Witness | undefined,
  negated = false,
): Witness | undefined => {
  switch (formula.op) {
    case 'slot':
      return negated ? undefined : witnessOfSlot(formula.slot);
    case 'not':
      return witnessOf(formula.of, witnessOfSlot, !negated);
    case 'and':
    case 'or': {
      const parts = formula.of.map((part) => witnessOf(part, witnessOfSlot, negated));
      // Under a negation each connective is the other one.
      return (formula.op === 'and') === negated ? unionOf(parts) : cheapest(parts);
    }
  }
};

const cheapest = (parts: readonly (Witness | undefined)[]): Witness | undefined =>
  parts.reduce((best, part) => (part && (!best || part.cost < best.cost) ? part : best), undefined);

const unionOf = (parts: readonly (Witness | undefined)[]): Witness | undefined => {
  let cost = 0;
  const slots = new Set<number>();
  for (const part of parts) {
    if (!part) return undefined;
    cost += part.cost;
    for (const slot of part.slots) slots.add(slot);
  }
  return { slots: [...slots], cost };
};
