import { compare, numberOf } from '../evaluate/compare.ts';
import { fold } from '../evaluate/fold.ts';
import { textOf } from '../evaluate/values.ts';
import type { Correlation, Expression } from '../rule/rule.ts';

/** One event in a window: when, which of the correlation's rules it matched, and what of it is measured. */
export interface Entry {
  readonly at: number;
  /** Positions of the matched rules in the correlation. */
  readonly rules: readonly number[];
  readonly values: readonly (string | number)[];
  /** Fields that a parent correlation will look at. */
  readonly carried: Readonly<Record<string, unknown>>;
}

/** What a window amounts to, if that meets the correlation's condition; windows include both their ends. */
export const measure = (correlation: Correlation, entries: readonly Entry[], at: number): number | undefined => {
  if (correlation.type === 'temporal') return measureTemporal(correlation, entries);
  if (correlation.type === 'temporal_ordered') return measureOrdered(correlation, entries, at);
  const amount = amountOf(correlation, entries);
  return amount !== undefined && meetsBounds(correlation, amount) ? amount : undefined;
};

const meetsBounds = ({ bounds }: Correlation, amount: number): boolean =>
  bounds.every(({ is, value }) => compare(amount, is, value));

const amountOf = ({ type, percentile = 50 }: Correlation, entries: readonly Entry[]): number | undefined => {
  if (type === 'event_count') return entries.length;
  if (type === 'value_count') return new Set(entries.flatMap(({ values }) => values)).size;
  const numbers = entries.flatMap(({ values }) => values.filter((value) => typeof value === 'number'));
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, value) => total + value, 0);
  if (type === 'value_sum') return sum;
  if (type === 'value_avg') return sum / numbers.length;
  return quantile(numbers, type === 'value_median' ? 50 : percentile);
};

/**
 * What an event adds to a measure: a text for counting, in which the values of several fields stand together, or its
 * numbers. An event that lacks one of the fields has nothing to count, and what is no number is not summed.
 */
export const readMeasured = (correlation: Correlation, read: (field: string) => unknown): Entry['values'] => {
  const values = correlation.valueFields.map(read);
  if (correlation.type !== 'value_count') return values.map(numberOf).filter((value) => value !== undefined);
  const texts = values.map(keyText);
  return texts.every((text) => text !== undefined) ? [JSON.stringify(texts.map(fold))] : [];
};

/** Longer texts are told apart by their beginning, so that a hostile event cannot fill the memory with its values. */
const MAX_KEY = 1024;

/** The text by which values are grouped and counted. */
export const keyText = (value: unknown): string | undefined => textOf(value)?.slice(0, MAX_KEY);

/** Linear interpolation at rank (n − 1)·p/100 of the sorted numbers (Hyndman and Fan 1996, definition 7). */
export const quantile = (numbers: readonly number[], percentile: number): number => {
  const sorted = numbers.toSorted((left, right) => left - right);
  const rank = ((sorted.length - 1) * percentile) / 100;
  const below = sorted[Math.floor(rank)] ?? Number.NaN;
  const above = sorted[Math.ceil(rank)] ?? below;
  return below + (above - below) * (rank - Math.floor(rank));
};

const seenRules = (entries: readonly Entry[]): Set<number> => new Set(entries.flatMap(({ rules }) => rules));

const measureTemporal = (correlation: Correlation, entries: readonly Entry[]): number | undefined => {
  const seen = seenRules(entries);
  const { condition, bounds, rules } = correlation;
  const met = condition
    ? holdsFor(condition, (name) => seen.has(rules.indexOf(name)))
    : bounds.length > 0
      ? meetsBounds(correlation, seen.size)
      : seen.size === rules.length;
  return met ? seen.size : undefined;
};

/** Whether a condition over names of rules holds. */
export const holdsFor = (condition: Expression, isSeen: (name: string) => boolean): boolean => {
  switch (condition.op) {
    case 'and':
      return condition.of.every((part) => holdsFor(part, isSeen));
    case 'or':
      return condition.of.some((part) => holdsFor(part, isSeen));
    case 'not':
      return !holdsFor(condition.of, isSeen);
    case 'selection':
      return isSeen(condition.name);
    case 'match':
      return false;
  }
};

/**
 * Looks for events of the rules in their order with strictly increasing times, the last of them now. Taking the latest
 * possible event for each rule, from the last to the first, finds a sequence if there is one. With a condition, the
 * rules of any of its alternatives are enough.
 */
const measureOrdered = (correlation: Correlation, entries: readonly Entry[], at: number): number | undefined => {
  const all = correlation.rules.map((_, index) => index);
  const alternatives = correlation.condition ? alternativesOf(correlation.condition, correlation.rules) : [all];
  const found = alternatives.find((stages) => inOrder(stages, entries, at));
  return found?.length;
};

const inOrder = (stages: readonly number[], entries: readonly Entry[], at: number): boolean => {
  let before = Infinity;
  let index = entries.length - 1;
  for (const stage of stages.toReversed()) {
    const wanted = (entry: Entry): boolean => entry.at < before && entry.rules.includes(stage);
    while (index >= 0 && !wanted(entries[index] as Entry)) index -= 1;
    if (index < 0) return false;
    const time = (entries[index] as Entry).at;
    if (before === Infinity && time !== at) return false;
    before = time;
  }
  return true;
};

/** The sets of rules, in the correlation's order, of which one must be complete: the condition without brackets. */
const alternativesOf = (condition: Expression, names: readonly string[]): number[][] => {
  if (condition.op === 'selection') return [[names.indexOf(condition.name)]];
  if (condition.op !== 'and' && condition.op !== 'or') return [];
  const parts = condition.of.map((part) => alternativesOf(part, names));
  if (condition.op === 'or') return parts.flat();
  const product = parts.reduce<number[][]>(
    (sets, options) => sets.flatMap((set) => options.map((option) => [...new Set([...set, ...option])])),
    [[]],
  );
  return product.map((set) => set.toSorted((left, right) => left - right));
};
