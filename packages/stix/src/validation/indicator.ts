import { isPropertyName, isTypeName } from '../common/identifier.ts';
import { comparisonTests, parsePattern, type ObjectPath } from '../pattern/index.ts';
import { typeDefinitions } from '../specification/object-types.ts';
import { recommendPrefix } from './custom.ts';
import { show, type Report } from './report.ts';
import type { JsonObject } from './values.ts';

/** What is particular to indicators: STIX 2.1 §4.7, and §9 for the pattern. */
export function checkIndicator(object: JsonObject, path: string, report: Report): void {
  if (object['name'] === undefined || object['description'] === undefined) {
    report.should('indicator-properties', path, '', 'an indicator should have a name and a description', '4.7');
  }
  const pattern = object['pattern'];
  if (object['pattern_type'] !== 'stix' || typeof pattern !== 'string') return;
  const parsed = parsePattern(pattern);
  if (!parsed.ok) {
    for (const { code, path: position, message } of parsed.issues) {
      report.must(code, path, 'pattern', `at ${position} of the pattern: ${message}`, '9');
    }
    return;
  }
  for (const { path: objectPath } of comparisonTests(parsed.value)) checkNames(objectPath, path, report);
}

/** Types and their properties are named in patterns as they are in objects: STIX 2.1 §3.1. */
function checkNames({ objectType, steps }: ObjectPath, path: string, report: Report): void {
  const [first] = steps;
  const property = first?.kind === 'key' ? first.name : undefined;
  if (!isTypeName(objectType))
    report.must('bad-type', path, 'pattern', `${show(objectType)} is not the name of a type`, '3.1');
  if (property !== undefined && !isPropertyName(property)) {
    report.must('bad-property-name', path, 'pattern', `${show(property)} is not a property name`, '3.1');
  }
  if (!report.strict) return;
  const definition = typeDefinitions.get(objectType);
  if (!definition && report.options.strictTypes) {
    report.must('unknown-type', path, 'pattern', `the specification does not define ${objectType}`, '11.2');
  }
  // A pattern has no place to name an extension-definition, so only the older recommendation applies to it.
  if (report.checks('extensions-use')) return;
  if (!definition) recommendPrefix('type', objectType, 'pattern', '-', path, report, false);
  else if (property !== undefined && !(property in definition.properties)) {
    recommendPrefix('property', property, 'pattern', '_', path, report, false);
  }
}
