import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPattern, parsePattern } from '../rule/pattern.ts';
import { parseRule, parseRules } from './parse.ts';

const rule = (detection: string, more = ''): string =>
  `title: t\nid: i\n${more}logsource:\n  product: windows\ndetection:\n${detection.replaceAll(/^/gm, '  ')}\n`;

/** The issues of a text that must be refused. */
const issues = (yaml: string): { code: string; path: string; message: string }[] => {
  const result = parseRule(yaml);
  assert.ok(!result.ok, 'was loaded');
  return result.issues;
};

void test('what is wrong is named with its line and column', () => {
  assert.deepEqual(issues(rule('sel:\n  A|nope: 1\ncondition: sel')), [
    {
      code: 'modifier-refused',
      path: '7:13',
      message: 'detection/sel/A|nope: there is no modifier «nope»',
      spec: 'Sigma modifiers appendix 2.1',
    },
  ]);
});

void test('each kind of mistake has its code', () => {
  const codes = (yaml: string): string =>
    issues(yaml)
      .map(({ code }) => code)
      .join();
  const detections: Record<string, string> = {
    'sel:\n  A|re: "(unclosed"\ncondition: sel': 'value-refused',
    'sel:\n  A|re: "(?=ahead)"\ncondition: sel': 'value-refused',
    'sel:\n  A|cidr: 10.0.0.0/33\ncondition: sel': 'value-refused',
    'sel:\n  A|gt: many\ncondition: sel': 'value-refused',
    'sel:\n  A|exists: maybe\ncondition: sel': 'value-refused',
    'sel:\n  A|base64: "a*b"\ncondition: sel': 'value-refused',
    'sel:\n  A: [{b: 1}]\ncondition: sel': 'value-refused',
    'sel:\n  A: []\ncondition: sel': 'value-missing',
    'sel: {}\ncondition: sel': 'selection-empty',
    'sel: null\ncondition: sel': 'value-refused',
    'sel:\n  A|re|cidr: x\ncondition: sel': 'modifier-refused',
    'sel:\n  A|i: x\ncondition: sel': 'modifier-refused',
    'sel:\n  A: 1': 'condition-missing',
    'sel:\n  A: 1\ncondition: other': 'condition-refused',
    'sel:\n  A: 1\ncondition: sel | count() > 5': 'condition-refused',
    'sel:\n  A: 1\ncondition: 2 of sel*': 'condition-refused',
    'sel:\n  A: 1\ncondition: (sel': 'condition-refused',
    'sel:\n  A: 1\ncondition: sel sel': 'condition-refused',
    'sel:\n  A: 1\ncondition: 1 of none*': 'condition-refused',
    'sel:\n  A: 1\ntimeframe: 5m\ncondition: sel': 'timeframe',
  };
  for (const [detection, code] of Object.entries(detections)) assert.equal(codes(rule(detection)), code, detection);
  assert.equal(codes('title: t'), 'not-a-rule');
  assert.equal(codes('- a'), 'not-a-rule');
  assert.equal(codes(''), 'document-count');
  assert.equal(codes('title: t\n---\ntitle: u'), 'document-count');
  assert.equal(codes('title: [unclosed'), 'yaml-syntax');
  assert.equal(codes('title: t\ntitle: u'), 'yaml-syntax');
  assert.equal(codes(rule('sel:\n  A: 1\ncondition: sel', 'level: dire\n')), 'level-unknown');
  assert.equal(codes('title: t\ndetection:\n  a: b\n  condition: a'), 'logsource-missing');
});

void test('one bad document of many leaves the others', () => {
  const results = parseRules(`${rule('a: b\ncondition: a')}---\ntitle: [\n---\n${rule('a: b\ncondition: a')}`);
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [true, false, true],
  );
});

void test('a global document is merged into those behind it', () => {
  const [first, second] = parseRules(
    'action: global\ntitle: g\ndetection: {}\n---\nid: a\nlogsource: {}\ndetection: {k: [x], condition: k}\n---\nid: b\nlogsource: {}\ndetection: {k: [y], condition: k}',
  );
  assert.ok(first?.ok && second?.ok);
  assert.deepEqual([first.value.title, first.value.id, second.value.id], ['g', 'a', 'b']);
});

void test('YAML bombs cost a message and no more', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}]`),
  ];
  assert.equal(issues(bomb.join('\n'))[0]?.code, 'yaml-refused');
  assert.match(issues('['.repeat(50_000))[0]?.code ?? '', /^yaml-/);
  assert.match(issues(`title: ${'{a: '.repeat(40)}1${'}'.repeat(40)}`)[0]?.message ?? '', /nested deeper than 32/);
  assert.equal(issues(rule(`sel:\n  A: 1\ncondition: ${'not '.repeat(5000)}sel`))[0]?.code, 'condition-refused');
  const limited = parseRule(rule('a: b\ncondition: a'), { maxLength: 10 });
  assert.equal(limited.ok ? undefined : limited.issues[0]?.code, 'too-large');
});

void test('no text makes the parser throw', () => {
  const line = fc.constantFrom(
    'title: t',
    'id: x',
    'detection:',
    '  sel:',
    '    A|re: (a',
    '    - *x',
    '  condition: 1 of',
    '---',
    'correlation:',
    '  type: temporal',
    '  rules: [a]',
    '  timespan: 5m',
    'filter:',
    '  condition: not (',
    'logsource: {}',
    '  sel: &x [1, null]',
    '? {a: b} : c',
    '!!js/function x',
    '\t',
    '"\\ud800"',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(line).map((lines) => lines.join('\n')),
      ),
      (text) => {
        for (const result of parseRules(text)) if (!result.ok) assert.ok(result.issues.length > 0);
      },
    ),
    { numRuns: 500 },
  );
});

void test('a pattern written out reads as itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '\\', '*', '?', '\\\\', 'b')).map((parts) => parts.join('')),
      (text) => {
        const pattern = parsePattern(text);
        assert.deepEqual(parsePattern(formatPattern(pattern)), pattern);
      },
    ),
  );
});

void test('parsed rules survive JSON, so that they can be cached', () => {
  const result = parseRule(
    rule(
      'sel:\n  A|contains|all: [a, 1, "b*"]\n  B|re|i: x\n  __proto__: 1\n__proto__:\n  C: null\ncondition: 1 of *',
      'tags: [attack.t1]\n',
    ),
  );
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(JSON.parse(JSON.stringify(result.value)), result.value);
});

void test('correlations are read with all their parts', () => {
  const result = parseRule(`title: c
name: c
correlation:
  type: value_percentile
  rules: [a, b]
  group-by: [User]
  timespan: 90m
  aliases:
    who: {a: User, b: Account}
  condition: {field: Size, percentile: 95, gt: 10, lte: 20}
  generate: true`);
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(result.value, {
    kind: 'correlation',
    id: 'c',
    title: 'c',
    name: 'c',
    type: 'value_percentile',
    rules: ['a', 'b'],
    groupBy: ['User'],
    timespan: 5_400_000,
    bounds: [
      { is: 'gt', value: 10 },
      { is: 'lte', value: 20 },
    ],
    valueFields: ['Size'],
    percentile: 95,
    aliases: { who: { a: 'User', b: 'Account' } },
    generate: true,
  });
});

void test('incomplete correlations are refused', () => {
  const code = (section: string): string => issues(`title: c\ncorrelation: {${section}}`)[0]?.code ?? '';
  assert.equal(code('type: event_count, rules: [a], timespan: 5m'), 'condition-missing');
  assert.equal(code('type: event_count, rules: [], timespan: 5m, condition: {gte: 1}'), 'rules-missing');
  assert.equal(code('type: event_count, rules: [a], timespan: 5 minutes, condition: {gte: 1}'), 'timespan');
  assert.equal(code('type: value_count, rules: [a], timespan: 5m, condition: {gte: 1}'), 'field-missing');
  assert.equal(code('type: no_such, rules: [a], timespan: 5m'), 'correlation-type');
  assert.equal(
    code('type: temporal_ordered, rules: [a, b], timespan: 5m, condition: a and not b'),
    'condition-refused',
  );
});
