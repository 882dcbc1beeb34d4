import type { Expression, Rule, Test } from '../rule/rule.ts';
import type { Formula } from './program.ts';
import type { Slots } from './slots.ts';

/** A rule's conditions over slots, with its selections put in the place of their names. */
export const formulaOf = (rule: Rule, slots: Slots): Formula => {
  const { selections, conditions } = rule.detection;
  const build = (expression: Expression): Formula => {
    switch (expression.op) {
      case 'and':
      case 'or':
        return { op: expression.op, of: expression.of.map(build) };
      case 'not':
        return { op: 'not', of: build(expression.of) };
      case 'selection': {
        const selection = selections[expression.name];
        if (!selection) throw new TypeError(`${rule.id}: there is no selection ${expression.name}`);
        return build(selection);
      }
      case 'match': {
        const { field, tests, all } = expression;
        const slot = (some: readonly Test[]): Formula => ({ op: 'slot', slot: slots.slotOf(field, some) });
        return all ? { op: 'and', of: tests.map((test) => slot([test])) } : slot(tests);
      }
    }
  };
  return { op: 'or', of: conditions.map(build) };
};

/** A formula whose parts are in the order of what it costs to look at them, which changes nothing else. */
export const cheapestFirst = (formula: Formula, priceOf: (slot: number) => number): Formula => {
  const price = (part: Formula): number => Math.max(...slotsOf(part).map(priceOf));
  switch (formula.op) {
    case 'slot':
      return formula;
    case 'not':
      return { op: 'not', of: cheapestFirst(formula.of, priceOf) };
    case 'and':
    case 'or': {
      const of = formula.of.map((part) => cheapestFirst(part, priceOf));
      return { op: formula.op, of: of.toSorted((left, right) => price(left) - price(right)) };
    }
  }
};

/** All slots that a formula looks at. */
export const slotsOf = (formula: Formula): number[] => {
  if (formula.op === 'slot') return [formula.slot];
  return formula.op === 'not' ? slotsOf(formula.of) : formula.of.flatMap(slotsOf);
};

/** The tests of a rule, as its fields list them. */
export const testsOf = (rule: Rule): (readonly Test[])[] => {
  const walk = (expression: Expression): (readonly Test[])[] => {
    if (expression.op === 'match') return [expression.tests];
    if (expression.op === 'selection') return [];
    return expression.op === 'not' ? walk(expression.of) : expression.of.flatMap(walk);
  };
  return Object.values(rule.detection.selections).flatMap(walk);
};
