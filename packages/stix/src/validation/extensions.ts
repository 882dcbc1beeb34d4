import { uuidStart } from '../common/identifier.ts';
import { knownExtensions } from '../specification/known-extensions.ts';
import type { ObjectKind, TypeDefinition } from '../specification/kind.ts';
import { extensionType } from '../specification/vocabularies.ts';
import { checkCustomProperty, recommendPrefix } from './custom.ts';
import { compileProperties, type ObjectCheck } from './properties.ts';
import { join, show, type Report } from './report.ts';
import { checkSize, isObject, type JsonObject } from './values.ts';

const compileAll = (kinds: Readonly<Record<string, ObjectKind>>): ReadonlyMap<string, ObjectCheck> =>
  new Map(Object.entries(kinds).map(([key, kind]) => [key, compileProperties(kind)]));

const known = compileAll(knownExtensions);
const none: ReadonlyMap<string, ObjectCheck> = new Map();
const PREDEFINED_KEY = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*-ext$/;

/** The extensions of an object: predefined ones, those of extension-definitions and custom ones (STIX 2.1 §7.3, §11.3). */
export function compileExtensions(definition?: TypeDefinition): ObjectCheck {
  const predefined = definition?.extensions ? compileAll(definition.extensions) : none;
  return (object, path, report) => {
    const extensions = object['extensions'];
    if (extensions === undefined) return;
    if (!isObject(extensions) || Object.keys(extensions).length === 0) {
      report.must('wrong-type', path, 'extensions', `must be a non-empty dictionary, not ${show(extensions)}`, '3.2');
      return;
    }
    const within = join(path, 'extensions');
    if (!checkSize(Object.keys(extensions), within, report)) return;
    for (const [key, extension] of Object.entries(extensions)) {
      if (!isObject(extension)) {
        report.must('wrong-type', within, key, `must be an object, not ${show(extension)}`, '7.3');
        continue;
      }
      const check = predefined.get(key) ?? known.get(key);
      if (check) check(extension, join(within, key), report);
      else checkUnknown(key, extension, within, report);
    }
  };
}

function checkUnknown(key: string, extension: JsonObject, path: string, report: Report): void {
  const isDefined = key.startsWith('extension-definition--') && uuidStart(key) > 0;
  if (isDefined) {
    const type = extension['extension_type'];
    if (typeof type !== 'string' || !extensionType.words.has(type)) {
      const message = `must be one of ${[...extensionType.words].join(', ')}, not ${show(type)}`;
      report.must('bad-extension-type', join(path, key), 'extension_type', message, '7.3');
    }
  } else if (key.length <= 250 && PREDEFINED_KEY.test(key)) {
    recommendPrefix('extension', key.slice(0, -4), key, '-', path, report, false);
  } else {
    report.must(
      'bad-extension-key',
      path,
      key,
      `${show(key)} is neither the id of an extension-definition nor ends in -ext`,
      '3.2',
    );
  }
  if (!checkSize(Object.keys(extension), join(path, key), report)) return;
  for (const [name, value] of Object.entries(extension)) {
    checkCustomProperty(name, value, join(path, key), report, 'extension');
  }
}

/** The `extension_type` values that an object's extensions have. */
export function extensionTypesOf(object: JsonObject): ReadonlySet<unknown> {
  const extensions = object['extensions'];
  if (!isObject(extensions)) return new Set();
  return new Set(
    Object.values(extensions).map((extension) => (isObject(extension) ? extension['extension_type'] : undefined)),
  );
}
