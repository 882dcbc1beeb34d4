import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordedCases } from '../testing/recorded-cases.ts';
import { equivalentPatterns } from './equivalent.ts';
import { formatPattern } from './format.ts';
import { matchPattern } from './match.ts';
import { arbitraryPattern, parsed } from './testing/arbitrary-pattern.ts';
import { observationsOf, smallPattern, smallWorld } from './testing/small-world.ts';
import type { Comparison, Pattern } from './tree.ts';

function equivalent(a: string | Pattern, b: string | Pattern): boolean {
  const result = equivalentPatterns(a, b);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
}

test('the recorded equivalence cases agree', { skip: recordedCases.missing }, () => {
  const cases = recordedCases.read<{ a: string; b: string; equivalent: boolean }>('pattern-equivalence.jsonl');
  assert.ok(cases.length >= 74);
  for (const { a, b, equivalent: expected } of cases) assert.equal(equivalent(a, b), expected, `${a}   ${b}`);
});

test('values are compared by what they mean', () => {
  const same = [
    ['[a:b = 1]', '[a:b = 1.0]'],
    ["[a:b = h'00FF']", "[a:b = b'AP8=']"],
    ["[a:b = t'2026-01-01T00:00:00.500Z']", "[a:b = t'2026-01-01T00:00:00.5Z']"],
    ['[a:b IN (2, 1, 2)]', '[a:b = 1 OR a:b = 2]'],
    ['[a:b NOT IN (2, 1)]', '[a:b NOT IN (1, 2)]'],
    ['[a:b NOT = 1]', '[a:b != 1]'],
    ["[ipv6-addr:value ISSUBSET '2001:db8:ffff::/32']", "[ipv6-addr:value ISSUBSET '2001:DB8::/32']"],
  ] as const;
  for (const [a, b] of same) assert.equal(equivalent(a, b), true, `${a}   ${b}`);
  const different = [
    ["[a:b = '1']", '[a:b = 1]'],
    ["[url:value = '1.2.3.4/32']", "[url:value = '1.2.3.4']"],
    ["[ipv4-addr:value = '010.0.0.1']", "[ipv4-addr:value = '10.0.0.1']"],
    ["[windows-registry-key:key MATCHES '\\\\D']", "[windows-registry-key:key MATCHES '\\\\d']"],
    ["[a:'b.c' = 1]", '[a:b.c = 1]'],
    ["[a:'*' = 1]", '[a:b[*] = 1]'],
    ['[a:b < 1]', '[a:b NOT < 1]'],
    ['[a:b = 1] AND [a:b = 1]', '[a:b = 1]'],
    ['[a:b = 1] FOLLOWEDBY [a:b = 2]', '[a:b = 2] FOLLOWEDBY [a:b = 1]'],
  ] as const;
  for (const [a, b] of different) assert.equal(equivalent(a, b), false, `${a}   ${b}`);
});

test('what can never match changes nothing', () => {
  assert.equal(equivalent('[a:b = 1 OR (a:b = 2 AND c:d = 3)]', '[a:b = 1]'), true);
  assert.equal(equivalent('[a:b = 1] OR [a:b = 2 AND c:d = 3] AND [e:f = 4]', '[a:b = 1]'), true);
  assert.equal(equivalent('[a:b = 2 AND c:d = 3]', '[e:f = 4 AND g:h IN ()]'), true);
});

/** The same pattern with operands turned round, doubled and grouped where the laws allow. */
function rewritten(pattern: Pattern): Pattern {
  if (pattern.kind === 'observation') return { ...pattern, comparison: rewrittenComparison(pattern.comparison) };
  if (pattern.kind === 'qualified') return { ...pattern, expression: rewritten(pattern.expression) };
  const operands = pattern.operands.map(rewritten);
  const [first] = operands;
  if (pattern.kind === 'followed-by' || !first) return { ...pattern, operands };
  const more = pattern.kind === 'any-observed' ? [absorbed(first)] : [];
  return { ...pattern, operands: [...operands.toReversed(), ...more] };
}

const absorbed = (pattern: Pattern): Pattern => ({
  kind: 'all-observed',
  operands: [parsed('[z:z = 0]'), pattern],
  offset: 0,
});

function rewrittenComparison(comparison: Comparison): Comparison {
  if (comparison.kind === 'test') return comparison;
  const operands = comparison.operands.map(rewrittenComparison).toReversed();
  const other = comparison.kind === 'and' ? 'or' : 'and';
  const [first] = operands;
  return first
    ? { ...comparison, operands: [...operands, { kind: other, operands: [first, ...operands], offset: 0 }] }
    : comparison;
}

test('a pattern is equivalent to each rewriting of it', () => {
  fc.assert(
    fc.property(arbitraryPattern, (pattern) => {
      const result = equivalentPatterns(pattern, rewritten(pattern));
      // A rare giant has no short OR of ANDs.
      const expected = result.ok || 'budget-exceeded';
      assert.equal(result.ok ? result.value : result.issues[0]?.code, expected, formatPattern(pattern));
    }),
    { numRuns: 500 },
  );
});

test('equivalent patterns match the same observations', () => {
  const found: [Pattern, Pattern][] = [];
  fc.assert(
    fc.property(smallPattern, smallPattern, (a, b) => {
      if (formatPattern(a) !== formatPattern(b) && equivalent(a, b)) found.push([a, b]);
    }),
    { numRuns: 30_000 },
  );
  assert.ok(found.length > 10, `${found.length} pairs`);
  const answer = (pattern: Pattern, world: object[]) => {
    const result = matchPattern(pattern, world);
    return result.ok && result.value.matched;
  };
  fc.assert(
    fc.property(smallWorld.map(observationsOf), fc.constantFrom(...found), (world, [a, b]) => {
      assert.equal(answer(a, world), answer(b, world), `${formatPattern(a)}   ${formatPattern(b)}`);
    }),
    { numRuns: 2000 },
  );
});

test('an exponential form is given up, a long plain one is not', () => {
  const either = (number: number) => `(a:b${number} = 1 OR a:c${number} = 1)`;
  const exponential = (count: number) => Array.from({ length: count }, (_, number) => either(number)).join(' AND ');
  const result = equivalentPatterns(`[${exponential(40)}]`, '[a:b = 1]');
  assert.equal(result.ok || result.issues[0]?.code, 'budget-exceeded');
  const observed = exponential(40).replaceAll(/a:\w+ = 1/g, '[$&]');
  const again = equivalentPatterns(observed, '[a:b = 1]');
  assert.equal(again.ok || again.issues[0]?.code, 'budget-exceeded');
  const long = Array.from({ length: 20_000 }, (_, number) => `[a:b = ${number}]`);
  assert.equal(equivalent(long.join(' OR '), long.toReversed().join(' OR ')), true);
  assert.equal(equivalent(`[${exponential(8)}]`, `[${exponential(8)}]`), true);
});

test('a text that is no pattern is refused', () => {
  assert.equal(equivalentPatterns('[a:b = 1]', '[').ok, false);
  assert.equal(equivalentPatterns('', '[a:b = 1]').ok, false);
});
