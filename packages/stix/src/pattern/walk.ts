import type { Comparison, ComparisonTest, Literal, ObjectPath, Pattern } from './tree.ts';

/** Every comparison of a pattern, from left to right. */
export function comparisonTests(pattern: Pattern): ComparisonTest[] {
  const tests: ComparisonTest[] = [];
  forEachObservation(pattern, (comparison) => forEachTest(comparison, (test) => tests.push(test)));
  return tests;
}

/** One value that makes a whole pattern match as soon as it is seen at the path. */
export type PlainAlternative = { readonly path: ObjectPath } & (
  | { readonly operator: '='; readonly value: Literal }
  | { readonly operator: 'ISSUBSET'; readonly value: string }
);

/**
 * The alternatives of a pattern that is nothing but an OR of `=`, `IN` and `ISSUBSET`, so that a table of values
 * decides it; undefined for any other pattern.
 */
export function plainAlternatives(pattern: Pattern): PlainAlternative[] | undefined {
  if (!isPlainObservation(pattern)) return undefined;
  const alternatives: PlainAlternative[] = [];
  for (const test of comparisonTests(pattern)) {
    const { path } = test;
    if (test.negated) return undefined;
    if (test.operator === '=') alternatives.push({ path, operator: '=', value: test.value });
    else if (test.operator === 'ISSUBSET') alternatives.push({ path, operator: 'ISSUBSET', value: test.value });
    else if (test.operator === 'IN') {
      for (const value of test.values) alternatives.push({ path, operator: '=', value });
    } else return undefined;
  }
  return alternatives;
}

function isPlainObservation(pattern: Pattern): boolean {
  if (pattern.kind === 'observation') return isPlainComparison(pattern.comparison);
  return pattern.kind === 'any-observed' && pattern.operands.every(isPlainObservation);
}

function isPlainComparison(comparison: Comparison): boolean {
  return comparison.kind === 'test' || (comparison.kind === 'or' && comparison.operands.every(isPlainComparison));
}

function forEachObservation(pattern: Pattern, visit: (comparison: Comparison) => void): void {
  if (pattern.kind === 'observation') visit(pattern.comparison);
  else if (pattern.kind === 'qualified') forEachObservation(pattern.expression, visit);
  else for (const operand of pattern.operands) forEachObservation(operand, visit);
}

function forEachTest(comparison: Comparison, visit: (test: ComparisonTest) => void): void {
  if (comparison.kind === 'test') visit(comparison);
  else for (const operand of comparison.operands) forEachTest(operand, visit);
}
