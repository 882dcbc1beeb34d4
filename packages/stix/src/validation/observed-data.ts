import { isTypeName, uuidStart } from '../common/identifier.ts';
import { categoryOf } from '../specification/object-types.ts';
import { join, show, type Report } from './report.ts';
import { isObject, type JsonObject } from './values.ts';

/**
 * What is particular to observed data: the Observable Container of STIX 2.0, which 2.1 still allows (§2.13). Its members
 * have no ids and refer to each other by key, so only their types and references are judged.
 */
export function checkObservedData(object: JsonObject, path: string, report: Report): void {
  checkReferences(object['object_refs'], path, report);
  const container = object['objects'];
  if (container === undefined) return;
  report.should('deprecated-properties', path, 'objects', 'objects is deprecated; use object_refs', '4.14');
  if (!isObject(container) || Object.keys(container).length === 0) {
    report.must('wrong-type', path, 'objects', `must be a non-empty dictionary, not ${show(container)}`, '2.13');
    return;
  }
  const at = join(path, 'objects');
  for (const [key, member] of Object.entries(container)) {
    if (!isObject(member) || typeof member['type'] !== 'string' || !isTypeName(member['type'])) {
      report.must('bad-type', at, key, 'must be an object with the type of a cyber-observable', '2.13');
      continue;
    }
    for (const [name, value] of Object.entries(member)) {
      if (!/_refs?$/.test(name)) continue;
      for (const target of [value].flat()) {
        if (typeof target === 'string' && Object.hasOwn(container, target)) continue;
        report.must('wrong-reference', join(at, key), name, `${show(target)} is not a key of the container`, '2.13');
      }
    }
  }
}

/** STIX 2.1 §4.14: what was observed is at least one cyber-observable; of a custom type it is not known. */
function checkReferences(references: unknown, path: string, report: Report): void {
  if (!Array.isArray(references)) return;
  const isObservable = (id: unknown): boolean => {
    const category = typeof id === 'string' ? categoryOf(id.slice(0, Math.max(uuidStart(id), 0))) : undefined;
    return category === 'sco' || category === undefined;
  };
  if (references.some((id) => isObservable(id))) return;
  report.must('wrong-reference', path, 'object_refs', 'at least one cyber-observable is required', '4.14');
}
