import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  propertyKind,
  type Format,
  type Kind,
  type Properties,
  type Rule,
  type TypeDefinition,
} from '../specification/kind.ts';
import { knownExtensions } from '../specification/known-extensions.ts';
import { typeDefinitions } from '../specification/object-types.ts';
import { validate } from './validate.ts';

const UUID4 = '28bb3599-77cd-4a82-a950-b5bc3caf07c4';
const UUID5 = '28bb3599-77cd-5a82-a950-b5bc3caf07c4';

const texts: Readonly<Record<Format, string>> = {
  url: 'https://example.com/',
  'reference-url': 'https://example.com/',
  'email-address': 'john@example.com',
  'domain-name': 'example.com',
  ipv4: '198.51.100.3',
  ipv6: '2001:db8::1',
  'mac-address': 'd2:fb:49:24:37:18',
  language: 'ar',
  'language-form': 'eng',
  cpe: 'cpe:2.3:a:vendor:product:1.0:*:*:*:*:*:*:*',
  'character-set': 'utf-8',
  'registry-key': 'HKEY_USERS\\a',
  'media-type': 'text/plain',
  country: 'SA',
  protocol: 'tcp',
  'kill-chain-name': 'delivery',
  'process-priority': 'IDLE_PRIORITY_CLASS',
};

const keys = {
  plain: 'key',
  names: 'KEY',
  'http-header': 'Host',
  'socket-option': 'SO_DEBUG',
  'pdf-information': 'Title',
  ipfix: 'minimumIpTotalLength',
  language: 'en',
} as const;

const categories: Readonly<Record<string, string>> = {
  sdo: 'tool',
  sro: 'sighting',
  sco: 'file',
  smo: 'marking-definition',
};

/** A value of a kind that follows every recommendation. */
function example(kind: Kind, name: string): unknown {
  switch (kind.kind) {
    case 'string':
      return name === 'pattern' ? "[file:name = 'a']" : 'text';
    case 'anything':
    case 'elsewhere':
      return 'text';
    case 'boolean':
      return false;
    case 'timestamp':
      if (kind.precision === 'second') return '2026-01-01T00:00:00Z';
      // What comes later in each pair of properties that have an order.
      return /until|stop|end/.test(name) ? '2026-02-01T00:00:00.000Z' : '2026-01-01T00:00:00.000Z';
    case 'binary':
      return 'AAAA';
    case 'hex':
      return 'a0';
    case 'hashes':
      return { MD5: '0'.repeat(32) };
    case 'integer':
    case 'float':
      return kind.minimum ?? 1;
    case 'format':
      return texts[kind.format];
    case 'literal':
      return kind.values[0];
    case 'enumeration':
    case 'vocabulary':
      return [...kind.vocabulary.words][0];
    case 'reference':
      return `${categories[kind.to[0] ?? ''] ?? kind.to[0]}--${UUID5}`;
    case 'list':
      return [example(kind.of, name)];
    case 'dictionary':
      return { [keys[kind.keys]]: name === 'contents' ? { name: 'x' } : example(kind.values, name) };
    case 'either':
      return example(kind.of[0] as Kind, name);
    case 'object':
      return exampleProperties(kind.properties, kind.rules);
  }
}

/** All properties that rules allow together. */
function exampleProperties(properties: Properties, rules: TypeDefinition['rules']): Record<string, unknown> {
  const object = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, example(propertyKind(property).kind, name)]),
  );
  for (const rule of rules) {
    if (rule.rule === 'exactly-one') for (const name of rule.of.slice(0, -1)) delete object[name];
    if (rule.rule === 'forbids' && object[rule.property] === rule.is)
      for (const name of rule.forbids) delete object[name];
  }
  return object;
}

const particulars: Readonly<Record<string, Record<string, unknown>>> = {
  indicator: { pattern_type: 'stix' },
  relationship: { relationship_type: 'related-to' },
  'marking-definition': { definition_type: 'statement', definition: { statement: 'text' } },
  'extension-definition': { extension_types: ['toplevel-property-extension'], extension_properties: ['rank_order'] },
};

function exampleObject(definition: TypeDefinition): Record<string, unknown> {
  const { type, properties, rules, identifiedBy, extensions = {} } = definition;
  const object: Record<string, unknown> = {
    ...exampleProperties(properties, rules),
    type,
    id: `${type}--${identifiedBy && identifiedBy.length > 0 ? UUID5 : UUID4}`,
    granular_markings: [{ selectors: ['type'], lang: 'en' }],
    extensions: Object.fromEntries(Object.entries(extensions).map(([key, kind]) => [key, example(kind, key)])),
    ...particulars[type],
  };
  if (Object.keys(extensions).length === 0) delete object['extensions'];
  for (const reference of (object['external_references'] ?? []) as Record<string, unknown>[]) {
    if (type === 'vulnerability') Object.assign(reference, { source_name: 'cve', external_id: 'CVE-2026-0001' });
  }
  if (type === 'bundle')
    return { type, id: object['id'], objects: [exampleObject(typeDefinitions.get('tool') as TypeDefinition)] };
  return object;
}

const paths = (input: object): string[] => {
  const result = validate(input);
  return result.ok ? [] : result.issues.map(({ path }) => path);
};

for (const definition of typeDefinitions.values()) {
  test(`${definition.type}: every property is known, judged, and missed where it is required`, () => {
    const object = exampleObject(definition);
    assert.deepEqual(validate(object, { strict: true }), { ok: true, value: object });
    for (const name of Object.keys(object)) {
      for (const wrong of [null, [], { '': Symbol('no JSON') }, Number.NaN]) {
        const found = paths({ ...object, [name]: wrong });
        assert.ok(
          found.some((path) => path === name || path.startsWith(`${name}/`)),
          `${name}: ${typeof wrong}: ${found.join()}`,
        );
      }
    }
    for (const [name, property] of Object.entries(definition.properties)) {
      const { kind, required } = propertyKind(property);
      if (kind.kind === 'integer' || kind.kind === 'float') {
        for (const [bound, step] of [
          [kind.minimum, -1],
          [kind.maximum, 1],
        ] as const) {
          if (bound === undefined) continue;
          assert.ok(!paths({ ...object, [name]: bound }).includes(name), `${name} may be ${bound}`);
          assert.ok(paths({ ...object, [name]: bound + step }).includes(name), `${name} must not be beyond ${bound}`);
        }
      }
      if (!required) continue;
      const { [name]: _, ...rest } = object;
      assert.ok(paths(rest).includes(name), `${name} is missing`);
    }
  });
}

/** Changes to a good object that break a rule. */
function breaches(rule: Rule, properties: Properties): Record<string, unknown>[] {
  const without = (names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, undefined]));
  const all = (names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, example(propertyKind(properties[name] as Kind).kind, name)]));
  const condition = (): Record<string, unknown> =>
    'property' in rule ? { ...all([rule.property]), ...(rule.is !== undefined && { [rule.property]: rule.is }) } : {};
  switch (rule.rule) {
    case 'at-least-one':
      return [without(rule.of)];
    case 'exactly-one':
      return [without(rule.of), all(rule.of)];
    case 'not-before':
      return [{ [rule.earlier]: '2026-01-01T00:00:00.0000001Z', [rule.later]: '2026-01-01T00:00:00Z' }];
    case 'after':
      return [{ [rule.earlier]: '2026-01-01T00:00:00.000Z', [rule.later]: '2026-01-01T00:00:00Z' }];
    case 'needs':
      return rule.needs.map((name) => ({ ...condition(), ...without([name]) }));
    case 'forbids':
      return rule.forbids.map((name) => ({ ...condition(), ...all([name]) }));
  }
}

for (const definition of typeDefinitions.values()) {
  for (const rule of definition.rules) {
    test(`${definition.type}: ${JSON.stringify(rule)}`, () => {
      const object = exampleObject(definition);
      for (const breach of breaches(rule, definition.properties)) {
        const entries = Object.entries({ ...object, ...breach }).filter(([, value]) => value !== undefined);
        const result = validate(Object.fromEntries(entries));
        assert.ok(!result.ok, JSON.stringify(breach));
        const found = result.issues.map(({ code, spec }) => `${code} ${spec}`);
        const clause = `STIX 2.1 §${definition.clause}`;
        const code = {
          'not-before': 'wrong-order',
          after: 'wrong-order',
          forbids: 'forbidden-property',
          'exactly-one': 'not-exactly-one',
        };
        const expected = rule.rule in code ? code[rule.rule as keyof typeof code] : 'missing-property';
        assert.ok(found.includes(`${expected} ${clause}`), found.join());
      }
    });
  }
}

test('every issue names its clause, and every property beyond the tables is refused by strictProperties', () => {
  for (const definition of typeDefinitions.values()) {
    const result = validate(
      { ...exampleObject(definition), x_more_of_it: 1 },
      { strict: true, strictProperties: true },
    );
    assert.ok(!result.ok);
    assert.deepEqual(result.issues.map(({ code }) => code).toSorted(), ['extensions-use', 'unknown-property']);
    for (const { spec } of result.issues) assert.match(spec ?? '', /^STIX 2\.1 §\d/);
  }
});

test('well-known extensions are judged on any marking definition', () => {
  for (const [key, kind] of Object.entries(knownExtensions)) {
    const marking = {
      type: 'marking-definition',
      spec_version: '2.1',
      id: `marking-definition--${UUID4}`,
      created: '2026-01-01T00:00:00.000Z',
      extensions: { [key]: example(kind, key) },
    };
    assert.deepEqual(paths(marking), []);
    for (const name of Object.keys(kind.properties)) {
      const extension = { ...(example(kind, key) as object), [name]: null };
      assert.deepEqual(paths({ ...marking, extensions: { [key]: extension } }), [`extensions/${key}/${name}`]);
    }
  }
});
