import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsed } from './testing/arbitrary-pattern.ts';
import { patternWarnings } from './warnings.ts';

const warned = (text: string): string[] =>
  patternWarnings(parsed(text), text).map(({ path, code, spec }) => `${path} ${code} ${spec}`);

test('an AND over different types is told from one with a common type', () => {
  assert.deepEqual(warned("[a:b = 1 OR\n (file:name = 'x' AND url:value = 'y')]"), ['2:3 never-matches STIX 2.1 §9.5']);
  assert.deepEqual(warned('[a:b = 1 AND (c:d = 2 OR (c:e = 3 AND f:g = 4))]'), [
    '1:27 never-matches STIX 2.1 §9.5',
    '1:2 never-matches STIX 2.1 §9.5',
  ]);
  assert.deepEqual(warned('[(a:b = 1 OR b:c = 1) AND (b:d = 1 OR c:d = 1)] AND [x:y = 1]'), []);
});

test('an interval that is empty, a date that does not exist, constants that cannot be evaluated', () => {
  const cases: Record<string, string[]> = {
    "[a:b = 1] START t'2026-01-02T00:00:00Z' STOP t'2026-01-02T00:00:00.0Z'": ['1:1 never-matches STIX 2.1 §9.5.1'],
    "[a:b = t'2026-02-29T00:00:00Z']": ['1:2 no-such-date STIX 2.1 §2.16'],
    "[a:b IN (t'2028-02-29T00:00:00Z', t'2026-04-31T00:00:00Z')]": ['1:2 no-such-date STIX 2.1 §2.16'],
    "[a:b MATCHES '(?=x)' OR a:b ISSUBSET 'x']": [
      '1:2 unsupported-regex STIX 2.1 §9.6.1',
      '1:25 invalid-subnet STIX 2.1 §9.6.1',
    ],
    "[a:b = 1] START t'2026-01-02T00:00:00Z' STOP t'2026-01-02T00:00:00.1Z'": [],
  };
  for (const [text, expected] of Object.entries(cases)) assert.deepEqual(warned(text), expected, text);
});
