import { isPropertyName } from '../common/identifier.ts';
import { show, type Report } from './report.ts';
import { checkAnything } from './values.ts';

/**
 * What surrounds a property that the specification doesn't name: a type of the specification, one with a top-level
 * property extension, a custom type, an object inside another, or an extension.
 */
export type Surroundings = 'object' | 'extended' | 'custom' | 'nested' | 'extension';

/** Names that no custom property may have: STIX 2.1 §3.8. */
const RESERVED = new Set(['severity', 'username', 'phone_numbers', 'action']);

/** A property that the specification does not define for its object: STIX 2.1 §11.1 and §7.3. */
export function checkCustomProperty(
  name: string,
  value: unknown,
  path: string,
  report: Report,
  surroundings: Surroundings,
): void {
  if (!isPropertyName(name)) {
    report.must(
      'bad-property-name',
      path,
      name,
      'a property is named by 3 to 250 of a–z, 0–9 and _, a letter first',
      '3.1',
    );
    return;
  }
  if (RESERVED.has(name) && surroundings !== 'nested' && surroundings !== 'extension') {
    report.must('reserved-property', path, name, `the name ${name} is reserved`, '3.8');
  }
  checkAnything(value, path, name, report);
  if (!report.strict || surroundings === 'custom' || surroundings === 'extension') return;
  if (report.options.strictProperties) {
    report.must('unknown-property', path, name, `the specification does not define ${name} here`, '11.1');
  }
  recommendPrefix('property', name, name, '_', path, report, surroundings === 'extended');
}

/**
 * What is not of the specification should come by an extension definition; where that recommendation is disabled, the
 * older ones apply: a prefix `x` with the name of its source, or at least `x`.
 */
export function recommendPrefix(
  what: string,
  name: string,
  key: string,
  separator: '_' | '-',
  path: string,
  report: Report,
  covered: boolean,
): void {
  if (report.checks('extensions-use')) {
    if (covered) return;
    report.should(
      'extensions-use',
      path,
      key,
      `the custom ${what} ${show(name)} should be defined by an extension`,
      '11',
    );
  } else if (report.checks('custom-prefix')) {
    if (WITH_SOURCE[separator].test(name)) return;
    const wanted = ['x', 'source', 'name'].join(separator);
    report.should('custom-prefix', path, key, `the custom ${what} ${show(name)} should be named ${wanted}`, '11');
  } else if (!name.startsWith(`x${separator}`)) {
    report.should(
      'custom-prefix-lax',
      path,
      key,
      `the custom ${what} ${show(name)} should begin with x${separator}`,
      '11',
    );
  }
}

const WITH_SOURCE = { _: /^x_[a-z0-9]+_[a-z0-9_]+$/, '-': /^x-[a-z0-9]+-[a-z0-9-]+$/ };
