/** A condition over slots. */
export type Formula =
  | { readonly op: 'and' | 'or'; readonly of: readonly Formula[] }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'slot'; readonly slot: number };

/** Where a program ends when the condition holds. */
export const HOLDS = -1;
/** Where a program ends when it does not. */
export const FAILS = -2;

/** Integers a step takes: the slot to look at, and where to go on when it is true and when it is not. */
export const STEP = 3;

/**
 * The conditions of all rules as one array of branching steps. Connectives become jumps, so that a condition looks at
 * no slot that cannot change the outcome any more, and negation costs nothing.
 */
export class Programs {
  steps = new Int32Array(3 * 1024);
  #length = 0;

  /** Adds a condition and answers where it starts. */
  add(formula: Formula): number {
    return this.#compile(formula, HOLDS, FAILS);
  }

  #compile(formula: Formula, onTrue: number, onFalse: number): number {
    switch (formula.op) {
      case 'slot':
        return this.#step(formula.slot, onTrue, onFalse);
      case 'not':
        return this.#compile(formula.of, onFalse, onTrue);
      case 'and':
        return formula.of.toReversed().reduce((next, part) => this.#compile(part, next, onFalse), onTrue);
      case 'or':
        return formula.of.toReversed().reduce((next, part) => this.#compile(part, onTrue, next), onFalse);
    }
  }

  #step(slot: number, onTrue: number, onFalse: number): number {
    if (this.#length + STEP > this.steps.length) {
      const larger = new Int32Array(this.steps.length * 2);
      larger.set(this.steps);
      this.steps = larger;
    }
    const at = this.#length;
    this.steps[at] = slot;
    this.steps[at + 1] = onTrue;
    this.steps[at + 2] = onFalse;
    this.#length += STEP;
    return at;
  }
}
