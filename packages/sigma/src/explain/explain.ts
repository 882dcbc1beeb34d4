import { passes } from '../evaluate/evaluate.ts';
import { type Event, keywordTexts, textOf, valuesOf } from '../evaluate/values.ts';
import { describeTest } from '../rule/describe.ts';
import type { Expression, Match, Rule, Test } from '../rule/rule.ts';

/** Why a part of a rule holds or does not hold for an event. */
export interface Explanation {
  readonly holds: boolean;
  /** The part in words, such as `Image ends with …`. */
  readonly says: string;
  /** Of a test on a field: what the event has there, cut to a readable length. */
  readonly found?: readonly string[];
  readonly parts: readonly Explanation[];
}

/** Longest text of an event that an explanation repeats, and most values of one field. */
const MAX_TEXT = 200;
const MAX_VALUES = 10;

/** Says part by part why a rule matches an event or not; the root stands for the rule. */
export const explain = (rule: Rule, event: Event): Explanation => {
  const { conditions, selections } = rule.detection;
  const parts = conditions.map((condition) => explainPart(condition, selections, event));
  return { holds: parts.some(({ holds }) => holds), says: rule.title, parts };
};

const explainPart = (
  expression: Expression,
  selections: { readonly [name: string]: Expression },
  event: Event,
): Explanation => {
  const part = (inner: Expression): Explanation => explainPart(inner, selections, event);
  switch (expression.op) {
    case 'and': {
      const parts = expression.of.map(part);
      return { holds: parts.every(({ holds }) => holds), says: 'all of', parts };
    }
    case 'or': {
      const parts = expression.of.map(part);
      return { holds: parts.some(({ holds }) => holds), says: 'any of', parts };
    }
    case 'not': {
      const inner = part(expression.of);
      return { holds: !inner.holds, says: 'not', parts: [inner] };
    }
    case 'selection': {
      const selection = selections[expression.name];
      const parts = selection ? [part(selection)] : [];
      return { holds: parts[0]?.holds ?? false, says: expression.name, parts };
    }
    case 'match':
      return explainMatch(expression, event);
  }
};

const explainMatch = ({ field, tests, all }: Match, event: Event): Explanation => {
  const values = field === null ? keywordTexts(event) : valuesOf(event, field);
  const parts = tests.map((test): Explanation => explainTest(test, values, event));
  const holds = all ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
  const quantity = tests.length === 1 ? '' : all ? ' all of' : ' any of';
  return {
    holds,
    says: `${field ?? 'any value'}${quantity}`,
    // A keyword rule's values are the whole event, which would explain nothing.
    ...(field !== null && { found: show(values) }),
    parts,
  };
};

const explainTest = (test: Test, values: readonly unknown[] | undefined, event: Event): Explanation => ({
  holds: passes(test, values, event),
  says: describeTest(test),
  ...(test.is === 'field' && { found: show(valuesOf(event, test.field)) }),
  parts: [],
});

const show = (values: readonly unknown[] | undefined): string[] =>
  (values ?? []).slice(0, MAX_VALUES).map((value) => {
    const text = textOf(value) ?? (value === null ? 'null' : 'an object');
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  });

/** An explanation as indented lines: `+` before what holds, `-` before what does not. */
export const formatExplanation = (explanation: Explanation, depth = 0): string => {
  const found =
    explanation.found &&
    ` — the event has ${explanation.found.map((text) => JSON.stringify(text)).join(', ') || 'no such field'}`;
  const line = `${'  '.repeat(depth)}${explanation.holds ? '+' : '-'} ${explanation.says}${found ?? ''}`;
  return [line, ...explanation.parts.map((part) => formatExplanation(part, depth + 1))].join('\n');
};
