import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate } from './validate.ts';

const times = { created: '2026-01-01T00:00:00.000Z', modified: '2026-01-01T00:00:00.000Z' };
const object = (type: string, properties: object): Record<string, unknown> => ({
  type,
  spec_version: '2.1',
  id: `${type}--28bb3599-77cd-4a82-a950-b5bc3caf07c4`,
  ...times,
  ...properties,
});
const tool = object('tool', { name: 'x' });
const bundle = (...objects: unknown[]): object => ({
  type: 'bundle',
  id: 'bundle--44af6c39-c09b-49c5-9de2-394224b04982',
  objects,
});

/** Path and code of each issue. */
const issues = (input: string | object, options?: Parameters<typeof validate>[1]): string[] => {
  const result = validate(input, options);
  return result.ok ? [] : result.issues.map(({ path, code }) => `${path}: ${code}`);
};

test('the answer is the input itself', () => {
  const result = validate(tool);
  assert.ok(result.ok && result.value === tool);
  assert.deepEqual(validate(JSON.stringify(tool)), { ok: true, value: tool });
});

test('issues say where, what and by which clause', () => {
  assert.deepEqual(validate({ ...tool, name: 1 }), {
    ok: false,
    issues: [{ code: 'wrong-type', path: 'name', message: 'must be a string, not 1', spec: 'STIX 2.1 §2.15' }],
  });
  assert.deepEqual(issues('{"type": "tool",}'), ['1:17: bad-json']);
  assert.deepEqual(issues('7'), [': wrong-type']);
});

test('timestamps are in order, to their last digit', () => {
  const later = '2026-01-01T00:00:00.000000001Z';
  assert.deepEqual(issues({ ...tool, created: later }), ['modified: wrong-order']);
  const sighting = object('sighting', { sighting_of_ref: tool['id'], first_seen: later, last_seen: times.created });
  assert.deepEqual(issues(sighting), ['last_seen: wrong-order']);
  const indicator = object('indicator', {
    pattern: '[file:name = 1]',
    pattern_type: 'stix',
    valid_from: later,
    valid_until: later,
  });
  assert.deepEqual(issues(indicator), ['valid_until: wrong-order']);
});

test('versions are timed to the millisecond at least, other times as they are known', () => {
  for (const modified of ['2026-01-02T00:00:00Z', '2026-01-02T00:00:00.98Z']) {
    assert.deepEqual(issues({ ...tool, modified }), ['modified: bad-timestamp']);
    assert.deepEqual(issues(object('campaign', { name: 'x', first_seen: modified })), []);
  }
});

test('a pattern of STIX is parsed, another is left alone', () => {
  const indicator = { pattern: "[file:name = 'a'", valid_from: times.created };
  assert.equal(issues(object('indicator', { ...indicator, pattern_type: 'stix' })).length, 1);
  assert.match(issues(object('indicator', { ...indicator, pattern_type: 'stix' }))[0] ?? '', /^pattern: /);
  assert.deepEqual(issues(object('indicator', { ...indicator, pattern_type: 'sigma' })), []);
});

test('references are to types that the property allows, or to custom ones', () => {
  const id = (type: string): string => `${type}--28bb3599-77cd-4a82-a950-b5bc3caf07c4`;
  const relationship = (source: string, target: string): object =>
    object('relationship', { relationship_type: 'uses', source_ref: id(source), target_ref: id(target) });
  assert.deepEqual(issues(relationship('threat-actor', 'tool')), []);
  assert.deepEqual(issues(relationship('x-team', 'tool'), { strict: true }), []);
  assert.deepEqual(issues(relationship('tool', 'threat-actor'), { strict: true }), [
    'relationship_type: relationship-types',
  ]);
  assert.deepEqual(issues(relationship('sighting', 'marking-definition')), [
    'source_ref: wrong-reference',
    'target_ref: wrong-reference',
  ]);
  const observed = { first_observed: times.created, last_observed: times.created, number_observed: 1 };
  assert.deepEqual(issues(object('observed-data', { ...observed, object_refs: [id('relationship')] })), [
    'object_refs: wrong-reference',
  ]);
  assert.deepEqual(issues(object('observed-data', { ...observed, object_refs: [id('tool'), id('file')] })), [
    'object_refs/0: wrong-reference',
  ]);
});

test('an id begins with its type and has the UUID that its object needs', () => {
  const [four, five] = ['28bb3599-77cd-4a82-a950-b5bc3caf07c4', '28bb3599-77cd-5a82-a950-b5bc3caf07c4'];
  assert.deepEqual(issues({ ...tool, id: `malware--${four}` }), ['id: bad-identifier']);
  assert.deepEqual(issues({ ...tool, id: `tool-x--${four}` }), ['id: bad-identifier']);
  assert.deepEqual(issues({ ...tool, id: `tool--${five}` }), []);
  assert.deepEqual(issues({ ...tool, id: `tool--${five}` }, { strict: true }), ['id: uuid-check']);
  const address = { type: 'ipv4-addr', value: '198.51.100.3' };
  assert.deepEqual(issues({ ...address, id: `ipv4-addr--${five}` }, { strict: true }), []);
  assert.deepEqual(issues({ ...address, id: `ipv4-addr--${four}` }, { strict: true }), ['id: uuid-check']);
  assert.deepEqual(issues({ type: 'process', id: `process--${five}`, pid: 1 }), ['id: bad-identifier']);
});

test('granular markings pick parts that are there', () => {
  const marked = (...selectors: string[]): object => ({
    ...tool,
    aliases: ['a'],
    granular_markings: [{ lang: 'en', selectors }],
  });
  assert.deepEqual(issues(marked('name', 'aliases.[0]', 'granular_markings.[0].lang')), []);
  assert.deepEqual(
    issues(marked('aliases.[1]', 'nothing', 'name.[0]', '[0]', 'aliases.0')),
    [0, 1, 2, 3, 4].map((index) => `granular_markings/0/selectors/${index}: bad-selector`),
  );
  const ref = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';
  const both = { lang: 'en', marking_ref: ref, selectors: ['name'] };
  assert.deepEqual(issues({ ...tool, granular_markings: [both] }), ['granular_markings/0: not-exactly-one']);
});

test('custom types need what every object needs; a new-sco extension makes an observable', () => {
  const { modified: _, ...unversioned } = object('x-station', { load: 1 });
  assert.deepEqual(issues(object('x-station', { load: 1 })), []);
  assert.deepEqual(issues(unversioned), ['modified: missing-property']);
  const extensions = { 'extension-definition--28bb3599-77cd-4a82-a950-b5bc3caf07c4': { extension_type: 'new-sco' } };
  assert.deepEqual(issues({ ...unversioned, extensions }), []);
  assert.deepEqual(issues(object('x-station', { load: 1 }), { strict: true }), ['type: extensions-use']);
  assert.deepEqual(issues({ ...tool, BAD: 1, severity: 'high', x_null: null, x_list: [] }), [
    'BAD: bad-property-name',
    'severity: reserved-property',
    'x_null: null-value',
    'x_list: empty-list',
  ]);
  // A name is reserved for objects, not for what is inside them.
  const phase = { kill_chain_name: 'a', phase_name: 'b', severity: 1 };
  assert.deepEqual(issues({ ...tool, kill_chain_phases: [phase] }), []);
});

test('dictionaries are not empty, and have keys and values of their sort', () => {
  const file = (properties: object): object => ({
    type: 'file',
    id: 'file--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    name: 'x',
    ...properties,
  });
  assert.deepEqual(issues(file({ hashes: {} })), ['hashes: empty-dictionary']);
  const hashes = { MD5: 'a'.repeat(31), 'SHA-256': 'g'.repeat(64), TLSH: 'x', x_own: 'x', no: 'x' };
  assert.deepEqual(issues(file({ hashes })), [
    ...['MD5', 'SHA-256', 'TLSH'].map((name) => `hashes/${name}: bad-hash`),
    'hashes/no: bad-dictionary-key',
  ]);
  assert.deepEqual(issues(file({ hashes: { x_own: 'x', OWN: 'x' } }), { strict: true }), ['hashes/OWN: hash-algo']);
  const stamp = { pe_type: 'exe', time_date_stamp: '2026-01-02T00:00:00.0Z' };
  assert.deepEqual(issues(file({ extensions: { 'windows-pebinary-ext': stamp } })), [
    'extensions/windows-pebinary-ext/time_date_stamp: bad-timestamp',
  ]);
});

test('what an extension holds is named like properties, but no name is reserved in it', () => {
  const key = 'extension-definition--28bb3599-77cd-4a82-a950-b5bc3caf07c4';
  const extended = (extension: object): object => ({ ...tool, extensions: { [key]: extension } });
  const type = { extension_type: 'property-extension' };
  assert.deepEqual(
    issues(extended({ ...type, severity: 'high', detail: { 'any key': null, none: [] } }), { strict: true }),
    [],
  );
  assert.deepEqual(issues(extended({ ...type, BAD: 1, nothing: null })), [
    `extensions/${key}/BAD: bad-property-name`,
    `extensions/${key}/nothing: null-value`,
  ]);
  assert.deepEqual(issues(extended({ extension_type: 'new' })), [
    `extensions/${key}/extension_type: bad-extension-type`,
  ]);
  assert.deepEqual(issues(extended({ detail: 1 })), [`extensions/${key}/extension_type: bad-extension-type`]);
  assert.deepEqual(issues({ ...tool, extensions: { 'extension-definition--x': type, 'my-ext': { a_b: 1 } } }), [
    'extensions/extension-definition--x: bad-extension-key',
  ]);
});

test('a bundle may hold versions of an object, but one version has one content', () => {
  assert.deepEqual(issues(bundle(tool, { ...tool, modified: '2026-01-02T00:00:00.000Z' }), { strict: true }), []);
  assert.deepEqual(issues(bundle(tool, { ...tool })), []);
  assert.deepEqual(issues(bundle(tool, { ...tool }), { strict: true }), ['objects/1/id: duplicate-ids']);
  assert.deepEqual(issues(bundle(tool, { ...tool, name: 'y' })), ['objects/1/id: conflicting-version']);
  assert.deepEqual(issues(bundle(bundle(tool), 1)), ['objects/0: nested-bundle', 'objects/1: wrong-type']);
  assert.deepEqual(issues(bundle()), ['objects: wrong-type']);
});

test('a TLP 1 marking is one of the four of the specification, and no marking marks itself', () => {
  const green = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da',
    created: '2017-01-20T00:00:00.000Z',
    definition_type: 'tlp',
    definition: { tlp: 'green' },
  };
  assert.deepEqual(issues(green), []);
  assert.deepEqual(issues({ ...green, created: '2017-01-20T00:00:00.000000Z' }), []);
  assert.deepEqual(issues({ ...green, created: '2018-01-20T00:00:00.000Z' }), [': not-standard-tlp']);
  assert.deepEqual(issues({ ...green, definition: { tlp: 'red' } }), [': not-standard-tlp']);
  const other = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41db';
  assert.deepEqual(issues({ ...green, id: other }), [': not-standard-tlp']);
  assert.deepEqual(issues({ ...green, object_marking_refs: [other] }), []);
  assert.deepEqual(issues({ ...green, object_marking_refs: [green.id] }), ['object_marking_refs: circular-reference']);
  const granular = { marking_ref: green.id, selectors: ['created'] };
  assert.deepEqual(issues({ ...green, granular_markings: [granular] }), [
    'granular_markings/0/marking_ref: circular-reference',
  ]);
});

test('language content has translations by language and property', () => {
  const content = (contents: unknown): object => object('language-content', { object_ref: tool['id'], contents });
  assert.deepEqual(issues(content({ ar: { name: 'أداة', aliases: ['مطرقة'] } })), []);
  assert.deepEqual(issues(content({ foo: { name: 'x' }, ar: { 'a-b': 'x' }, en: 'x' })), [
    'contents/foo: bad-language',
    'contents/ar/a-b: bad-property-name',
    'contents/en: wrong-type',
  ]);
});

test('extension definitions list their properties if they are at the top level, and only then', () => {
  const definition = (properties: object): object =>
    object('extension-definition', {
      created_by_ref: 'identity--28bb3599-77cd-4a82-a950-b5bc3caf07c4',
      name: 'x',
      schema: 'https://example.com/',
      version: '1.0.0',
      extension_types: ['toplevel-property-extension'],
      ...properties,
    });
  assert.deepEqual(issues(definition({ extension_properties: ['rank_order', 'Bad'] })), [
    'extension_properties/1: bad-property-name',
  ]);
  assert.deepEqual(issues(definition({ extension_types: ['new-sdo'], extension_properties: ['rank_order'] })), [
    'extension_properties: forbidden-property',
  ]);
  assert.deepEqual(issues(definition({}), { strict: true }), [
    'extension_properties: extension-properties',
    'description: extension-description',
  ]);
});

test('external references say what they refer to, and name CAPEC and CVE rightly', () => {
  const referring = (type: string, reference: object): object =>
    object(type, { name: 'x', external_references: [reference] });
  assert.deepEqual(issues(referring('tool', { source_name: 'x' })), ['external_references/0: missing-property']);
  assert.deepEqual(issues(referring('vulnerability', { source_name: 'cve', external_id: 'CVE-2026-1' })), [
    'external_references/0/external_id: bad-external-id',
  ]);
  assert.deepEqual(issues(referring('vulnerability', { source_name: 'CVE', external_id: 'CVE-2026-0001' })), [
    'external_references/0/source_name: bad-external-id',
  ]);
  assert.deepEqual(issues(referring('attack-pattern', { source_name: 'capec', external_id: '163' })), [
    'external_references/0/external_id: bad-external-id',
  ]);
  assert.deepEqual(issues(referring('tool', { source_name: 'CVE', external_id: 'CVE-2026-0001' })), []);
});

test('an object of STIX 2.0 is judged by what both versions share', () => {
  const { spec_version: _, ...old } = object('indicator', {
    labels: ['benign'],
    pattern: '[a:b = 1]',
    valid_from: times.created,
  });
  assert.deepEqual(issues({ ...old, spec_version: '2.0' }), []);
  assert.deepEqual(issues({ ...old, spec_version: '2.0', labels: 'benign' }), ['labels: wrong-type']);
  assert.ok(issues(old).includes('spec_version: missing-property'));
  assert.deepEqual(issues({ ...(bundle(old) as Record<string, unknown>), spec_version: '2.0' }), []);
  assert.deepEqual(issues({ ...old, spec_version: '3.0' }).includes('spec_version: wrong-value'), true);
});

test('the members of an old observable container are objects that refer to each other by key', () => {
  const observed = { first_observed: times.created, last_observed: times.created, number_observed: 1 };
  const container = {
    0: { type: 'file', parent_directory_ref: '1' },
    1: { type: 'directory', contains_refs: ['0', '9'] },
    2: 1,
  };
  assert.deepEqual(issues(object('observed-data', { ...observed, objects: container })), [
    'objects/1/contains_refs: wrong-reference',
    'objects/2: bad-type',
  ]);
});

test('a recommendation, or a group of them, can be left out', () => {
  const loose = { ...tool, tool_types: ['Odd one'], x_more: 1 };
  assert.deepEqual(issues(loose, { strict: true }), ['tool_types/0: tool-types', 'x_more: extensions-use']);
  const disabled = ['approved-values', 'extensions-use'];
  assert.deepEqual(issues(loose, { strict: true, disabled }), [
    'tool_types/0: open-vocab-format',
    'x_more: custom-prefix',
  ]);
  assert.deepEqual(issues(loose, { strict: true, disabled: [...disabled, 'format-checks'] }), []);
});
