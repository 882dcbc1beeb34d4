import { isTypeName, uuidStart } from '../common/identifier.ts';
import type { Target } from '../specification/kind.ts';
import { categoryOf } from '../specification/object-types.ts';
import { show } from './report.ts';
import type { Check } from './values.ts';

/** The id of an object of an allowed type; a custom type is always allowed, because its category can't be known. */
export function referenceCheck(to: readonly Target[], clause: string): Check {
  const isAllowed = (type: string): boolean => {
    const category = categoryOf(type);
    return to.includes(type) || (category === undefined ? type !== 'bundle' : to.includes(category));
  };
  // Types are few: the answer for each is worked out once.
  const allowed = new Map<string, boolean>();
  return (value, parent, key, report) => {
    const start = typeof value === 'string' ? uuidStart(value) : -1;
    const type = start > 0 ? (value as string).slice(0, start) : '';
    let verdict = allowed.get(type);
    if (verdict === undefined) {
      if (!isTypeName(type)) {
        report.must(
          'bad-identifier',
          parent,
          key,
          `${show(value)} is not an identifier of the form object-type--UUID`,
          '2.9',
        );
        return;
      }
      verdict = isAllowed(type);
      if (categoryOf(type) !== undefined) allowed.set(type, verdict);
    }
    if (!verdict)
      report.must('wrong-reference', parent, key, `refers to ${type}, but only to ${to.join(', ')} is allowed`, clause);
  };
}
