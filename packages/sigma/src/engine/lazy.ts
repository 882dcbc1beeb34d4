import { compare, numberOf } from '../evaluate/compare.ts';
import { datePart } from '../evaluate/date.ts';
import { passes } from '../evaluate/evaluate.ts';
import { fold } from '../evaluate/fold.ts';
import { inNetwork, parseAddress, parseNetwork } from '../evaluate/network.ts';
import { type Event, textOf } from '../evaluate/values.ts';
import { compileRegex } from '../regex/compile.ts';
import type { Test } from '../rule/rule.ts';
import { type Needle, needlesOf } from './needle.ts';

/**
 * Decides tests when a rule asks for them, on the values that `read` finds, with what they need prepared once. `onCut`
 * is called when a value is longer than a regular expression looks at.
 */
export const lazyPredicate = (
  read: (event: Event) => readonly unknown[] | undefined,
  tests: readonly Test[],
  onCut: () => void,
): ((event: Event) => boolean) => {
  const texts = tests.filter(isText);
  const meets = textPredicate(texts, fold);
  const checks = [
    ...(meets ? [someText(meets)] : []),
    ...tests.filter((test) => !isText(test)).map((test) => valueCheck(test, onCut)),
  ];
  return (event) => {
    const values = read(event);
    return checks.some((check) => check(values, event));
  };
};

/** Decides tests that only look at a value's text; `undefined` if there are others, or none. */
export const textPredicate = (
  tests: readonly Test[],
  foldText: (text: string) => string,
): ((text: string) => boolean) | undefined => {
  if (tests.length === 0 || !tests.every(isText)) return undefined;
  const checks = tests.flatMap(needlesOfTest).map(needleCheck);
  return (text) => {
    const folded = foldText(text);
    for (const check of checks) if (check(text, folded)) return true;
    return false;
  };
};

const isText = (test: Test): boolean => test.is === 'text' || test.is === 'number' || test.is === 'boolean';

const needlesOfTest = (test: Test): Needle[] => {
  if (test.is === 'text') return needlesOf(test.pattern, test.cased === true);
  if (test.is === 'number' || test.is === 'boolean') return [{ place: 'whole', literal: fold(String(test.value)) }];
  return [];
};

const needleCheck = ({ place, literal, confirm }: Needle): ((text: string, folded: string) => boolean) => {
  if (confirm) return confirm;
  switch (place) {
    case 'whole':
      return (_, folded) => folded === literal;
    case 'start':
      return (_, folded) => folded.startsWith(literal);
    case 'end':
      return (_, folded) => folded.endsWith(literal);
    case 'anywhere':
    case 'pattern':
      return (_, folded) => folded.includes(literal);
  }
};

type Check = (values: readonly unknown[] | undefined, event: Event) => boolean;

/** As `passes`, for what is no text. */
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
