import { isObject } from '../evaluate/values.ts';
import type { Detection, Expression } from '../rule/rule.ts';
import { parseCondition } from './condition.ts';
import type { Path } from './document.ts';
import type { Issues } from './issues.ts';
import { readModifiers } from './modifiers.ts';

const CLAUSE = 'Sigma rules 2.1, Detection';

/** Reads the selections and conditions of a rule's `detection` or of a `filter`; `reserved` names are no selections. */
export const readDetection = (
  value: Record<string, unknown>,
  path: Path,
  reserved: readonly string[],
  issues: Issues,
): Detection | undefined => {
  const selections: Record<string, Expression> = {};
  let complete = true;
  for (const [name, content] of Object.entries(value)) {
    if (reserved.includes(name)) continue;
    const selection = readSelection(content, [...path, name], issues);
    if (selection) Object.defineProperty(selections, name, { value: selection, enumerable: true });
    else complete = false;
  }
  const conditions: Expression[] = [];
  const texts: unknown[] = Array.isArray(value['condition']) ? value['condition'] : [value['condition']];
  const names = Object.keys(value).filter((name) => !reserved.includes(name));
  for (const [index, text] of texts.entries()) {
    const at = Array.isArray(value['condition']) ? [...path, 'condition', index] : [...path, 'condition'];
    if (typeof text !== 'string') {
      issues.report(at, 'condition-missing', 'a condition is a text over the names of selections', CLAUSE);
      complete = false;
      continue;
    }
    const condition = parseCondition(text, names);
    if ('refused' in condition) {
      issues.report(at, 'condition-refused', condition.refused, 'Sigma rules 2.1, Condition');
      complete = false;
    } else conditions.push(condition);
  }
  if (texts.length === 0) issues.report([...path, 'condition'], 'condition-missing', 'there is no condition', CLAUSE);
  return complete && conditions.length > 0 ? { selections, conditions } : undefined;
};

/** A mapping is «and», a list «or», a bare value a keyword. */
const readSelection = (content: unknown, path: Path, issues: Issues): Expression | undefined => {
  if (Array.isArray(content)) return readList(content, path, issues);
  if (!isObject(content)) return readItem('', [content], path, issues);
  const items = Object.entries(content).map(([key, value]) => {
    const at = [...path, key];
    // Below a key a list means values; a mapping there has no meaning in Sigma.
    return readItem(key, Array.isArray(value) ? value : [value], at, issues);
  });
  return joined('and', items, path, issues);
};

const readList = (content: readonly unknown[], path: Path, issues: Issues): Expression | undefined => {
  const isNested = (entry: unknown): boolean => isObject(entry) || Array.isArray(entry);
  const keywords = content.filter((entry) => !isNested(entry));
  const nested = content.flatMap((entry, index) =>
    isNested(entry) ? [readSelection(entry, [...path, index], issues)] : [],
  );
  return joined(
    'or',
    [...(keywords.length > 0 ? [readItem('', keywords, path, issues)] : []), ...nested],
    path,
    issues,
  );
};

const joined = (
  op: 'and' | 'or',
  parts: readonly (Expression | undefined)[],
  path: Path,
  issues: Issues,
): Expression | undefined => {
  const of = parts.filter((part) => part !== undefined);
  if (parts.length === 0) return issues.report(path, 'selection-empty', 'a selection without content', CLAUSE);
  if (of.length < parts.length) return undefined;
  return of.length === 1 ? of[0] : { op, of };
};

/** One key with its values: `Field|modifier|modifier: value`; an empty field name means keywords. */
const readItem = (key: string, values: readonly unknown[], path: Path, issues: Issues): Expression | undefined => {
  const [field = '', ...names] = key.split('|');
  const modifiers = readModifiers(names, field === '');
  if ('refused' in modifiers) {
    return issues.report(path, 'modifier-refused', modifiers.refused, 'Sigma modifiers appendix 2.1');
  }
  if (values.length === 0) return issues.report(path, 'value-missing', 'an empty list can match nothing', CLAUSE);
  const tests = values.map((value, index) => {
    const test = modifiers.read(value);
    if (!('refused' in test)) return test;
    return issues.report([...path, index], 'value-refused', test.refused, 'Sigma modifiers appendix 2.1');
  });
  const read = tests.filter((test) => test !== undefined);
  if (read.length < tests.length) return undefined;
  if (field === '' && read.some((test) => test.is === 'null')) {
    return issues.report(path, 'value-refused', 'a keyword has a value', CLAUSE);
  }
  const match: Expression = {
    op: 'match',
    field: field === '' ? null : field,
    tests: read,
    ...(modifiers.all && { all: true }),
  };
  return modifiers.negated ? { op: 'not', of: match } : match;
};
