import assert from 'node:assert/strict';
import { test } from 'node:test';
import { propertyKind, type Kind, type Target } from './kind.ts';
import { categoryOf, objectTypes, typeDefinitions } from './object-types.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** The types of the specification: STIX 2.1 §4 to §7. */
const types: Readonly<Record<string, string[]>> = {
  sdo: words(`attack-pattern campaign course-of-action grouping identity incident indicator infrastructure intrusion-set
    location malware malware-analysis note observed-data opinion report threat-actor tool vulnerability`),
  sro: words('relationship sighting'),
  sco: words(`artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr
    mutex network-traffic process software url user-account windows-registry-key x509-certificate`),
  smo: words('extension-definition language-content marking-definition'),
};

test('every type of the specification is there, in its category', () => {
  assert.deepEqual(objectTypes.toSorted(), ['bundle', ...Object.values(types).flat()].toSorted());
  for (const [category, members] of Object.entries(types)) {
    for (const type of members) assert.equal(categoryOf(type), category, type);
  }
  assert.equal(categoryOf('bundle'), undefined);
  assert.equal(categoryOf('x-custom'), undefined);
});

function targets(kind: Kind): readonly Target[] {
  switch (kind.kind) {
    case 'reference':
      return kind.to;
    case 'list':
      return targets(kind.of);
    case 'either':
      return kind.of.flatMap(targets);
    case 'object':
      return Object.values(kind.properties).flatMap((property) => targets(propertyKind(property).kind));
    default:
      return [];
  }
}

test('tables refer only to types and properties that there are', () => {
  const known = new Set<string>([...objectTypes, ...Object.keys(types)]);
  for (const { type, properties, rules, identifiedBy = [], extensions = {} } of typeDefinitions.values()) {
    const kinds = [
      ...Object.values(properties).map((property) => propertyKind(property).kind),
      ...Object.values(extensions),
    ];
    for (const target of kinds.flatMap(targets)) assert.ok(known.has(target), `${type} refers to ${target}`);
    const named = rules.flatMap((rule) => {
      if ('of' in rule) return rule.of;
      if ('earlier' in rule) return [rule.earlier, rule.later];
      return [rule.property, ...('needs' in rule ? rule.needs : rule.forbids)];
    });
    for (const name of [...named, ...identifiedBy]) assert.ok(name in properties, `${type} has no ${name}`);
  }
});
