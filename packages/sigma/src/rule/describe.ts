import { DASH, MANY, type Pattern, formatPattern } from './pattern.ts';
import type { Test } from './rule.ts';

/** A test in words, for messages and explanations. */
export const describeTest = (test: Test): string => {
  switch (test.is) {
    case 'text':
      return `${describePattern(test.pattern)}${test.cased ? ' (with its case)' : ''}`;
    case 'number':
    case 'boolean':
      return `is ${test.value}`;
    case 'null':
      return 'has no value';
    case 'exists':
      return test.value ? 'is there' : 'is not there';
    case 'regex':
      return `matches /${test.source}/${test.flags}`;
    case 'cidr':
      return `is in ${test.network}`;
    case 'compare':
      return `${test.part ? `${test.part} ` : ''}${test.by} ${test.value}`;
    case 'field':
      return `${test.how} the field ${test.field}`;
    case 'any':
      return test.of.map(describeTest).join(', or ');
  }
};

const describePattern = (pattern: Pattern): string => {
  const front = pattern[0] === MANY;
  const back = pattern.length > 1 && pattern.at(-1) === MANY;
  const inner = pattern.slice(front ? 1 : 0, back ? -1 : undefined);
  const place = front && back ? 'contains' : front ? 'ends with' : back ? 'starts with' : 'is';
  if (inner.length === 0) return front ? 'is anything' : 'is empty';
  return `${place} «${formatPattern(inner)}»${inner.includes(DASH) ? ' (with any dash)' : ''}`;
};
