import { failure, ok } from '@sanad/result';
import type { Result } from '@sanad/result';
import { patternKeys } from './equivalence/observation-terms.ts';
import { Budget, Halt } from './matching/evaluation.ts';
import { parseGrammar } from './parse.ts';
import type { Pattern } from './tree.ts';

/** An OR of ANDs can be exponentially longer than the pattern; so many steps take half a second or less. */
const DEFAULT_BUDGET = 500_000;

/**
 * Whether two patterns can be turned into one another by the laws of their operators and the meaning of their
 * values: order and repetition under AND and OR, distribution, absorption, `IN` as an OR of equalities, addresses
 * with the same network, registry keys in any case. `true` is a proof; `false` says that these laws do not show it.
 */
export function equivalentPatterns(
  a: string | Pattern,
  b: string | Pattern,
  options?: { readonly budget?: number },
): Result<boolean> {
  const first = typeof a === 'string' ? parseGrammar(a) : ok({ pattern: a });
  const second = typeof b === 'string' ? parseGrammar(b) : ok({ pattern: b });
  if (!first.ok) return first;
  if (!second.ok) return second;
  const budget = new Budget(options?.budget ?? DEFAULT_BUDGET);
  try {
    const keys = [first, second].map(({ value }) => JSON.stringify(patternKeys(value.pattern, budget)));
    return ok(keys[0] === keys[1]);
  } catch (error) {
    if (error instanceof Halt) return failure(error.issue);
    throw error;
  }
}
