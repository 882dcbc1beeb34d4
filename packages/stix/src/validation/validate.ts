import { ok, type Result } from '@sanad/result';
import type { Bundle, StixObject } from '../common/stix-object.ts';
import { checkBundle } from './bundle.ts';
import { parseJson } from './json-text.ts';
import { checkObject } from './object.ts';
import { Report, type ValidateOptions } from './report.ts';
import { isObject } from './values.ts';

/**
 * Judges a STIX 2.1 object or bundle, as text or parsed: plainly by what the specification requires, with `strict` also by
 * what it recommends. The answer holds the input as it was, or every issue with its code, path and clause.
 *
 * @example
 * const result = validate('{"type": "ipv4-addr", "id": "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4", "value": "198.51.100.3"}');
 * if (!result.ok) for (const issue of result.issues) console.error(issue.path, issue.message, issue.spec);
 */
export function validate(input: string | object, options: ValidateOptions = {}): Result<StixObject | Bundle> {
  if (typeof input === 'string') {
    const parsed = parseJson(input);
    return parsed.ok ? judge(parsed.value, options) : parsed;
  }
  return judge(input, options);
}

function judge(input: unknown, options: ValidateOptions): Result<StixObject | Bundle> {
  const report = new Report(options);
  if (isObject(input) && input['type'] === 'bundle') checkBundle(input, report);
  else checkObject(input, '', report);
  return report.issues.length === 0 ? ok(input as StixObject | Bundle) : { ok: false, issues: report.issues };
}
