import { uuidStart } from '../common/identifier.ts';
import { categoryOf } from '../specification/object-types.ts';
import { isNamedRelationship } from '../specification/relationships.ts';
import { show, type Report } from './report.ts';
import type { JsonObject } from './values.ts';

/** What is particular to relationships: their type SHOULD be one that the specification has for both ends (§5.1). */
export function checkRelationship(object: JsonObject, path: string, report: Report): void {
  const { relationship_type: type, source_ref: source, target_ref: target } = object;
  if (typeof type !== 'string' || typeof source !== 'string' || typeof target !== 'string') return;
  if (type.length > 250 || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(type)) {
    report.must(
      'bad-relationship-type',
      path,
      'relationship_type',
      `${show(type)} must be lower case with hyphens`,
      '5.1',
    );
    return;
  }
  if (!report.strict) return;
  const [from, to] = [source.slice(0, uuidStart(source)), target.slice(0, uuidStart(target))];
  // What a custom type may be related to is for its definition to say.
  if (categoryOf(from) === undefined || categoryOf(to) === undefined || isNamedRelationship(from, type, to)) return;
  report.should(
    'relationship-types',
    path,
    'relationship_type',
    `the specification has no ${from} ${type} ${to}`,
    '5.1',
  );
}
