import { MAX_DEPTH, MAX_PROPERTIES } from './json-text.ts';
import { join, show, type Report } from './report.ts';

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Judges a value that stands at `key` in the object or list at `parent`. */
export type Check = (value: unknown, parent: string, key: string | number, report: Report) => void;

/** Tells a JSON object from all other values. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string that every JSON reader and every database can hold: STIX 2.1 §2.15. */
export function checkString(value: unknown, parent: string, key: string | number, report: Report): value is string {
  if (typeof value !== 'string') {
    report.must('wrong-type', parent, key, `must be a string, not ${show(value)}`, '2.15');
    return false;
  }
  if (!value.isWellFormed()) {
    report.must('unpaired-surrogate', parent, key, 'must not have an unpaired surrogate', '2.15');
    return false;
  }
  if (value.includes('\0')) {
    report.must('nul-character', parent, key, 'must not have a NUL character, which databases do not store');
    return false;
  }
  return true;
}

/** A list with at least one item: STIX 2.1 §2.12. */
export function checkList(value: unknown, parent: string, key: string | number, report: Report): value is unknown[] {
  if (!Array.isArray(value)) {
    report.must('wrong-type', parent, key, `must be a list, not ${show(value)}`, '2.12');
    return false;
  }
  if (value.length === 0) {
    report.must('empty-list', parent, key, 'must not be an empty list; leave the property out', '2.12');
    return false;
  }
  return true;
}

/** Whether an object has no more properties than can be judged. */
export function checkSize(names: readonly string[], path: string, report: Report): boolean {
  if (names.length <= MAX_PROPERTIES) return true;
  report.must('too-many-properties', path, '', `more than ${MAX_PROPERTIES} properties in an object`);
  return false;
}

/** A value of no particular kind, as custom properties hold: any JSON but null or an empty list as the whole value. */
export function checkAnything(value: unknown, parent: string, key: string | number, report: Report): void {
  walk(value, parent, key, report, 0);
}

function walk(value: unknown, parent: string, key: string | number, report: Report, depth: number): void {
  switch (typeof value) {
    case 'string':
      checkString(value, parent, key, report);
      return;
    case 'number':
      if (!Number.isFinite(value)) report.must('wrong-type', parent, key, 'must be a finite number', '2.6');
      return;
    case 'boolean':
      return;
    case 'object':
      break;
    default:
      report.must('wrong-type', parent, key, `must be a JSON value, not ${typeof value}`, '2');
      return;
  }
  if (value === null) {
    if (depth === 0) report.must('null-value', parent, key, 'must not be null; leave the property out', '2');
    return;
  }
  // Also ends a circular structure, which only a parsed input can have.
  if (depth > MAX_DEPTH) {
    report.must('too-deep', '', '', `nested deeper than ${MAX_DEPTH} levels`);
    return;
  }
  const path = join(parent, key);
  if (Array.isArray(value)) {
    if (depth === 0 && !checkList(value, parent, key, report)) return;
    for (const [index, item] of value.entries()) walk(item, path, index, report, depth + 1);
    return;
  }
  const names = Object.keys(value);
  if (!checkSize(names, path, report)) return;
  for (const name of names) {
    checkString(name, path, name, report);
    walk((value as JsonObject)[name], path, name, report, depth + 1);
  }
}
