import type { Comparison, ComparisonTest, ObjectPath, Pattern } from '@sanad/stix';
import { typeOfPath } from '../indicator/classify.ts';
import type { WatchedValue } from '../indicator/classify.ts';
import { normalise } from '../observable/normalise.ts';
import type { ObservableType } from '../observable/type.ts';

/** What a reference's `value` can be; the text decides which. */
const REFERRED: readonly ObservableType[] = ['ipv4', 'domain', 'email', 'mac'];

/**
 * Values of which an event has to hold at least one for any part of the pattern to match it, so that a table finds
 * the few patterns worth evaluating; undefined if a part can match without any such value.
 */
export function requiredValues(pattern: Pattern): WatchedValue[] | undefined {
  if (pattern.kind === 'observation') return ofComparison(pattern.comparison);
  if (pattern.kind === 'qualified') return requiredValues(pattern.expression);
  return union(pattern.operands.map(requiredValues));
}

function ofComparison(comparison: Comparison): WatchedValue[] | undefined {
  if (comparison.kind === 'test') return ofTest(comparison);
  const parts = comparison.operands.map(ofComparison);
  if (comparison.kind === 'or') return union(parts);
  const [shortest] = parts.filter((part) => part !== undefined).toSorted((one, other) => one.length - other.length);
  return shortest;
}

/** All values of all parts; undefined if one part has none, for then it matches on its own. */
const union = (parts: readonly (WatchedValue[] | undefined)[]): WatchedValue[] | undefined =>
  parts.every((part) => part !== undefined) ? parts.flat() : undefined;

function ofTest(test: ComparisonTest): WatchedValue[] | undefined {
  if (test.negated) return undefined;
  if (test.operator === '=') return watched(test.path, [test.value.value]);
  if (test.operator === 'IN')
    return watched(
      test.path,
      test.values.map((literal) => literal.value),
    );
  return test.operator === 'ISSUBSET' ? watched(test.path, [test.value]) : undefined;
}

function watched(path: ObjectPath, values: readonly unknown[]): WatchedValue[] | undefined {
  const found = values.map((value) => (typeof value === 'string' ? watchedValue(path, value) : undefined));
  return found.every((value) => value !== undefined) ? found : undefined;
}

function watchedValue(path: ObjectPath, text: string): WatchedValue | undefined {
  const own = typeOfPath(path);
  const names = path.steps.map((step) => (step.kind === 'key' ? step.name : '*'));
  const refers =
    names.at(-1) === 'value' && /_refs?$/.test(names.findLast((name) => name !== '*' && name !== 'value') ?? '');
  const types = own !== undefined ? [own] : refers ? REFERRED : [];
  for (const type of types) {
    const value = normalise(type, text);
    if (value !== undefined) return { type: value.type, text: value.value };
  }
  return undefined;
}
