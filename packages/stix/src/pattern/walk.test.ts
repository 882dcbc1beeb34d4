import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPath } from './format.ts';
import { parsed } from './testing/arbitrary-pattern.ts';
import { comparisonTests, plainAlternatives } from './walk.ts';

test('all comparisons are walked from left to right', () => {
  const pattern = parsed('[a:b = 1 AND (a:c = 2 OR EXISTS a:d)] FOLLOWEDBY ([a:e = 3] OR [a:f = 4]) WITHIN 5 SECONDS');
  assert.deepEqual(
    comparisonTests(pattern).map((comparison) => formatPath(comparison.path)),
    ['a:b', 'a:c', 'a:d', 'a:e', 'a:f'],
  );
});

test('a plain OR of values is told from all else', () => {
  const pattern = parsed("[a:b = 'x' OR (c:d IN ('y', 'z'))] OR [ipv4-addr:value ISSUBSET '10.0.0.0/8']");
  assert.deepEqual(
    plainAlternatives(pattern)?.map(({ path, operator, value }) => [
      formatPath(path),
      operator,
      typeof value === 'string' ? value : value.value,
    ]),
    [
      ['a:b', '=', 'x'],
      ['c:d', '=', 'y'],
      ['c:d', '=', 'z'],
      ['ipv4-addr:value', 'ISSUBSET', '10.0.0.0/8'],
    ],
  );
  const others = [
    '[a:b = 1 AND a:c = 2]',
    '[a:b NOT = 1]',
    '[a:b != 1]',
    '[a:b = 1] AND [a:b = 2]',
    '[a:b = 1] WITHIN 5 SECONDS',
    "[a:b LIKE 'x']",
  ];
  for (const text of others) assert.equal(plainAlternatives(parsed(text)), undefined, text);
});
