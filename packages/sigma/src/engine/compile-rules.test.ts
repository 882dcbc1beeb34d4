import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../evaluate/evaluate.ts';
import { parseRule, parseRules } from '../parse/parse.ts';
import type { Filter, Rule } from '../rule/rule.ts';
import { event, rule } from '../testing/arbitrary.ts';
import { compileRules } from './compile-rules.ts';
import type { RuleMatch } from './matcher.ts';
import { sourceIncludes } from './prepare.ts';

const parsed = (yaml: string): Rule | Filter => {
  const result = parseRule(yaml);
  assert.ok(result.ok, JSON.stringify(result));
  assert.ok(result.value.kind !== 'correlation');
  return result.value;
};

const simple = (id: string, detection: string, logsource = 'category: test'): Rule | Filter =>
  parsed(`title: ${id}\nid: ${id}\nlogsource:\n  ${logsource}\ndetection:\n${detection.replaceAll(/^/gm, '  ')}`);

const idsOf = (matches: readonly RuleMatch[]): string[] => matches.map(({ ruleId }) => ruleId).toSorted();

void test('the fast matcher agrees with the plain evaluator on random rules and events', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(rule, { minLength: 1, maxLength: 12, selector: ({ id }) => id }),
      fc.array(event, { minLength: 1, maxLength: 6 }),
      fc.subarray([{ product: 'p' }, { product: 'p', category: 'c' }, { service: 's' }]),
      (rules, events, sources) => {
        const { matcher } = compileRules(rules);
        for (const one of events) {
          const expected = rules.filter((candidate) => evaluate(candidate, one));
          assert.deepEqual(idsOf(matcher.match(one)), expected.map(({ id }) => id).toSorted());
          const routed = expected.filter(({ logsource }) =>
            sources.some((source) => sourceIncludes(logsource, source)),
          );
          assert.deepEqual(idsOf(matcher.match(one, sources)), routed.map(({ id }) => id).toSorted());
        }
      },
    ),
    { numRuns: 1500 },
  );
});

void test('rules added and removed while running match as if they had been compiled together', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(rule, { minLength: 2, maxLength: 10, selector: ({ id }) => id }),
      event,
      fc.nat(9),
      (rules, one, cut) => {
        const at = cut % rules.length;
        const { matcher } = compileRules(rules.slice(0, at));
        matcher.match(one);
        matcher.update({ add: rules.slice(at) });
        const removed = rules[0]?.id ?? '';
        matcher.update({ remove: [removed] });
        const expected = rules.filter(({ id }) => id !== removed).filter((candidate) => evaluate(candidate, one));
        assert.deepEqual(
          matcher
            .match(one)
            .map(({ ruleId }) => ruleId)
            .toSorted(),
          expected.map(({ id }) => id).toSorted(),
        );
        assert.equal(matcher.size, rules.length - 1);
      },
    ),
    { numRuns: 300 },
  );
});

void test('an added rule replaces the one with its id', () => {
  const { matcher } = compileRules([simple('r', 'a:\n  X: 1\ncondition: a')]);
  matcher.update({ add: [simple('r', 'a:\n  X: 2\ncondition: a') as Rule] });
  assert.deepEqual(matcher.match({ X: 1 }), []);
  assert.deepEqual(matcher.match({ X: 2 }), [{ ruleId: 'r', title: 'r', level: undefined }]);
});

void test('a second rule with an id already used is refused, and said so', () => {
  const { refused } = compileRules([simple('r', 'a:\n  X: 1\ncondition: a'), simple('r', 'a:\n  X: 2\ncondition: a')]);
  assert.deepEqual(refused, [{ id: 'r', reason: 'another rule has the same id' }]);
});

void test('a placeholder takes the values given for it, or its rule is refused', () => {
  const rules = [simple('r', 'a:\n  User|expand: "%Admins%-x"\n  Ip|cidr|expand: "%Nets%"\ncondition: a')];
  const placeholders = { Admins: ['root', 'adm*'], Nets: ['10.0.0.0/8', '::1'] };
  const { matcher } = compileRules(rules, { placeholders });
  assert.equal(matcher.match({ User: 'ADMIN1-x', Ip: '10.1.1.1' }).length, 1);
  assert.equal(matcher.match({ User: 'root-x', Ip: '::1' }).length, 1);
  assert.equal(matcher.match({ User: '%Admins%-x', Ip: '::1' }).length, 0);
  assert.deepEqual(compileRules(rules, { placeholders: { Admins: ['a'] } }).refused, [
    { id: 'r', reason: 'no values are given for %Nets%' },
  ]);
  assert.match(
    compileRules(rules, { placeholders: { ...placeholders, Nets: ['no'] } }).refused[0]?.reason ?? '',
    /no network/,
  );
});

void test('a filter narrows the rules it names, of its own log source only', () => {
  const filter = (rules: string, source: string): Rule | Filter =>
    parsed(
      `title: f\nid: f\nlogsource:\n  ${source}\nfilter:\n  rules: ${rules}\n  a:\n    User|startswith: adm_\n  condition: not a`,
    );
  const rules = [simple('r', 'a:\n  X: 1\ncondition: a'), simple('other', 'a:\n  X: 1\ncondition: a')];
  const ids = (documents: (Rule | Filter)[]): string[] =>
    compileRules(documents)
      .matcher.match({ X: 1, User: 'ADM_me' })
      .map(({ ruleId }) => ruleId);
  assert.deepEqual(ids([...rules, filter('[r]', 'category: test')]), ['other']);
  assert.deepEqual(ids([...rules, filter('any', 'category: test')]), []);
  assert.deepEqual(ids([...rules, filter('any', 'category: another')]), ['r', 'other']);
});

void test('log sources choose the rules when they are given', () => {
  const rules = [
    simple('windows', 'a:\n  X: 1\ncondition: a', 'product: windows'),
    simple('linux', 'a:\n  X: 1\ncondition: a', 'product: linux'),
    simple('process', 'a:\n  X: 1\ncondition: a', 'category: process_creation'),
    simple('negative', 'a:\n  X: 2\ncondition: not a', 'product: linux'),
  ];
  const ids = (source: object): string[] =>
    compileRules(rules, { logsource: source })
      .matcher.match({ X: 1 })
      .map(({ ruleId }) => ruleId);
  assert.deepEqual(ids({ product: 'windows', category: 'process_creation' }), ['windows', 'process']);
  assert.deepEqual(ids({ product: 'linux' }), ['linux', 'negative']);
  const { matcher } = compileRules(rules, { logsource: (one) => [{ product: String(one['os']) }] });
  assert.deepEqual(
    matcher.match({ X: 1, os: 'linux' }).map(({ ruleId }) => ruleId),
    ['linux', 'negative'],
  );
  assert.deepEqual(
    matcher.match({ X: 1, os: 'windows' }).map(({ ruleId }) => ruleId),
    ['windows'],
  );
});

void test('long lists of emoji are found in texts beyond ASCII only', () => {
  const emoji = Array.from({ length: 800 }, (_, index) => String.fromCodePoint(0x1f300 + index));
  const rules = parseRules(
    `title: e\nid: e\nlogsource: {}\ndetection:\n  a:\n    C|contains: ${JSON.stringify(emoji)}\n  condition: a`,
  );
  const [first] = rules;
  assert.ok(first?.ok);
  const { matcher } = compileRules([first.value]);
  assert.equal(matcher.match({ C: `plain text ${emoji[799]}!` }).length, 1);
  assert.equal(matcher.match({ C: 'plain text =\u0000' }).length, 0);
});

void test('an event nested without end neither throws nor matches', () => {
  let value: unknown = 'needle';
  for (let depth = 0; depth < 5000; depth += 1) value = depth % 2 ? [value] : { a: value };
  const { matcher } = compileRules([simple('k', 'k:\n  - needle\ncondition: k')]);
  assert.deepEqual(matcher.match({ a: value }), []);
});

void test('texts beyond the stretch that is searched at a time are searched whole', () => {
  const { matcher } = compileRules([
    simple('long', 'a:\n  X|contains: needle\ncondition: a'),
    simple('short', 'a:\n  X|contains: qz\ncondition: a'),
  ]);
  for (const at of [8189, 8190, 8191, 8192, 16_383, 100_000]) {
    assert.equal(matcher.match({ X: `${' '.repeat(at)}needle` })[0]?.ruleId, 'long', `at ${at}`);
    assert.equal(matcher.match({ X: `${' '.repeat(at)}qz` })[0]?.ruleId, 'short', `at ${at}`);
  }
});
