import type { Comparison, Correlation, CorrelationType, RuleHeader } from '../rule/rule.ts';
import { isObject } from '../evaluate/values.ts';
import { hasNegation } from '../rule/negation.ts';
import { parseCondition } from './condition.ts';
import { texts } from './header.ts';
import type { Issues } from './issues.ts';

const CLAUSE = 'Sigma correlations 2.1';
const TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const satisfies CorrelationType[];
const COMPARISONS: readonly string[] = ['lt', 'lte', 'gt', 'gte', 'eq', 'neq'] satisfies Comparison[];
const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};
/** Rank when a rule gives none: the specification's own example compares with the median. */
const DEFAULT_PERCENTILE = 50;

/** Reads the `correlation` section of a document. */
export const readCorrelation = (
  header: RuleHeader,
  section: unknown,
  generate: unknown,
  issues: Issues,
): Correlation | undefined => {
  const root = 'correlation';
  if (!isObject(section)) return issues.report([root], 'correlation-type', 'must be a mapping', CLAUSE);
  const type = TYPES.find((known) => known === section['type']);
  if (!type) return issues.report([root, 'type'], 'correlation-type', `must be one of ${TYPES.join(', ')}`, CLAUSE);
  const rules = texts(section['rules']);
  if (rules.length === 0) issues.report([root, 'rules'], 'rules-missing', 'name at least one rule', CLAUSE);
  const timespan = readTimespan(section['timespan']);
  if (timespan === undefined) {
    issues.report([root, 'timespan'], 'timespan', 'a number and one of s, m, h, d, such as 5m', CLAUSE);
  }
  const temporal = type === 'temporal' || type === 'temporal_ordered';
  const measure = readMeasure(section['condition'], type, rules, issues);
  if (!measure || timespan === undefined || issues.list.length > 0) return undefined;
  if (!temporal && measure.bounds.length === 0) {
    return issues.report([root, 'condition'], 'condition-missing', 'needs one of gt, gte, lt, lte, eq, neq', CLAUSE);
  }
  return {
    kind: 'correlation',
    ...header,
    type,
    rules,
    groupBy: texts(section['group-by']),
    timespan,
    ...measure,
    aliases: readAliases(section['aliases'], issues),
    generate: (section['generate'] ?? generate) === true,
  };
};

const readTimespan = (value: unknown): number | undefined => {
  const [, amount, unit] = /^(\d{1,9})([smhdwMy])$/.exec(String(value)) ?? [];
  const seconds = Number(amount) * (UNITS[unit ?? ''] ?? Number.NaN);
  return seconds > 0 ? seconds * 1000 : undefined;
};

type Measure = Pick<Correlation, 'bounds' | 'valueFields' | 'percentile' | 'condition'>;

const readMeasure = (
  value: unknown,
  type: CorrelationType,
  rules: readonly string[],
  issues: Issues,
): Measure | undefined => {
  const at = ['correlation', 'condition'];
  const temporal = type === 'temporal' || type === 'temporal_ordered';
  if (temporal && (value === undefined || value === null)) return { bounds: [], valueFields: [] };
  if (temporal && typeof value === 'string') {
    const condition = parseCondition(value, rules);
    if ('refused' in condition) return issues.report(at, 'condition-refused', condition.refused, CLAUSE);
    if (type === 'temporal_ordered' && hasNegation(condition)) {
      return issues.report(at, 'condition-refused', 'what did not happen has no place in an order', CLAUSE);
    }
    return { bounds: [], valueFields: [], condition };
  }
  if (!isObject(value)) return issues.report(at, 'condition-missing', 'must be a mapping such as {gte: 10}', CLAUSE);
  const bounds: { is: Comparison; value: number }[] = [];
  let percentile = type === 'value_percentile' ? DEFAULT_PERCENTILE : undefined;
  for (const [key, raw] of Object.entries(value)) {
    if (key === 'field') continue;
    const number = typeof raw === 'bigint' || typeof raw === 'number' ? Number(raw) : Number.NaN;
    if (Number.isNaN(number)) return issues.report([...at, key], 'condition-refused', 'must be a number', CLAUSE);
    if (key === 'percentile' && number >= 0 && number <= 100) percentile = number;
    else if (isComparison(key)) bounds.push({ is: key, value: number });
    else return issues.report([...at, key], 'condition-refused', `«${key}: ${number}» is not defined`, CLAUSE);
  }
  if (type === 'temporal_ordered' && bounds.length > 0) {
    return issues.report(at, 'condition-refused', 'an order has no count; name its rules in a condition', CLAUSE);
  }
  const valueFields = texts(value['field']);
  if (type.startsWith('value_') && valueFields.length === 0) {
    return issues.report([...at, 'field'], 'field-missing', `${type} needs the field whose values it takes`, CLAUSE);
  }
  return { bounds, valueFields, ...(percentile !== undefined && { percentile }) };
};

const isComparison = (key: string): key is Comparison => COMPARISONS.includes(key);

const readAliases = (value: unknown, issues: Issues): Correlation['aliases'] => {
  if (value === undefined || value === null) return {};
  const aliases: Record<string, Record<string, string>> = {};
  for (const [alias, fields] of Object.entries(isObject(value) ? value : {})) {
    if (!isObject(fields)) {
      issues.report(['correlation', 'aliases', alias], 'alias-type', 'must map rules to their fields', CLAUSE);
      continue;
    }
    aliases[alias] = Object.fromEntries(
      Object.entries(fields).flatMap(([rule, field]) => (typeof field === 'string' ? [[rule, field]] : [])),
    );
  }
  return aliases;
};
