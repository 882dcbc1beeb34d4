import { compareTimestamps, isTimestamp } from '../common/timestamp.ts';
import type { Rule } from '../specification/kind.ts';
import type { Report } from './report.ts';
import type { JsonObject } from './values.ts';

type Condition = (object: JsonObject, path: string, report: Report) => void;

/** Turns a rule over several properties into a function. */
export function compileRule(rule: Rule, clause: string): Condition {
  switch (rule.rule) {
    case 'at-least-one':
      return (object, path, report) => {
        if (rule.of.some((name) => has(object, name))) return;
        report.must('missing-property', path, '', `at least one of ${rule.of.join(', ')} is required`, clause);
      };
    case 'exactly-one':
      return (object, path, report) => {
        if (rule.of.filter((name) => has(object, name)).length === 1) return;
        report.must('not-exactly-one', path, '', `exactly one of ${rule.of.join(', ')} is required`, clause);
      };
    case 'not-before':
    case 'after':
      return orderCondition(rule.earlier, rule.later, rule.rule === 'after', clause);
    case 'needs':
      return (object, path, report) => {
        if (!applies(object, rule)) return;
        for (const name of rule.needs) {
          if (!has(object, name))
            report.must('missing-property', path, name, `${name} is required because of ${rule.property}`, clause);
        }
      };
    case 'forbids':
      return (object, path, report) => {
        if (!applies(object, rule)) return;
        for (const name of rule.forbids) {
          if (has(object, name))
            report.must('forbidden-property', path, name, `${name} is not allowed because of ${rule.property}`, clause);
        }
      };
  }
}

/** Two timestamps in order; bad ones have been reported already. */
export function orderCondition(earlier: string, later: string, strictly: boolean, clause: string): Condition {
  return (object, path, report) => {
    const [first, second] = [object[earlier], object[later]];
    if (typeof first !== 'string' || typeof second !== 'string' || !isTimestamp(first) || !isTimestamp(second)) return;
    const order = compareTimestamps(second, first);
    if (order > 0 || (order === 0 && !strictly)) return;
    report.must(
      'wrong-order',
      path,
      later,
      `${later} (${second}) must ${strictly ? 'be after' : 'not be before'} ${earlier} (${first})`,
      clause,
    );
  };
}

const has = (object: JsonObject, name: string): boolean => Object.hasOwn(object, name);

const applies = (object: JsonObject, rule: { readonly property: string; readonly is?: unknown }): boolean =>
  has(object, rule.property) && (rule.is === undefined || object[rule.property] === rule.is);
