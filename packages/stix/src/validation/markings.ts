import { parseSelector, select } from '../markings/selector.ts';
import { join, show, type Report } from './report.ts';
import { isObject, type JsonObject } from './values.ts';

/** What tables can't say of markings: selectors pick something, and no marking marks itself (STIX 2.1 §7.2.2, §7.2.3). */
export function checkMarkings(object: JsonObject, path: string, report: Report): void {
  const { object_marking_refs: references, granular_markings: granular } = object;
  const isMarking = object['type'] === 'marking-definition';
  if (isMarking && Array.isArray(references) && references.includes(object['id'])) {
    report.must('circular-reference', path, 'object_marking_refs', 'a marking must not mark itself', '7.2.2');
  }
  if (!Array.isArray(granular)) return;
  for (const [index, marking] of granular.entries()) {
    if (!isObject(marking)) continue;
    const at = join(join(path, 'granular_markings'), index);
    if (isMarking && marking['marking_ref'] === object['id']) {
      report.must('circular-reference', at, 'marking_ref', 'a marking must not mark itself', '7.2.3');
    }
    const selectors: unknown = marking['selectors'];
    if (!Array.isArray(selectors)) continue;
    for (const [position, text] of selectors.entries()) {
      if (typeof text !== 'string') continue;
      const selector = parseSelector(text);
      if (selector && select(object, selector) !== undefined) continue;
      const problem = selector ? 'picks nothing of this object' : 'is not a selector';
      report.must('bad-selector', join(at, 'selectors'), position, `${show(text)} ${problem}`, '7.2.3.1');
    }
  }
}
