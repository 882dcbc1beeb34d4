import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordedCases } from '../testing/recorded-cases.ts';
import { compilePattern, matchPattern } from './match.ts';
import { parsePattern } from './parse.ts';
import { arbitraryPattern, parsed } from './testing/arbitrary-pattern.ts';

interface Seen {
  readonly id?: string;
  readonly at: number;
  readonly until?: number;
  readonly count?: number;
  readonly objects: object[];
}

const time = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

/** An observed-data of STIX 2.0 form. */
const observe = ({ id, at, until = at, count = 1, objects }: Seen): object => ({
  type: 'observed-data',
  ...(id === undefined ? {} : { id }),
  first_observed: time(at),
  last_observed: time(until),
  number_observed: count,
  objects: Object.fromEntries(objects.map((object, key) => [String(key), object])),
});

/** A person seen at a time, by the name as id. */
const saw = (name: string, at: number, more: Partial<Seen> = {}): object =>
  observe({ id: name, at, objects: [{ type: 'person', name }], ...more });

function matched(pattern: string, observations: object[]): string[] | false {
  const result = matchPattern(pattern, observations);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value.matched && result.value.observations;
}

function issueOf(pattern: string, observations: object[], budget?: number): string | undefined {
  const result = matchPattern(pattern, observations, budget === undefined ? {} : { budget });
  assert.equal(result.ok, false);
  return result.issues[0]?.code;
}

test('the recorded match cases agree', { skip: recordedCases.missing }, () => {
  const cases = recordedCases.read<{ pattern: string; observations: object[]; expect: string }>(
    'pattern-match-v21.jsonl',
  );
  assert.ok(cases.length >= 216);
  for (const { pattern, observations, expect } of cases) {
    const result = matchPattern(pattern, observations);
    assert.equal(result.ok ? (result.value.matched ? 'match' : 'nomatch') : 'error', expect, pattern);
  }
});

test('the observations of a match are named by id, or by place without one', () => {
  const unnamed = observe({ at: 9, objects: [{ type: 'person', name: 'bob' }] });
  const bundle = { type: 'bundle', objects: [{ type: 'identity', id: 'identity--1' }, unnamed] };
  const observations = [saw('carol', 5), saw('alice', 3), bundle];
  assert.deepEqual(matched("[person:name = 'alice'] FOLLOWEDBY [person:name = 'bob']", observations), [
    'alice',
    '2/objects/1',
  ]);
});

test('one observation stands for one expression only, as often as it was seen', () => {
  const both = observe({
    at: 1,
    count: 2,
    objects: [
      { type: 'a', b: 1 },
      { type: 'a', b: 2 },
    ],
  });
  assert.notEqual(matched('[a:b = 1] AND [a:b = 2]', [both]), false);
  assert.equal(matched('[a:b = 1] AND [a:b = 2] AND [a:b = 1]', [both]), false);
  assert.equal(matched('[a:b = 1 AND a:b = 2]', [both]), false, 'an AND holds for one object');
  // Greedy assignment would give the first expression what only the second can use.
  const one = observe({ id: 'one', at: 1, objects: [{ type: 'a', b: 1 }] });
  const pair = observe({
    id: 'pair',
    at: 0,
    objects: [
      { type: 'a', b: 1 },
      { type: 'a', b: 2 },
    ],
  });
  assert.deepEqual(matched('[a:b = 1] AND [a:b = 2]', [pair, one]), ['pair', 'one']);
});

test('references are followed in the same observation, round circles too', () => {
  const people = Array.from({ length: 300 }, (_, number) => ({
    type: 'person',
    name: `p${number}`,
    friend_ref: String((number + 1) % 300),
    friend_refs: Array.from({ length: 300 }, (__, other) => String(other)),
  }));
  const crowd = observe({ at: 0, objects: people });
  assert.notEqual(matched("[person:name = 'p0' AND person:friend_ref.friend_ref.name = 'p2']", [crowd]), false);
  assert.notEqual(matched("[person:friend_ref = '1']", [crowd]), false, 'the reference itself');
  const circles = `[person:friend_refs[*]${'.friend_refs[*]'.repeat(8)}.name = 'nobody']`;
  assert.equal(issueOf(circles, [crowd], 1_000_000), 'budget-exceeded');
});

test('EXISTS, list indexes and quoted keys', () => {
  const file = observe({ at: 0, objects: [{ type: 'file', 'a.b': { c: [[1], [2, 3]] }, none: null, empty: [] }] });
  const holds = [
    "EXISTS file:'a.b'",
    "file:'a.b'.c[1][0] = 2",
    "file:'a.b'.c[*][*] = 3",
    'NOT EXISTS file:size',
    'EXISTS file:none',
  ];
  for (const comparison of holds) assert.notEqual(matched(`[${comparison}]`, [file]), false, comparison);
  const fails = [
    "EXISTS file:'a.b'.c[2]",
    "file:'a.b'.c[1] = 2",
    'EXISTS file:empty[*]',
    'EXISTS file:constructor',
    'NOT EXISTS other:size',
  ];
  for (const comparison of fails) assert.equal(matched(`[${comparison}]`, [file]), false, comparison);
});

test('address blocks of both families', () => {
  const addresses = observe({
    at: 0,
    objects: [{ type: 'ip', v4: '10.1.2.3', v6: '2001:db8::1:2', block: '10.1.0.0/16', mixed: '::ffff:10.1.2.3' }],
  });
  const holds = [
    "ip:v4 ISSUBSET '10.0.0.0/8'",
    "ip:v4 ISSUBSET '0.0.0.0/0'",
    "ip:v6 ISSUBSET '2001:0db8::/32'",
    "ip:block ISSUPERSET '10.1.255.0/24'",
    "ip:block ISSUPERSET '10.1.9.9'",
    "ip:block ISSUBSET '10.1.77.7/16'",
    "ip:v4 ISSUPERSET '10.1.2.3'",
    "ip:v4 NOT ISSUBSET '2001:db8::/32'",
    "ip:mixed ISSUBSET '::ffff:a00:0/104'",
  ];
  for (const comparison of holds) assert.notEqual(matched(`[${comparison}]`, [addresses]), false, comparison);
  assert.equal(matched("[ip:v4 ISSUBSET '10.2.0.0/16']", [addresses]), false);
  for (const wrong of ['10.0.0.0/33', '10.0.0', '1:2', '::1::', '10.0.0.0/8/8', '010.0.0.1', 'x']) {
    assert.equal(issueOf(`[ip:v4 ISSUBSET '${wrong}']`, [addresses]), 'invalid-subnet', wrong);
  }
});

test('text is ordered by code point, times to any precision', () => {
  const values = observe({
    at: 0,
    objects: [
      { type: 'a', emoji: '\u{1f600}', at: '2026-01-01T00:00:00.1234567891Z', whole: '2026-01-01T00:00:00.000Z' },
    ],
  });
  const holds = [
    "a:emoji > '\uffee'",
    "a:at > t'2026-01-01T00:00:00.123456789Z'",
    "a:at < t'2026-01-01T00:00:00.12345678911Z'",
    "a:at = t'2026-01-01T00:00:00.12345678910Z'",
    "a:whole = t'2026-01-01T00:00:00Z'",
    "a:whole < t'2026-01-01T00:00:00.0001Z'",
  ];
  for (const comparison of holds) assert.notEqual(matched(`[${comparison}]`, [values]), false, comparison);
});

test('constants that cannot be evaluated are named with their place', () => {
  const result = compilePattern("[a:b = 1]\nAND [a:b MATCHES '(' OR a:c MATCHES '(a)\\\\1' OR a:d MATCHES '(?=x)']");
  assert.deepEqual(result.ok || result.issues.map(({ code, path }) => `${code} ${path}`), [
    'unsupported-regex 2:6',
    'unsupported-regex 2:25',
    'unsupported-regex 2:49',
  ]);
  assert.equal(compilePattern(parsed('[a:b = 1]')).ok, true);
});

test('observed-data without times or count is refused with its place', () => {
  const broken = { type: 'observed-data', first_observed: '2026-01-01', number_observed: 0, objects: {} };
  const result = matchPattern('[a:b = 1]', [{ type: 'bundle', objects: [broken] }]);
  assert.deepEqual(result.ok || result.issues.map(({ path }) => path), [
    '0/objects/0/first_observed',
    '0/objects/0/last_observed',
    '0/objects/0/number_observed',
  ]);
  assert.deepEqual(matched('[a:b = 1]', []), false);
  assert.deepEqual(
    matched('[a:b = 1]', [[], { type: 'bundle' }, { type: 'bundle', objects: [null, 1, {}] }] as object[]),
    false,
  );
});

test('combinations are solved, not tried', () => {
  const crowd = Array.from({ length: 2000 }, (_, number) => saw(`p${number}`, number));
  const anyone = "[person:name LIKE 'p%']";
  const solved: [string, boolean][] = [
    [`${anyone} REPEATS 2000 TIMES`, true],
    [`${anyone} REPEATS 2001 TIMES`, false],
    [`${anyone} REPEATS 1000000000 TIMES REPEATS 1000000000 TIMES`, false],
    [`(${anyone} AND ${anyone}) REPEATS 1000 TIMES`, true],
    [`(${anyone} AND ${anyone}) REPEATS 1001 TIMES`, false],
    [`${anyone} REPEATS 500 TIMES WITHIN 499 SECONDS`, true],
    [`${anyone} REPEATS 500 TIMES WITHIN 498 SECONDS`, false],
    [Array<string>(100).fill(anyone).join(' AND '), true],
    [Array<string>(30).fill(anyone).join(' FOLLOWEDBY '), true],
    [`(${Array<string>(10).fill(anyone).join(' FOLLOWEDBY ')}) WITHIN 8 SECONDS`, false],
    [`${Array<string>(10).fill(anyone).join(' FOLLOWEDBY ')} FOLLOWEDBY [person:name = 'p5']`, false],
    [
      `${anyone} FOLLOWEDBY ${anyone} FOLLOWEDBY [person:name = 'p9'] FOLLOWEDBY [person:name = 'p8'] FOLLOWEDBY ${anyone}`,
      false,
    ],
    [`(${anyone} FOLLOWEDBY ${anyone}) REPEATS 20 TIMES`, true],
    [`(${anyone} AND ${anyone}) WITHIN 1 SECONDS REPEATS 20 TIMES`, true],
    [`(([person:name IN ('p1', 'p2')] AND ${anyone}) WITHIN 1 SECONDS REPEATS 2 TIMES) WITHIN 3 SECONDS`, true],
    [`(([person:name IN ('p1', 'p2')] AND ${anyone}) WITHIN 1 SECONDS REPEATS 2 TIMES) WITHIN 2 SECONDS`, false],
  ];
  const tooMany = `(${anyone} AND ${anyone}) WITHIN 1 SECONDS REPEATS 1001 TIMES`;
  assert.equal(issueOf(tooMany, [saw('p', 0, { count: 5000 })]), 'budget-exceeded');
  for (const [pattern, expected] of solved)
    assert.equal(matched(pattern, crowd) !== false, expected, pattern.slice(0, 120));
});

test('many slips and large constants are cut short', () => {
  const slips = compilePattern(Array<string>(20_000).fill("[a:b ISSUBSET 'x']").join(' OR\n'));
  assert.equal(!slips.ok && slips.issues.length, 100);
  const hashes = parsePattern(`[${Array<string>(100_000).fill("file:hashes.MD5 = 'x'").join(' OR ')}]`);
  assert.equal(!hashes.ok && hashes.issues.length, 100);
  const characters = Array.from({ length: 20_000 }, (_, number) => String.fromCodePoint(0x4e00 + number)).join('');
  assert.equal(compilePattern(`[a:b LIKE '%${characters}%']`).ok, false);
  assert.equal(compilePattern(`[a:b LIKE '%${characters.slice(0, 2000)}%']`).ok, true);
  const long = `[a:b MATCHES '${'x'.repeat(900_000)}(']`;
  const refused = compilePattern(long);
  assert.ok(!refused.ok && refused.issues[0] && refused.issues[0].message.length < 300);
});

test('MATCHES takes linear time on hostile text', () => {
  const world = [observe({ at: 0, objects: [{ type: 'x', v: `${'a'.repeat(20_000)}!` }] })];
  // Each of these takes a backtracking engine exponential or at least quadratic time.
  const expressions = ['(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)*x$', 'a*a*a*b', '^.*a.*a.*a.*a.*a$', '(a*)*[^!]$'];
  for (const expression of expressions)
    assert.equal(matched(`[x:v MATCHES '${expression}']`, world), false, expression);
  assert.notEqual(matched("[x:v MATCHES '^(a+)+!$']", world), false);
  const large = `[x:v MATCHES '${'(a?){1000}'.repeat(50)}']`;
  assert.equal(compilePattern(large).ok, true);
  assert.equal(compilePattern(Array<string>(10).fill(large).join(' OR ')).ok, false);
  const wide = `(${'[ab]?'.repeat(400)}){2}x`;
  assert.equal(issueOf(`[x:v MATCHES '${wide}']`, world, 20_000), 'budget-exceeded');
  assert.equal(compilePattern("[x:v MATCHES '((a{1,100}){1,100}){1,100}']").ok, false);
});

test('any pattern and any objects give an answer', () => {
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>(null, true, 0, 1.5, 'text', '0', '2026-01-01T00:00:00Z', 'ff', 'AA==', '10.0.0.1'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('value', 'name', 'ref', 'a_ref', 'a_refs', 'a_hex', 'a_bin', '*'), tie('value')),
    ),
  })).value;
  const objects = fc.array(
    fc.tuple(
      fc.constantFrom('file', 'ipv4-addr', 'x_custom', 'a-'),
      fc.dictionary(fc.constantFrom('value', 'name', 'ref'), value),
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(arbitraryPattern, objects, (pattern, some) => {
      const seen = observe({ at: 0, count: 3, objects: some.map(([type, rest]) => ({ ...rest, type })) });
      const result = matchPattern(pattern, [seen, seen], { budget: 100_000 });
      const codes = ['unsupported-regex', 'invalid-subnet', 'invalid-timestamp', 'budget-exceeded'];
      if (!result.ok) for (const { code } of result.issues) assert.ok(codes.includes(code), code);
    }),
    { numRuns: 1000 },
  );
});
