import { TLP_1 } from '../markings/tlp.ts';
import { compareTimestamps, isTimestamp } from '../common/timestamp.ts';
import { statementDefinition, tlpDefinition } from '../specification/meta-objects.ts';
import { compileProperties } from './properties.ts';
import { join, show, type Report } from './report.ts';
import { checkAnything, isObject, type JsonObject } from './values.ts';

const statement = compileProperties(statementDefinition);
const tlp = compileProperties(tlpDefinition);

/** What is particular to marking definitions: STIX 2.1 §7.2.1. */
export function checkMarkingDefinition(object: JsonObject, path: string, report: Report): void {
  const { definition, definition_type: type } = object;
  if (definition === undefined) return;
  if (!isObject(definition)) {
    report.must('wrong-type', path, 'definition', `must be an object, not ${show(definition)}`, '7.2.1');
    return;
  }
  const at = join(path, 'definition');
  if (type === 'statement') statement(definition, at, report);
  else if (type === 'tlp') {
    tlp(definition, at, report);
    if (!isStandardTlp(object, definition)) {
      report.must(
        'not-standard-tlp',
        path,
        '',
        'is none of the TLP markings that the specification defines',
        '7.2.1.4',
      );
    }
  } else {
    checkAnything(definition, path, 'definition', report);
    const message = `should be statement or tlp, not ${show(type)}; other markings should come by an extension`;
    report.should('marking-definition-type', path, 'definition_type', message, '7.2.1');
  }
}

function isStandardTlp(object: JsonObject, definition: JsonObject): boolean {
  const level = `TLP:${String(definition['tlp']).toUpperCase()}`;
  const standard = Object.values(TLP_1).find(({ name }) => name === level);
  const created = object['created'];
  if (!standard?.created || typeof created !== 'string' || !isTimestamp(created)) return false;
  return object['id'] === standard.id && compareTimestamps(created, standard.created) === 0;
}
