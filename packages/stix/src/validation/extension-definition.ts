import { isPropertyName } from '../common/identifier.ts';
import { join, show, type Report } from './report.ts';
import type { JsonObject } from './values.ts';

/** What is particular to extension-definitions: STIX 2.1 §7.3. */
export function checkExtensionDefinition(object: JsonObject, path: string, report: Report): void {
  const { extension_types: types, extension_properties: properties } = object;
  const isTopLevel = Array.isArray(types) && types.includes('toplevel-property-extension');
  if (Array.isArray(properties)) {
    if (!isTopLevel) {
      report.must(
        'forbidden-property',
        path,
        'extension_properties',
        'only a toplevel-property-extension has them',
        '7.3',
      );
    }
    for (const [index, name] of properties.entries()) {
      if (typeof name === 'string' && isPropertyName(name)) continue;
      report.must(
        'bad-property-name',
        join(path, 'extension_properties'),
        index,
        `${show(name)} is not a property name`,
        '3.1',
      );
    }
  } else if (isTopLevel) {
    report.should(
      'extension-properties',
      path,
      'extension_properties',
      'the new top-level properties should be listed',
      '7.3',
    );
  }
  if (object['description'] === undefined) {
    report.should(
      'extension-description',
      path,
      'description',
      'a description should say what the extension is for',
      '7.3',
    );
  }
}
