import { failure, ok } from '@sanad/result';
import type { Result } from '@sanad/result';
import { Compilation, compileComparison } from './matching/comparison.ts';
import type { ObjectTest } from './matching/comparison.ts';
import { Budget, Halt } from './matching/evaluation.ts';
import { readObservedData } from './matching/observed.ts';
import type { ObservedData } from './matching/observed.ts';
import { planPattern } from './matching/plan.ts';
import { search } from './matching/search.ts';
import { parseGrammar } from './parse.ts';
import { TextIssues } from './text-issues.ts';
import type { Comparison, Pattern } from './tree.ts';

/** Whether a pattern matches, and the ids of the observed-data of the first match found, in the order of the input. */
export interface Match {
  readonly matched: boolean;
  readonly observations: string[];
}

/** How much work one evaluation may do. */
export interface MatchOptions {
  /** Steps before the issue `budget-exceeded`, each 10 to 100 ns; 20 million and 100 an observation without it. */
  readonly budget?: number;
}

/** A compiled pattern, ready for any number of evaluations. */
export type PatternMatcher = (observations: readonly object[], options?: MatchOptions) => Result<Match>;

/**
 * Evaluates a pattern against observations: bundles with `observed-data` and the objects they refer to, single such
 * objects, or `observed-data` of STIX 2.0. Text is held to the grammar only, so that a pattern with a slip such as a
 * shortened hash is still evaluated.
 */
export function matchPattern(
  pattern: string | Pattern,
  observations: readonly object[],
  options?: MatchOptions,
): Result<Match> {
  const matcher = compilePattern(pattern);
  return matcher.ok ? matcher.value(observations, options) : matcher;
}

/** Makes a pattern ready to be evaluated many times; refuses regular expressions and address blocks it cannot use. */
export function compilePattern(pattern: string | Pattern): Result<PatternMatcher> {
  const parsed = typeof pattern === 'string' ? parseGrammar(pattern) : ok({ pattern });
  if (!parsed.ok) return parsed;
  const tree = parsed.value.pattern;
  const issues = new TextIssues(typeof pattern === 'string' ? pattern : undefined);
  const tests = new Map<Comparison, ObjectTest>();
  compileObservations(tree, tests, new Compilation(issues));
  if (issues.list.length > 0) return failure(...issues.list);
  return ok((observations, options) => {
    const observed = readObservedData(observations);
    return observed.ok ? evaluate(tree, tests, observed.value, options) : observed;
  });
}

function compileObservations(pattern: Pattern, tests: Map<Comparison, ObjectTest>, compilation: Compilation): void {
  if (pattern.kind === 'observation') tests.set(pattern.comparison, compileComparison(pattern.comparison, compilation));
  else if (pattern.kind === 'qualified') compileObservations(pattern.expression, tests, compilation);
  else for (const operand of pattern.operands) compileObservations(operand, tests, compilation);
}

function evaluate(
  pattern: Pattern,
  tests: ReadonlyMap<Comparison, ObjectTest>,
  observed: readonly ObservedData[],
  options: MatchOptions | undefined,
): Result<Match> {
  const budget = new Budget(options?.budget ?? 20_000_000 + 100 * observed.length);
  const meets = (test: ObjectTest, { objects }: ObservedData): boolean => {
    const scene = { objects, budget };
    for (const object of objects.values()) if (test(object, scene)) return true;
    return false;
  };
  try {
    const plan = planPattern(pattern, observed, (comparison) => {
      const test = tests.get(comparison);
      return observed.flatMap((one, index) => (test && meets(test, one) ? [index] : []));
    });
    const used = search(plan, observed, budget);
    return ok({
      matched: used !== undefined,
      observations: observed.filter((_, index) => used?.has(index)).map(({ id }) => id),
    });
  } catch (error) {
    if (error instanceof Halt) return failure(error.issue);
    throw error;
  }
}
