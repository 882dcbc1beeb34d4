import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPattern } from './format.ts';
import { MAXIMUM_PATTERN_LENGTH, parsePattern } from './parse.ts';
import { MAXIMUM_PATTERN_DEPTH } from './tokens.ts';
import { recordedCases } from '../testing/recorded-cases.ts';
import { arbitraryPattern, parsed, withoutOffsets } from './testing/arbitrary-pattern.ts';

/** `line:column code` of the first issue. */
function firstIssue(text: string): string {
  const result = parsePattern(text);
  assert.equal(result.ok, false, `${text} is refused`);
  const [issue] = result.issues;
  assert.match(issue?.spec ?? 'STIX 2.1 §9', /^STIX 2\.1 §(9|10\.7)/);
  return `${issue?.path} ${issue?.code}`;
}

test('AND binds tighter than OR, OR than FOLLOWEDBY, qualifiers tightest', () => {
  const bare = '[a:b = 1] FOLLOWEDBY [a:b = 2] OR [a:b = 3] AND [a:b = 4] WITHIN 5 SECONDS';
  const full = '[a:b = 1] FOLLOWEDBY ([a:b = 2] OR ([a:b = 3] AND ([a:b = 4] WITHIN 5 SECONDS)))';
  assert.deepEqual(withoutOffsets(parsed(bare)), withoutOffsets(parsed(full)));
  assert.equal(parsed(bare).kind, 'followed-by');
  const inner = parsed('[a:b = 1 OR a:b = 2 AND a:b = 3]');
  assert.equal(inner.kind === 'observation' && inner.comparison.kind, 'or');
});

test('every node knows where it starts', () => {
  const text = '  [a:b = 1]\n AND [ x:y = 2 ]';
  const pattern = parsed(text);
  assert.equal(pattern.kind, 'all-observed');
  const second = pattern.kind === 'all-observed' ? pattern.operands[1] : undefined;
  assert.equal(second?.offset, text.lastIndexOf('['));
  assert.equal(second?.kind === 'observation' && second.comparison.offset, text.indexOf('x:y'));
});

test('literals of every kind are read', () => {
  const pattern = parsed(
    "[a:b IN (1, -0.5, +.5, -0)] OR [a:b = '\\'\\\\\n'] OR [a:b > h'fF'] OR [a:b = b'AQI='] OR [a:b = false]",
  );
  const numbers = pattern.kind === 'any-observed' && pattern.operands[0]?.kind === 'observation' && pattern.operands[0];
  assert.deepEqual(
    numbers && numbers.comparison.kind === 'test' && numbers.comparison.operator === 'IN' && numbers.comparison.values,
    [
      { kind: 'integer', value: 1 },
      { kind: 'float', value: -0.5 },
      { kind: 'float', value: 0.5 },
      { kind: 'integer', value: 0 },
    ],
  );
  const text = pattern.kind === 'any-observed' && pattern.operands[1];
  assert.deepEqual(
    text &&
      text.kind === 'observation' &&
      text.comparison.kind === 'test' &&
      'value' in text.comparison &&
      text.comparison.value,
    {
      kind: 'string',
      value: "'\\\n",
    },
  );
});

test('comments and Unicode space stand between tokens', () => {
  const text = '\u3000[/* a ] */ a : b\u00a0= 1 // ] FOLLOWEDBY\n] // end';
  assert.equal(formatPattern(parsed(text)), '[a:b = 1]');
});

test('an issue names the place and the rule', () => {
  const cases: Record<string, string> = {
    '': '1:1 pattern-syntax',
    '[a:b = 1': '1:9 pattern-syntax',
    "[a:b = 1]\n AND [a:b = 'x": '2:13 pattern-syntax',
    "[a:b = 'C:\\temp']": '1:11 pattern-syntax',
    '[a-b:c-d = 1]': '1:6 pattern-syntax',
    '[a:AND = 1]': '1:4 pattern-syntax',
    '[NOT a:b = 1]': '1:6 pattern-syntax',
    '[a:b > true]': '1:8 pattern-syntax',
    '[a:b[-1] = 1]': '1:6 pattern-syntax',
    '[a:b = 05]': '1:9 pattern-syntax',
    "[a:b = h'abc']": '1:8 pattern-syntax',
    '[a:b = 1] and [a:b = 2]': '1:11 pattern-syntax',
    '[a:b = 1] WITHIN 0 SECONDS': '1:18 pattern-syntax',
    '[a:b = 1] REPEATS 0 TIMES': '1:19 pattern-syntax',
    '[a:b = 1] /* open': '1:11 pattern-syntax',
    "[a:b IN (1, 'x')]": '1:13 mixed-set',
    [`[a:b = ${'9'.repeat(400)}]`]: '1:8 number-out-of-range',
    '[a:b = 1] REPEATS 2 TIMES WITHIN 1 SECONDS REPEATS 3 TIMES': '1:44 repeated-qualifier',
    "[file:hashes.MD5 = 'x']": '1:2 invalid-hash',
    "[a:b = 1 OR file:hashes.'SHA3-256' IN ('x')]": '1:13 invalid-hash',
  };
  for (const [text, expected] of Object.entries(cases)) assert.equal(firstIssue(text), expected, text);
});

test('a hash is checked only where equality is asked', () => {
  for (const text of ["[file:hashes.MD5 LIKE 'ab%']", "[file:hashes.TLSH = 'ab']", "[file:hashes[*] = 'ab']"])
    parsed(text);
});

test('deep, long and endless texts are refused, not followed', () => {
  const deep = (count: number) => `${'('.repeat(count)}[a:b = 1]${')'.repeat(count)}`;
  parsed(deep(MAXIMUM_PATTERN_DEPTH));
  assert.equal(firstIssue(deep(MAXIMUM_PATTERN_DEPTH + 1)), `1:${MAXIMUM_PATTERN_DEPTH + 1} pattern-too-deep`);
  assert.match(firstIssue(deep(100_000)), /pattern-too-deep/);
  assert.match(firstIssue(`[${'('.repeat(100_000)}`), /pattern-too-deep/);
  assert.match(firstIssue(`([a:b = 1])${' WITHIN 1 SECONDS'.repeat(100_000)}`), /pattern-too-deep/);
  assert.match(firstIssue(' '.repeat(MAXIMUM_PATTERN_LENGTH + 1)), /pattern-too-long/);
  parsed(`[a:b = 1]${' OR [a:b = 1]'.repeat(20_000)}`);
  parsed(`[a:b = 1]${' OR ([(a:b = 1)]) WITHIN 1 SECONDS'.repeat(MAXIMUM_PATTERN_DEPTH + 1)}`);
  parsed(`[a:b = '${"\\'".repeat(500_000)}']`);
});

test('no text throws, and a damaged pattern is read or refused', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePattern(text)));
  const damaged = fc.tuple(arbitraryPattern.map(formatPattern), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }));
  fc.assert(
    fc.property(damaged, ([text, place, cut, put]) => {
      const at = place % (text.length + 1);
      const result = parsePattern(text.slice(0, at) + put + text.slice(at + cut));
      if (!result.ok) for (const issue of result.issues) assert.match(issue.path, /^[1-9]\d*:[1-9]\d*$/);
    }),
  );
});

test('the recorded validity cases agree', { skip: recordedCases.missing }, () => {
  const cases = recordedCases.read<{ pattern: string; valid: boolean }>('pattern-validity.jsonl');
  assert.ok(cases.length >= 78);
  for (const { pattern, valid } of cases) assert.equal(parsePattern(pattern).ok, valid, pattern);
});
