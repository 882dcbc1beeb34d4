import type { Expression, Match, Rule, Test } from '../rule/rule.ts';
import { compileRegex } from '../regex/compile.ts';
import { compare, numberOf } from './compare.ts';
import { datePart } from './date.ts';
import { fold } from './fold.ts';
import { matchesPattern } from './match-pattern.ts';
import { inNetwork, parseAddress, parseNetwork } from './network.ts';
import { type Event, keywordTexts, textOf, valuesOf } from './values.ts';

/** Whether an event matches a rule, by the plain reading of the specification; the fast matcher must agree. */
export const evaluate = (rule: Rule, event: Event): boolean =>
  rule.detection.conditions.some((condition) => holds(condition, rule.detection.selections, event));

/** Whether a condition holds for an event. */
export const holds = (
  expression: Expression,
  selections: { readonly [name: string]: Expression },
  event: Event,
): boolean => {
  switch (expression.op) {
    case 'and':
      return expression.of.every((part) => holds(part, selections, event));
    case 'or':
      return expression.of.some((part) => holds(part, selections, event));
    case 'not':
      return !holds(expression.of, selections, event);
    case 'selection': {
      const selection = selections[expression.name];
      return selection !== undefined && holds(selection, selections, event);
    }
    case 'match':
      return matches(expression, event);
  }
};

/** Whether any, or all, of the values that a rule gives for a field are met by some value of the event. */
export const matches = ({ field, tests, all }: Match, event: Event): boolean => {
  const values = field === null ? keywordTexts(event) : valuesOf(event, field);
  const meets = (test: Test): boolean => passes(test, values, event);
  return all ? tests.every(meets) : tests.some(meets);
};

/** Whether one test is met; `values` is `undefined` when the event has no such field. */
export const passes = (test: Test, values: readonly unknown[] | undefined, event: Event): boolean => {
  if (test.is === 'any') return test.of.some((one) => passes(one, values, event));
  if (test.is === 'exists') return (values !== undefined) === test.value;
  if (test.is === 'null') return values === undefined || values.length === 0 || values.includes(null);
  return values !== undefined && values.some((value) => meetsValue(test, value, event));
};

type ValueTest = Exclude<Test, { is: 'any' | 'exists' | 'null' }>;

const meetsValue = (test: ValueTest, value: unknown, event: Event): boolean => {
  switch (test.is) {
    case 'number':
      return value === test.value || (typeof value === 'string' && fold(value) === fold(String(test.value)));
    case 'compare': {
      const number = test.part ? datePart(value, test.part) : numberOf(value);
      return number !== undefined && compare(number, test.by, test.value);
    }
    case 'boolean':
    case 'text':
    case 'regex':
    case 'cidr':
    case 'field': {
      const text = textOf(value);
      return text !== undefined && meetsText(test, text, event);
    }
  }
};

const meetsText = (
  test: Extract<ValueTest, { is: 'boolean' | 'text' | 'regex' | 'cidr' | 'field' }>,
  text: string,
  event: Event,
): boolean => {
  switch (test.is) {
    case 'boolean':
      return fold(text) === String(test.value);
    case 'text':
      return matchesPattern(test.pattern, text, test.cased === true);
    case 'regex':
      return compileRegex(test.source, test.flags).test(text);
    case 'cidr': {
      const network = parseNetwork(test.network);
      const address = parseAddress(text);
      return network !== undefined && address !== undefined && inNetwork(address, network);
    }
    case 'field':
      return (valuesOf(event, test.field) ?? []).some((other) => {
        const wanted = textOf(other);
        return wanted !== undefined && relates(test.how, ...cases(text, wanted, test.cased === true));
      });
  }
};

const cases = (text: string, wanted: string, cased: boolean): [string, string] =>
  cased ? [text, wanted] : [fold(text), fold(wanted)];

const relates = (how: 'equals' | 'startswith' | 'endswith' | 'contains', text: string, wanted: string): boolean => {
  switch (how) {
    case 'equals':
      return text === wanted;
    case 'startswith':
      return text.startsWith(wanted);
    case 'endswith':
      return text.endsWith(wanted);
    case 'contains':
      return text.includes(wanted);
  }
};
