import type { Kind } from '../specification/kind.ts';
import { join, show, type Report } from './report.ts';
import { checkList, checkSize, isObject, type Check } from './values.ts';

/** A non-empty list whose items pass a check. */
export function listCheck(item: Check): Check {
  return (value, parent, key, report) => {
    if (!checkList(value, parent, key, report)) return;
    const path = join(parent, key);
    for (let index = 0; index < value.length; index += 1) item(value[index], path, index, report);
  };
}

/** A dictionary (STIX 2.1 §2.3) whose keys and values pass a check. */
export function dictionaryCheck(item: Check, checkKey: (key: string, path: string, report: Report) => void): Check {
  return (value, parent, key, report) => {
    if (!isObject(value)) {
      report.must('wrong-type', parent, key, `must be an object, not ${show(value)}`, '2.3');
      return;
    }
    const path = join(parent, key);
    const names = Object.keys(value);
    if (names.length === 0) report.must('empty-dictionary', parent, key, 'must have at least one key', '2.3');
    if (!checkSize(names, path, report)) return;
    for (const name of names) {
      checkKey(name, path, report);
      item(value[name], path, name, report);
    }
  };
}

/** Any of several kinds that their JSON types tell apart; what fits none is judged by the first. */
export function eitherCheck(kinds: readonly { readonly kind: Kind['kind']; readonly check: Check }[]): Check {
  const [first] = kinds;
  if (!first) throw new Error('an either without kinds');
  return (value, parent, key, report) => {
    const fitting = kinds.find(({ kind }) => jsonType(kind) === (Array.isArray(value) ? 'list' : typeof value));
    (fitting ?? first).check(value, parent, key, report);
  };
}

const jsonType = (kind: Kind['kind']): string => (kind === 'integer' || kind === 'float' ? 'number' : kind);
