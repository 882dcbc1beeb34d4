import { canonicalJson } from '../common/canonical-json.ts';
import { checkObject } from './object.ts';
import { join, show, type Report } from './report.ts';
import { isObject, type JsonObject } from './values.ts';

/** Judges a bundle and each object in it: STIX 2.1 §8. */
export function checkBundle(bundle: JsonObject, report: Report): void {
  checkObject(bundle, '', report);
  const objects = bundle['objects'];
  if (objects === undefined) return;
  if (!Array.isArray(objects) || objects.length === 0) {
    report.must('wrong-type', '', 'objects', `must be a non-empty list, not ${show(objects)}`, '8');
    return;
  }
  const inVersion20 = bundle['spec_version'] === '2.0';
  const versions = new Map<string, number>();
  for (const [index, object] of objects.entries()) {
    const path = join('objects', index);
    if (isObject(object) && object['type'] === 'bundle') {
      report.must('nested-bundle', path, '', 'a bundle is not an object that a bundle may hold', '8');
      continue;
    }
    const issues = report.total;
    checkObject(object, path, report, inVersion20);
    // What is not valid may be circular, and has its issues already.
    if (report.total === issues) checkVersion(object, index, objects, versions, report);
  }
}

/** Two objects with the same id and version must be the same object: STIX 2.1 §3.6. */
function checkVersion(
  object: unknown,
  index: number,
  objects: readonly unknown[],
  versions: Map<string, number>,
  report: Report,
): void {
  if (!isObject(object)) return;
  const version = JSON.stringify([object['id'], object['modified'] ?? object['created']]);
  const earlier = versions.get(version);
  if (earlier === undefined) {
    versions.set(version, index);
    return;
  }
  const message = `has the id and version of objects/${earlier}`;
  if (canonicalJson(object) === canonicalJson(objects[earlier])) {
    report.should('duplicate-ids', join('objects', index), 'id', message, '3.6');
  } else report.must('conflicting-version', join('objects', index), 'id', `${message}, but other content`, '3.6');
}
