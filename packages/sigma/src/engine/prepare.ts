import type { Detection, Expression, Filter, LogSource, Match, Rule, Test } from '../rule/rule.ts';
import { type Pattern, parsePattern, joinPatterns } from '../rule/pattern.ts';
import { parseNetwork } from '../evaluate/network.ts';

/** Values for the placeholders of `expand`, by name. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

/** A rule as it will be matched: filters joined in, placeholders replaced. */
export interface Prepared {
  readonly rule: Rule;
  /** Names of placeholders without values; such a rule must be refused (Sigma rules 2.1, Placeholders). */
  readonly missing: readonly string[];
}

/** Joins filters into a rule and replaces its placeholders. */
export const prepareRule = (rule: Rule, filters: readonly Filter[], placeholders: Placeholders): Prepared => {
  const missing = new Set<string>();
  const detection = mapTests(filters.reduce(joinFilter, rule.detection), (test) => fill(test, placeholders, missing));
  return { rule: detection === rule.detection ? rule : { ...rule, detection }, missing: [...missing] };
};

/** Whether a filter narrows a rule: it names it, or any rule, and no part of its log source is another one. */
export const filterApplies = (filter: Filter, rule: Rule): boolean =>
  (filter.rules === 'any' || filter.rules.includes(rule.id) || filter.rules.includes(rule.name ?? rule.id)) &&
  sourceIncludes(filter.logsource, rule.logsource);

/** Whether logs of one source are logs of the other, wider one, whose absent parts mean any. */
export const sourceIncludes = (wider: LogSource, narrower: LogSource): boolean =>
  (wider.category ?? narrower.category) === narrower.category &&
  (wider.product ?? narrower.product) === narrower.product &&
  (wider.service ?? narrower.service) === narrower.service;

/** A filter's condition is one more that must hold (Sigma filters 2.1); its selections keep names of their own. */
const joinFilter = (detection: Detection, filter: Filter): Detection => {
  const own = (name: string): string => `${filter.id}/${name}`;
  const rename = (expression: Expression): Expression => {
    switch (expression.op) {
      case 'and':
      case 'or':
        return { op: expression.op, of: expression.of.map(rename) };
      case 'not':
        return { op: 'not', of: rename(expression.of) };
      case 'selection':
        return { op: 'selection', name: own(expression.name) };
      case 'match':
        return expression;
    }
  };
  const selections = Object.entries(filter.detection.selections).map(
    ([name, content]) => [own(name), content] as const,
  );
  const narrowing: Expression = { op: 'or', of: filter.detection.conditions.map(rename) };
  return {
    selections: { ...detection.selections, ...Object.fromEntries(selections) },
    conditions: detection.conditions.map((condition) => ({ op: 'and', of: [condition, narrowing] })),
  };
};

/** Replaces tests one by one; what has no changed test stays the same object. */
const mapTests = (detection: Detection, change: (test: Test) => readonly Test[]): Detection => {
  const walk = (expression: Expression): Expression => {
    switch (expression.op) {
      case 'and':
      case 'or': {
        const of = expression.of.map(walk);
        return of.every((part, index) => part === expression.of[index]) ? expression : { op: expression.op, of };
      }
      case 'not': {
        const of = walk(expression.of);
        return of === expression.of ? expression : { op: 'not', of };
      }
      case 'selection':
        return expression;
      case 'match':
        return changeMatch(expression, change);
    }
  };
  const changed = Object.entries(detection.selections).map(([name, content]) => [name, walk(content)] as const);
  const same = changed.every(([name, content]) => content === detection.selections[name]);
  return same ? detection : { ...detection, selections: Object.fromEntries(changed) };
};

const changeMatch = (match: Match, change: (test: Test) => readonly Test[]): Match => {
  const tests = match.tests.map((test): Test => {
    const changed = change(test);
    const [only] = changed;
    return only && changed.length === 1 ? only : { is: 'any', of: changed };
  });
  return tests.every((test, index) => test === match.tests[index]) ? match : { ...match, tests };
};

/** One test for each combination of values of its placeholders. */
const fill = (test: Test, placeholders: Placeholders, missing: Set<string>): readonly Test[] => {
  const valuesOf = (name: string): readonly string[] => {
    const values = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
    if (!values || values.length === 0) missing.add(name);
    return values ?? [];
  };
  if (test.is === 'any') {
    const of = test.of.flatMap((one) => fill(one, placeholders, missing));
    return of.every((one, index) => one === test.of[index]) ? [test] : of;
  }
  if (test.is === 'cidr' && test.network.startsWith('%')) {
    return valuesOf(test.network.slice(1, -1)).flatMap((network) => {
      if (parseNetwork(network)) return [{ is: 'cidr', network } as const];
      missing.add(`${test.network.slice(1, -1)} (${network} is no network)`);
      return [];
    });
  }
  if (test.is !== 'text' || !test.pattern.some((part) => typeof part === 'object')) return [test];
  let filled: Pattern[] = [[]];
  for (const part of test.pattern) {
    const options = typeof part === 'object' ? valuesOf(part.placeholder).map(parsePattern) : [[part]];
    filled = filled.flatMap((start) => options.map((option) => joinPatterns(start, option)));
  }
  return filled.map((pattern) => ({ ...test, pattern }));
};
