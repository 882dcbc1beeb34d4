import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePattern, parsePattern } from '@sanad/stix';
import fc from 'fast-check';
import { Engine } from '../engine/engine.ts';
import { requiredTexts } from './required-text.ts';

const textsOf = (text: string): string[] | undefined => {
  const pattern = parsePattern(text);
  assert.ok(pattern.ok, text);
  return requiredTexts(pattern.value);
};

const cases: readonly (readonly [pattern: string, texts: string[] | undefined])[] = [
  ["[process:command_line LIKE '%Mimi_katz%']", ['mimi']],
  ["[process:command_line LIKE '%a%b%']", undefined],
  ["[process:command_line NOT LIKE '%mimikatz%']", undefined],
  ["[process:command_line != 'mimikatz']", undefined],
  ["[process:command_line LIKE '%mimi%' AND process:pid > 5]", ['mimi']],
  ["[process:command_line LIKE '%mimi%' OR process:pid > 5]", undefined],
  [
    "[process:command_line LIKE '%mimi%' OR process:name IN ('kiwi.exe', 'katz.exe')]",
    ['mimi', 'kiwi.exe', 'katz.exe'],
  ],
  ["[process:command_line LIKE '%mimi%'] FOLLOWEDBY [file:name = 'lsass.dmp']", ['mimi', 'lsass.dmp']],
  ["[process:command_line MATCHES 'evil5.*x']", ['evil5']],
  ["[process:command_line MATCHES 'evilx*']", ['evil']],
  ["[process:command_line MATCHES 'abcd+ef']", ['abcd']],
  ["[process:command_line MATCHES 'evil|good']", undefined],
  ["[process:command_line MATCHES '(evil)?']", undefined],
  ["[process:command_line MATCHES '[evil]{4}']", undefined],
  ["[process:command_line MATCHES '\\\\d\\\\w\\\\s']", undefined],
];

for (const [pattern, texts] of cases)
  test(`${pattern} requires ${texts?.join(', ') ?? 'nothing'}`, () => assert.deepEqual(textsOf(pattern), texts));

test('an observation without a required text never matches', () => {
  const piece = fc.constantFrom(
    'abc',
    'ABCD',
    'a',
    'x+',
    'b*',
    'c?',
    '.',
    '.*',
    '[ab]',
    '\\\\.',
    '\\\\d',
    'de{0,2}',
    ' ',
  );
  const regex = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
  const line = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'abc', 'ABCD', 'x', 'd', 'e', '.', '5', ' '),
    maxLength: 12,
  });
  fc.assert(
    fc.property(regex, line, (source, text) => {
      const pattern = parsePattern(`[process:command_line MATCHES '${source}']`);
      assert.ok(pattern.ok);
      const required = requiredTexts(pattern.value);
      const compiled = compilePattern(pattern.value);
      if (required === undefined || !compiled.ok) return;
      const when = '2026-01-01T00:00:00Z';
      const objects = { '0': { type: 'process', command_line: text } };
      const seen = {
        type: 'observed-data',
        id: 'observed-data--1',
        first_observed: when,
        last_observed: when,
        number_observed: 1,
        objects,
      };
      const result = compiled.value([seen]);
      if (result.ok && result.value.matched)
        assert.ok(
          required.some((wanted) => text.toLowerCase().includes(wanted)),
          `${source} met ${text}`,
        );
    }),
    { numRuns: 2000 },
  );
});

test('texts with marks that JSON escapes are found', () => {
  const pattern = String.raw`[process:command_line LIKE '%C:\\Temp\\"evil%']`;
  const engine = new Engine({ indicators: [{ id: 'one', pattern }] });
  assert.equal(engine.observe({ CommandLine: 'run C:\\Temp\\"evil.exe"' }).length, 1);
  assert.equal(engine.observe({ CommandLine: 'run C:\\Temp\\evil.exe' }).length, 0);
});
