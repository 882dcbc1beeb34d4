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

/** An expression whose search takes a time that the test sets. */
const expression = (): { regex: ReturnType<typeof withBreaker>; costs: number[] } => {
  const costs: number[] = [];
  let time = 0;
  const search = (text: string): boolean => {
    time += costs.shift() ?? 0;
    return text.includes('needle');
  };
  return { regex: withBreaker(search, () => time), costs };
};
const behind = (count: number): string => `${' '.repeat(count)}needle`;

void test('only the beginning of a huge value is looked at', () => {
  const { regex } = expression();
  assert.ok(regex.test(behind(regex.reach() - 6)));
  assert.ok(!regex.test(behind(regex.reach())));
});

void test('an expression that is slow twice in a row sees less of values', () => {
  const { regex, costs } = expression();
  const reach = regex.reach();
  costs.push(1000, 0, 1000);
  for (let turn = 0; turn < 3; turn += 1) assert.ok(regex.test(behind(3000)));
  assert.equal(regex.reach(), reach, 'once may be the machine');
  costs.push(1000);
  assert.ok(regex.test(behind(3000)), 'the slow search itself is finished');
  assert.ok(regex.reach() < reach);
  assert.ok(!regex.test(behind(3000)) && regex.test(behind(100)));
  for (let turn = 0; turn < 1000; turn += 1) regex.test('');
  assert.ok(regex.test(behind(3000)), 'it gets another chance');
  costs.push(1000);
  regex.test(behind(100));
  assert.equal(regex.reach(), reach, 'the quick search before it counted');
});

void test('an expression that is slow on the beginning of a long text is not let loose on the whole', () => {
  const { regex, costs } = expression();
  costs.push(10, 10);
  assert.ok(!regex.test(behind(10_000)));
  assert.equal(costs.length, 0);
});
