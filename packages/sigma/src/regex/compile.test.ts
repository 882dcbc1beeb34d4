import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRegex, compileRegex, withBreaker } from './compile.ts';

void test('expressions that make backtracking engines stop are searched in one pass', () => {
  for (const source of ['(x+x+)+y', '(x|x)*y', '(.*)*y', 'x*x*x*x*x*x*x*y']) {
    assert.equal(checkRegex(source, ''), undefined, source);
    // A backtracking engine would not return from this within a lifetime.
    assert.equal(compileRegex(source, '').test('x'.repeat(100_000)), false, source);
  }
});

void test('what Sigma excludes, and what is too large, is refused with the reason', () => {
  assert.match(checkRegex('(?=x)', '') ?? '', /refused/);
  assert.match(checkRegex(String.raw`(a)\1`, '') ?? '', /refused/);
  assert.match(checkRegex('a'.repeat(9000), '') ?? '', /longer than/);
  assert.match(checkRegex(String.raw`\w{1,1000}\d`, '') ?? '', /too large/);
  assert.match(checkRegex('(?:(?:a{1,30}){1,30}){1,30}', '') ?? '', /refused|too large/);
});

void test('only the beginning of a huge value is looked at, and less by an expression that once was slow', () => {
  let time = 0;
  let cost = 0;
  const regex = withBreaker(
    (text) => {
      time += cost;
      return text.includes('needle');
    },
    () => time,
  );
  const behind = (count: number): string => `${' '.repeat(count)}needle`;
  assert.ok(regex.test(behind(regex.reach() - 6)));
  assert.ok(!regex.test(behind(regex.reach())));
  const before = regex.reach();
  cost = 1000;
  assert.ok(regex.test(behind(10_000)), 'the slow search itself is finished');
  assert.ok(regex.reach() < before);
  assert.ok(!regex.test(behind(10_000)) && regex.test(behind(100)));
});
