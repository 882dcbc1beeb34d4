import type { Expression } from './rule.ts';

/** Whether a condition asks for something not to hold. */
export const hasNegation = (expression: Expression): boolean =>
  expression.op === 'not' || ((expression.op === 'and' || expression.op === 'or') && expression.of.some(hasNegation));
