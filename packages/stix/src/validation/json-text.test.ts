import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_DEPTH, MAX_PROPERTIES, parseJson } from './json-text.ts';

const refusal = (text: string): [string, string] | undefined => {
  const result = parseJson(text);
  return result.ok ? undefined : [result.issues[0]?.code ?? '', result.issues[0]?.path ?? ''];
};

test('what JSON.parse reads is read the same, unless I-JSON forbids it', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom(0, 1, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(text);
      const result = parseJson(JSON.stringify(value, undefined, indent));
      if (result.ok) assert.deepEqual(result.value, value);
      else assert.match(result.issues[0]?.code ?? '', /^(nul-character|unpaired-surrogate)$/);
    }),
  );
});

test('what JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: fc.constantFrom(...'{}[]",:0-1.eE+\\utrfalsn /\n'.split('')) }), fc.string()),
      (text) => {
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          assert.equal(parseJson(text).ok, false);
          return;
        }
        const result = parseJson(text);
        if (result.ok) assert.deepEqual(result.value, value);
        else assert.notEqual(result.issues[0]?.code, 'bad-json');
      },
    ),
    { numRuns: 2000 },
  );
});

test('each refusal names its place', () => {
  assert.deepEqual(refusal('{"a": 1,\n "b": 2, "a": 3}'), ['duplicate-property', '2:10']);
  assert.deepEqual(refusal(String.raw`{"a": "\ud800"}`), ['unpaired-surrogate', '1:7']);
  assert.deepEqual(refusal(String.raw`{"\u0000": 1}`), ['nul-character', '1:2']);
  assert.deepEqual(refusal('[1e999]'), ['number-too-large', '1:2']);
  assert.deepEqual(refusal('{"a": 1} x'), ['bad-json', '1:10']);
  assert.deepEqual(refusal(''), ['bad-json', '1:1']);
  assert.deepEqual(refusal('{"a": "b\n"}'), ['bad-json', '1:9']);
});

test('a byte order mark at the start is ignored, elsewhere it is refused', () => {
  assert.deepEqual(parseJson('\uFEFF{"a": 1}'), { ok: true, value: { a: 1 } });
  assert.deepEqual(refusal('{\uFEFF"a": 1}'), ['bad-json', '1:2']);
});

test('depth and number of properties are bounded', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  assert.equal(refusal(nested(MAX_DEPTH)), undefined);
  assert.deepEqual(refusal(nested(MAX_DEPTH + 1)), ['too-deep', `1:${MAX_DEPTH + 2}`]);
  assert.equal(refusal('['.repeat(5_000_000))?.[0], 'too-deep');
  const wide = (count: number): string =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])));
  assert.equal(refusal(wide(MAX_PROPERTIES)), undefined);
  assert.equal(refusal(wide(MAX_PROPERTIES + 1))?.[0], 'too-many-properties');
});

test('a property called __proto__ is a property like any other', () => {
  const result = parseJson('{"__proto__": {"polluted": true}}');
  assert.ok(result.ok);
  assert.deepEqual(Object.keys(result.value as object), ['__proto__']);
  assert.equal((result.value as { polluted?: boolean }).polluted, undefined);
});
