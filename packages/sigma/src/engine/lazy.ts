import { compare, numberOf } from '../evaluate/compare.ts';
import { datePart } from '../evaluate/date.ts';
import { passes } from '../evaluate/evaluate.ts';
import { inNetwork, parseAddress, parseNetwork } from '../evaluate/network.ts';
import { type Event, keywordTexts, fieldReader, textOf } from '../evaluate/values.ts';
import { compileRegex } from '../regex/compile.ts';
import type { Test } from '../rule/rule.ts';

/**
 * Tests that no index answers; they are made only when a rule's other parts leave them to decide. `onCut` is called
 * when a value is longer than a regular expression looks at.
 */
export const lazyPredicate = (
  field: string | null,
  tests: readonly Test[],
  onCut: () => void,
): ((event: Event) => boolean) => {
  const checks = tests.map((test) => valueCheck(test, onCut));
  const read = field === null ? keywordTexts : fieldReader(field);
  return (event) => {
    const values = read(event);
    return checks.some((check) => check(values, event));
  };
};

type Check = (values: readonly unknown[] | undefined, event: Event) => boolean;

/** As `passes`, with what a test needs prepared once. */
const valueCheck = (test: Test, onCut: () => void): Check => {
  switch (test.is) {
    case 'regex': {
      const regex = compileRegex(test.source, test.flags);
      return someText((text) => {
        if (text.length > regex.reach()) onCut();
        return regex.test(text);
      });
    }
    case 'cidr': {
      const network = parseNetwork(test.network);
      return someText((text) => {
        const address = parseAddress(text);
        return network !== undefined && address !== undefined && inNetwork(address, network);
      });
    }
    case 'compare': {
      const { part, by, value: bound } = test;
      const read = (value: unknown): number | undefined => (part ? datePart(value, part) : numberOf(value));
      return (values) =>
        values?.some((value) => {
          const number = read(value);
          return number !== undefined && compare(number, by, bound);
        }) ?? false;
    }
    default:
      return (values, event) => passes(test, values, event);
  }
};

const someText =
  (holds: (text: string) => boolean): Check =>
  (values) =>
    values?.some((value) => {
      const text = textOf(value);
      return text !== undefined && holds(text);
    }) ?? false;
