import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { typeDefinitions } from '../specification/object-types.ts';
import { validate } from './validate.ts';

const UUID = '28bb3599-77cd-5a82-a950-b5bc3caf07c4';
const names = [...new Set([...typeDefinitions.values()].flatMap(({ properties }) => Object.keys(properties)))];
const types = [...typeDefinitions.keys()];

// Values that come near to being right get deeper than noise does.
const nearly = fc.oneof(
  fc.constantFrom(
    ...types,
    ...types.map((type) => `${type}--${UUID}`),
    '2026-01-01T00:00:00.000Z',
    'stix',
    '[file:name = 1]',
  ),
  fc.constantFrom('granular_markings.[0]', 'name', 'en', '2.0', '2.1', `extension-definition--${UUID}`),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    nearly,
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(undefined, Number.NaN, 1n, '\ud800', '\0', () => 1),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names), nearly, fc.string()), tie('any'), { maxKeys: 6 }),
  ),
})).any;
const object = fc
  .tuple(fc.constantFrom(...types, 'x-custom'), fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 12 }))
  .map(([type, properties]) => ({ id: `${type}--${UUID}`, spec_version: '2.1', ...properties, type }));
const bundle = fc
  .array(object, { maxLength: 4 })
  .map((objects) => ({ type: 'bundle', id: `bundle--${UUID}`, objects }));

const options = fc.record({ strict: fc.boolean(), strictProperties: fc.boolean(), strictTypes: fc.boolean() });

function judge(input: string | object, chosen: Parameters<typeof validate>[1]): void {
  const result = validate(input, chosen);
  if (result.ok) return;
  assert.ok(result.issues.length > 0);
  for (const { code, path, message } of result.issues) {
    assert.match(code, /^[a-z][a-z0-9-]+$/);
    assert.equal(typeof path, 'string');
    assert.ok(message.length > 0 && message.length < 2000);
  }
}

test('no parsed input makes validate throw', () => {
  fc.assert(fc.property(fc.oneof(object, bundle, fc.object()), options, judge), { numRuns: 3000 });
});

test('no text makes validate throw, and text is judged as what it says', () => {
  fc.assert(
    fc.property(
      fc
        .oneof(object, bundle)
        .map((input) => JSON.stringify(input, (_, part: unknown) => (typeof part === 'bigint' ? 0 : part))),
      options,
      (text, chosen) => {
        judge(text, chosen);
        const fromText = validate(text, chosen);
        const parsed = validate(JSON.parse(text) as object, chosen);
        const isAboutText = !fromText.ok && /^\d+:\d+$/.test(fromText.issues[0]?.path ?? '');
        assert.ok(isAboutText || fromText.ok === parsed.ok);
      },
    ),
    { numRuns: 1000 },
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), options, judge));
});

test('inputs that are too deep, too wide or circular are refused', () => {
  const tool = {
    type: 'tool',
    spec_version: '2.1',
    id: `tool--${UUID}`,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: 'x',
  };
  const codes = (input: object): string[] => {
    const result = validate(input);
    return result.ok ? [] : [...new Set(result.issues.map(({ code }) => code))];
  };
  let deep: unknown = 1;
  for (let level = 0; level < 20_000; level += 1) deep = { deeper: deep };
  assert.deepEqual(codes({ ...tool, x_deep: deep }), ['too-deep']);
  const circular: Record<string, unknown> = { ...tool };
  circular['x_self'] = circular;
  assert.deepEqual(codes(circular), ['too-deep']);
  assert.deepEqual(codes({ type: 'bundle', id: `bundle--${UUID}`, objects: [circular, circular] }), ['too-deep']);
  const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, number) => [`x_${number}`, 1]));
  assert.deepEqual(codes({ ...tool, ...wide }), ['too-many-properties']);
  assert.deepEqual(codes({ ...tool, x_wide: wide }), ['too-many-properties']);
});

test('a long text in any property is judged without an overflow of the stack', () => {
  const long = ['a', 'a.', '%20', 'AAAA', '::1', 'a-', '\\'].map((part) => part.repeat(2_000_000));
  for (const { type, properties } of typeDefinitions.values()) {
    for (const text of long) {
      const object = Object.fromEntries(Object.keys(properties).map((name) => [name, text]));
      judge({ ...object, type, id: text, [text]: text }, { strict: true });
    }
  }
});

test('a thousand issues are enough', () => {
  const result = validate({ type: 'bundle', id: `bundle--${UUID}`, objects: Array.from({ length: 5000 }, () => 1) });
  assert.ok(!result.ok);
  assert.equal(result.issues.length, 1001);
  assert.equal(result.issues.at(-1)?.code, 'too-many-issues');
});
