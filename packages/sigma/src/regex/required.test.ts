import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from '../evaluate/fold.ts';
import { compileRegex } from './compile.ts';
import { requiredLiterals } from './required.ts';

void test('the longest text that every match holds', () => {
  const expected: Record<string, string[] | undefined> = {
    'net\\s+user\\s+': ['user'],
    'a(?:bcd|efg)+h': ['bcd', 'efg'],
    'foo|bar': ['foo', 'bar'],
    '(?i)CMD.{0,5}(?:/c|/r).+powershell': ['powershell'],
    '\\$\\{`?e`?n': ['${'],
    'abc?d*': ['ab'],
    'ab{2}c': ['ab'],
    'x{0,3}y': ['y'],
    '[abc]+\\d': undefined,
    '(?:a|)b?': undefined,
    '\\x41bc': undefined,
    '(?P<name>abc)': undefined,
  };
  for (const [source, literals] of Object.entries(expected))
    assert.deepEqual(requiredLiterals(source), literals, source);
});

void test('no text that an expression matches lacks what it is said to require', () => {
  const atom = fc.constantFrom('a', 'B', 'ab', '.', '[ab]', '(a|b)', '(?:ab|c)', '(c)', '\\w', '\\.', '^', '$', '|');
  const quantifier = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{0,1}', '+?');
  const source = fc
    .array(fc.tuple(atom, quantifier), { maxLength: 6 })
    .map((parts) => parts.map(([part, times]) => (/^[|^$]$/.test(part) ? part : part + times)).join(''));
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'A', 'B', '.', ' '), { maxLength: 10 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      source,
      fc.constantFrom('', 'i'),
      fc.array(text, { minLength: 5, maxLength: 5 }),
      (expression, flags, texts) => {
        const literals = requiredLiterals(expression);
        if (!literals) return;
        for (const one of texts) {
          if (compileRegex(expression, flags).test(one))
            assert.ok(
              literals.some((literal) => fold(one).includes(literal)),
              one,
            );
        }
      },
    ),
    { numRuns: 3000 },
  );
});
