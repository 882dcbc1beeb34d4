import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findJsonError, findTooDeep, placeOf } from './json-place.ts';

test('the place of an error is where no JSON can go on', () => {
  for (const [text, place] of [
    ['', '1:1'],
    ['{', '1:2'],
    ['{"a":1,}', '1:8'],
    ['{"a" 1}', '1:6'],
    ['{a:1}', '1:2'],
    ['[1,2\n 3]', '2:2'],
    ['[1,]', '1:4'],
    ['[1}', '1:3'],
    ['[]]', '1:3'],
    ['"a\nb"', '1:1'],
    ['["\\x"]', '1:2'],
    ['[1.]', '1:3'],
    ['[tru]', '1:2'],
    ['[NaN]', '1:2'],
    ['\u00a0{}', '1:1'],
  ] as const) {
    assert.equal(placeOf(text, findJsonError(text)), place, JSON.stringify(text));
  }
});

test('an error is found exactly where JSON.parse finds none: in a text that JSON.parse takes, after its end', () => {
  const mutated = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '\\', '0', 'e', '-', 't'),
  );
  fc.assert(
    fc.property(mutated, ([json, at, inserted]) => {
      const place = at % (json.length + 1);
      const text = json.slice(0, place) + inserted + json.slice(place + 1);
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      const error = findJsonError(text);
      if (valid) return assert.equal(error, text.length, text);
      // Up to the place something can follow, so some end makes it JSON; this much is checked: no earlier error.
      assert.ok(error <= text.length);
      assert.equal(findJsonError(text.slice(0, error)), error, text);
    }),
    { numRuns: 1000 },
  );
});

test('depth counts brackets outside strings', () => {
  assert.equal(findTooDeep('{"a":[{"b":"[[[["}]}', 3), -1);
  assert.equal(findTooDeep('{"a":[{"b":"\\"[[[["}]}', 3), -1);
  assert.equal(findTooDeep('{"a":[{"b":[]}]}', 3), 11);
  assert.equal(findTooDeep('[[],[],[],[[]]]', 3), -1);
  assert.equal(findTooDeep('"unended [[[[', 1), -1);
});
