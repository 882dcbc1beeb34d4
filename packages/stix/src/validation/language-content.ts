import { isPropertyName } from '../common/identifier.ts';
import { join, show, type Report } from './report.ts';
import { isObject, type JsonObject } from './values.ts';

/** What is particular to language content: under each language, translations by property name (STIX 2.1 §7.1). */
export function checkLanguageContent(object: JsonObject, path: string, report: Report): void {
  const contents = object['contents'];
  if (!isObject(contents)) return;
  for (const [language, translations] of Object.entries(contents)) {
    const at = join(path, 'contents');
    if (!isObject(translations)) {
      report.must('wrong-type', at, language, `must be an object, not ${show(translations)}`, '7.1');
      continue;
    }
    for (const name of Object.keys(translations)) {
      if (isPropertyName(name)) continue;
      report.must('bad-property-name', join(at, language), name, `${show(name)} is not a property name`, '7.1');
    }
  }
}
