import { isTypeName, uuidStart, uuidVersion } from '../common/identifier.ts';
import { commonProperties, observableProperties, version20Properties } from '../specification/common.ts';
import type { Properties, TypeDefinition } from '../specification/kind.ts';
import { typeDefinitions } from '../specification/object-types.ts';
import { recommendPrefix, type Surroundings } from './custom.ts';
import { checkExtensionDefinition } from './extension-definition.ts';
import { compileExtensions, extensionTypesOf } from './extensions.ts';
import { checkExternalReferences } from './external-references.ts';
import { checkIndicator } from './indicator.ts';
import { checkLanguageContent } from './language-content.ts';
import { checkMarkingDefinition } from './marking-definition.ts';
import { checkMarkings } from './markings.ts';
import { checkObservedData } from './observed-data.ts';
import { compileProperties, type ObjectCheck } from './properties.ts';
import { checkRelationship } from './relationship.ts';
import { show, type Report } from './report.ts';
import { orderCondition } from './rules.ts';
import { isObject, type JsonObject } from './values.ts';

const versionsInOrder = orderCondition('created', 'modified', false, '3.2');

/** What is particular to a type, beyond its table. */
const particularChecks: ReadonlyMap<string, ObjectCheck> = new Map([
  ['extension-definition', checkExtensionDefinition],
  ['indicator', checkIndicator],
  ['language-content', checkLanguageContent],
  ['marking-definition', checkMarkingDefinition],
  ['observed-data', checkObservedData],
  ['relationship', checkRelationship],
]);

/** Judges a whole object of a type, apart from its id and type. */
function compileType(definition: TypeDefinition): ObjectCheck {
  const properties = compileProperties(definition);
  const extensions = compileExtensions(definition);
  const particular = particularChecks.get(definition.type);
  const isVersioned = 'modified' in definition.properties;
  return (object, path, report) => {
    const isExtended =
      report.strict && definition.category !== 'bundle' && extensionTypesOf(object).has('toplevel-property-extension');
    properties(object, path, report, isExtended ? 'extended' : 'object');
    extensions(object, path, report);
    if (isVersioned) versionsInOrder(object, path, report);
    checkMarkings(object, path, report);
    checkExternalReferences(object, path, report);
    particular?.(object, path, report);
  };
}

/** Judges an object by common properties alone. */
function compileCommon(properties: Properties, surroundings: Surroundings): ObjectCheck {
  const check = compileProperties({ clause: '3.2', properties, rules: [] });
  const extensions = compileExtensions();
  return (object, path, report) => {
    check(object, path, report, surroundings);
    extensions(object, path, report);
    versionsInOrder(object, path, report);
    checkMarkings(object, path, report);
  };
}

const types = new Map([...typeDefinitions.values()].map((definition) => [definition.type, compileType(definition)]));
const customObject = compileCommon(commonProperties, 'custom');
const customObservable = compileCommon(observableProperties, 'custom');
const version20Object = compileCommon(version20Properties, 'custom');

/** Judges an object; `inVersion20` says that it stands in a bundle of STIX 2.0, whose objects name no version. */
export function checkObject(value: unknown, path: string, report: Report, inVersion20 = false): void {
  if (!isObject(value)) {
    report.must('wrong-type', path, '', `must be an object, not ${show(value)}`, '3.2');
    return;
  }
  const type = value['type'];
  if (typeof type !== 'string' || !isTypeName(type)) {
    report.must('bad-type', path, 'type', `${show(type)} is not the name of a type`, '3.1');
    return;
  }
  const definition = typeDefinitions.get(type);
  checkId(value, type, definition, path, report);
  // STIX 2.1 §3.2: an object says which version of STIX it is written in, and this one judges its own version.
  if (type !== 'bundle' && (value['spec_version'] === '2.0' || (inVersion20 && value['spec_version'] === undefined))) {
    report.should(
      'spec-version',
      path,
      'spec_version',
      'the object is of STIX 2.0; only what 2.1 shares with it is checked',
      '3.2',
    );
    version20Object(inVersion20 ? { spec_version: '2.0', ...value } : value, path, report);
  } else if (definition) {
    types.get(type)?.(value, path, report);
  } else {
    checkCustomObject(value, type, path, report);
  }
}

/** STIX 2.1 §7.3 and §11.2: a type that an extension defines, or one without definition. */
function checkCustomObject(object: JsonObject, type: string, path: string, report: Report): void {
  const extensionTypes = extensionTypesOf(object);
  const isDomainOrRelationship = extensionTypes.has('new-sdo') || extensionTypes.has('new-sro');
  // A type without definition that bears no version is a custom cyber-observable.
  const isObservable = extensionTypes.has('new-sco') || (!('created' in object) && !('modified' in object));
  (isObservable && !isDomainOrRelationship ? customObservable : customObject)(object, path, report);
  if (!report.strict) return;
  const isDefined = isDomainOrRelationship || extensionTypes.has('new-sco');
  if (report.options.strictTypes)
    report.must('unknown-type', path, 'type', `the specification does not define ${type}`, '11.2');
  recommendPrefix('type', type, 'type', '-', path, report, isDefined);
}

/** STIX 2.1 §2.9: type, two hyphens, UUID; the UUID's version depends on what the object is. */
function checkId(
  object: JsonObject,
  type: string,
  definition: TypeDefinition | undefined,
  path: string,
  report: Report,
): void {
  const id = object['id'];
  // A missing id is reported with the other required properties.
  if (id === undefined) return;
  const start = typeof id === 'string' ? uuidStart(id) : -1;
  if (typeof id !== 'string' || start < 0) {
    report.must('bad-identifier', path, 'id', `${show(id)} is not an identifier of the form object-type--UUID`, '2.9');
    return;
  }
  if (!id.startsWith(type) || start !== type.length) {
    report.must('bad-identifier', path, 'id', `${show(id)} must begin with ${type}--`, '2.9');
    return;
  }
  const version = uuidVersion(id);
  if (definition?.identifiedBy) {
    const isIdentified = definition.identifiedBy.some((name) => object[name] !== undefined);
    if (!isIdentified && version !== 4) {
      report.must(
        'bad-identifier',
        path,
        'id',
        'must have a UUIDv4, because nothing that would determine a UUIDv5 is present',
        '2.9',
      );
    } else if (isIdentified && version !== 5) {
      report.should('uuid-check', path, 'id', `a ${type} should have a UUIDv5`, '2.9');
    }
  } else if (definition && version !== 4) {
    report.should('uuid-check', path, 'id', `a ${type} should have a UUIDv4`, '2.9');
  }
}
