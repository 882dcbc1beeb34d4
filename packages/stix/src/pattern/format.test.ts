import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPattern } from './format.ts';
import { arbitraryPattern, parsed, withoutOffsets } from './testing/arbitrary-pattern.ts';

test('a formatted pattern is parsed to the same tree', () => {
  fc.assert(
    fc.property(arbitraryPattern, (pattern) => {
      assert.deepEqual(withoutOffsets(parsed(formatPattern(pattern))), withoutOffsets(pattern));
    }),
    { numRuns: 500 },
  );
});

test('formatting keeps only the parentheses that mean something', () => {
  const same = [
    "[a:b = 'it\\'s \\\\ here' AND (a:c = 1 OR a:d != 2.0)]",
    '([a:b = 1] OR [a:b = 2]) AND [a:b = 3] FOLLOWEDBY [a:b = 4]',
    '([a:b = 1] WITHIN 5 SECONDS) WITHIN 0.0000001 SECONDS',
    "[a:'b-c'.d[*].'AND'[0] IN (t'2026-01-01T00:00:00Z')] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'",
    "[NOT EXISTS a:b OR a:c NOT LIKE '%x_'] REPEATS 2 TIMES WITHIN 3 SECONDS",
    "[a:b = h'00ff' OR a:b = b'AA==' OR a:b = true OR a:b IN ()]",
  ];
  for (const text of same) assert.equal(formatPattern(parsed(text)), text);
  assert.equal(formatPattern(parsed('(([ (a:b==1)AND((a:b<>2)) ]))')), '[a:b = 1 AND a:b != 2]');
});
