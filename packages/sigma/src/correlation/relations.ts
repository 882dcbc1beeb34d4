import type { Correlation, Expression } from '../rule/rule.ts';
import type { Resolved } from './resolve.ts';

/** Fields of its events that a correlation looks at, under any name. */
export const fieldsOf = ({ groupBy, valueFields, aliases }: Correlation): string[] => [
  ...groupBy,
  ...valueFields,
  ...Object.values(aliases).flatMap((fields) => Object.values(fields)),
];

/** Names that can make a condition hold by being seen. */
export const positiveNames = (expression: Expression): string[] => {
  if (expression.op === 'selection') return [expression.name];
  return expression.op === 'and' || expression.op === 'or' ? expression.of.flatMap(positiveNames) : [];
};

/** Rules that only serve correlations: all that refer to them lack `generate`. */
export const hiddenRules = (resolved: readonly Resolved[]): Set<string> => {
  const hidden = new Set(resolved.flatMap(({ children }) => children));
  for (const { correlation, children } of resolved) {
    if (correlation.generate) for (const child of children) hidden.delete(child);
  }
  return hidden;
};
