import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseRules } from '../parse/parse.ts';
import type { Correlation } from '../rule/rule.ts';
import { createCorrelator } from './correlator.ts';
import type { CorrelationMatch, CorrelatorOptions } from './types.ts';
import { quantile } from './measure.ts';

const correlation = (section: string, name = 'k', more = ''): Correlation => {
  const [result] = parseRules(`title: ${name}\nname: ${name}\n${more}correlation: {${section}}`);
  assert.ok(result?.ok, JSON.stringify(result));
  assert.ok(result.value.kind === 'correlation');
  return result.value;
};

type Step = readonly [rules: string | string[], seconds: number, event?: Record<string, unknown>];

/** Runs events through correlations, without waiting for late ones, and answers who matched when, in seconds. */
const run = (correlations: Correlation[], steps: readonly Step[], options: CorrelatorOptions = {}): string[] => {
  const { correlator, refused } = createCorrelator(correlations, { lateness: 0, ...options });
  assert.deepEqual(refused, []);
  const matches = steps.flatMap(([rules, seconds, event = {}]) => correlator.observe(rules, event, seconds * 1000));
  return [...matches, ...correlator.flush()].map(spell);
};

const spell = ({ correlationId, at, value }: CorrelationMatch): string => `${correlationId}@${at / 1000}=${value}`;

void test('event_count counts in windows that include both ends', () => {
  const three = correlation('type: event_count, rules: [r], timespan: 10s, condition: {gte: 3}');
  assert.deepEqual(
    run(
      [three],
      [
        ['r', 0],
        ['r', 5],
        ['r', 10],
      ],
    ),
    ['k@10=3'],
  );
  assert.deepEqual(
    run(
      [three],
      [
        ['r', 0],
        ['r', 5],
        ['r', 10.001],
      ],
    ),
    [],
  );
  assert.deepEqual(
    run(
      [three],
      [
        ['r', 0],
        ['other', 1],
        ['r', 1],
        ['r', 2],
        ['r', 3],
      ],
    ),
    ['k@2=3', 'k@3=4'],
  );
});

void test('groups are apart, compared without case, and events without the field are counted', () => {
  const two = correlation('type: event_count, rules: [r], group-by: [User, Host], timespan: 1m, condition: {gte: 2}');
  const { correlator } = createCorrelator([two], { lateness: 0 });
  const at = (seconds: number, event: Record<string, unknown>): CorrelationMatch[] =>
    correlator.observe('r', event, seconds * 1000);
  assert.deepEqual(at(0, { User: 'a', Host: 1 }), []);
  assert.deepEqual(at(1, { User: 'b', Host: 1 }), []);
  assert.deepEqual(at(2, { User: 'a' }), []);
  const [match] = at(3, { User: 'A', Host: '1' });
  assert.deepEqual([match?.group, match?.from, match?.events], [{ User: 'a', Host: '1' }, 0, 2]);
  assert.equal(correlator.counts.ungrouped, 1);
});

void test('an event that matches several rules counts once', () => {
  const two = correlation('type: event_count, rules: [r, s], timespan: 1m, condition: {gte: 2}');
  assert.deepEqual(
    run(
      [two],
      [
        [['r', 's'], 0],
        ['s', 1],
      ],
    ),
    ['k@1=2'],
  );
});

void test('values are counted without case, summed, averaged and ranked', () => {
  const values = [1, '2', 'x', 4, null].map((Size, index): Step => ['r', index, { Size }]);
  const of = (type: string, condition: string): string[] =>
    run([correlation(`type: ${type}, rules: [r], timespan: 1m, condition: {field: Size, ${condition}}`)], values);
  assert.deepEqual(of('value_sum', 'gte: 7'), ['k@3=7', 'k@4=7']);
  assert.deepEqual(of('value_avg', 'gt: 1.5, lt: 2'), []);
  assert.deepEqual(of('value_avg', 'eq: 1.5'), ['k@1=1.5', 'k@2=1.5']);
  assert.deepEqual(of('value_median', 'eq: 2'), ['k@3=2', 'k@4=2']);
  assert.deepEqual(of('value_percentile', 'percentile: 75, eq: 3'), ['k@3=3', 'k@4=3']);
  assert.deepEqual(of('value_count', 'gte: 4'), ['k@3=4', 'k@4=4']);
  const pairs = correlation('type: value_count, rules: [r], timespan: 1m, condition: {field: [A, B], gte: 2}');
  assert.deepEqual(
    run(
      [pairs],
      [
        ['r', 0, { A: 1, B: 1 }],
        ['r', 1, { A: 1, B: '1' }],
        ['r', 2, { A: 1, B: 2 }],
      ],
    ),
    ['k@2=2'],
  );
});

void test('quantiles interpolate linearly', () => {
  assert.equal(quantile([4, 1, 3, 2], 50), 2.5);
  assert.equal(quantile([10, 20], 25), 12.5);
  assert.deepEqual(
    [0, 100].map((rank) => quantile([3, 1, 2], rank)),
    [1, 3],
  );
});

void test('temporal needs all rules, or as many as its count, or what its condition says', () => {
  const of = (condition: string): Correlation =>
    correlation(`type: temporal, rules: [a, b, c], timespan: 10s${condition}`);
  const steps: Step[] = [
    ['c', 0],
    ['a', 5],
    ['b', 10],
    ['a', 11],
  ];
  assert.deepEqual(run([of('')], steps), ['k@10=3']);
  assert.deepEqual(run([of(', condition: {gte: 2}')], steps), ['k@5=2', 'k@10=3', 'k@11=2']);
  assert.deepEqual(run([of(', condition: b and (a or c)')], steps), ['k@10=3', 'k@11=2']);
});

void test('what did not happen is known when its window has ended', () => {
  const missing = correlation(
    'type: temporal, rules: [request, answer], timespan: 10s, condition: request and not answer',
  );
  const steps: Step[] = [
    ['request', 0],
    ['answer', 4],
    ['request', 20],
    ['answer', 31],
    ['request', 50],
  ];
  const { correlator } = createCorrelator([missing], { lateness: 0 });
  const matches = steps.flatMap(([rules, seconds]) => correlator.observe(rules, {}, seconds * 1000));
  assert.deepEqual(matches.map(spell), ['k@30=1']);
  assert.deepEqual(correlator.flush(), []);
  assert.equal(correlator.counts.incomplete, 1);
  const { correlator: patient } = createCorrelator([missing], { lateness: 0 });
  patient.observe('request', {}, 0);
  assert.deepEqual(patient.advance(10_001).map(spell), ['k@10=1']);
});

void test('temporal_ordered wants strictly increasing times', () => {
  const ordered = correlation('type: temporal_ordered, rules: [a, b, c], timespan: 10s');
  assert.deepEqual(
    run(
      [ordered],
      [
        ['a', 0],
        ['b', 1],
        ['c', 2],
      ],
    ),
    ['k@2=3'],
  );
  assert.deepEqual(
    run(
      [ordered],
      [
        ['a', 0],
        ['b', 2],
        ['c', 2],
      ],
    ),
    [],
    'a tie is no order',
  );
  assert.deepEqual(
    run(
      [ordered],
      [
        ['b', 0],
        ['a', 1],
        ['c', 2],
      ],
    ),
    [],
  );
  assert.deepEqual(
    run(
      [ordered],
      [
        ['b', 0],
        ['a', 1],
        ['b', 2],
        ['c', 3],
        ['b', 4],
      ],
    ),
    ['k@3=3'],
  );
  assert.deepEqual(
    run(
      [ordered],
      [
        ['a', 0],
        ['b', 1],
        ['c', 11],
      ],
    ),
    [],
    'too long',
  );
  assert.deepEqual(
    run(
      [ordered],
      [
        ['a', 0],
        ['a', 5],
        ['b', 6],
        ['c', 15],
      ],
    ),
    ['k@15=3'],
    'the later start fits',
  );
  const either = correlation('type: temporal_ordered, rules: [a, b, c], timespan: 10s, condition: c and (a or b)');
  assert.deepEqual(
    run(
      [either],
      [
        ['b', 0],
        ['c', 1],
      ],
    ),
    ['k@1=2'],
  );
});

void test('aliases name another field for each rule', () => {
  const meeting = correlation(
    'type: temporal, rules: [out, in], group-by: [ip], timespan: 1m, aliases: {ip: {out: src, in: dst}}',
  );
  assert.deepEqual(
    run(
      [meeting],
      [
        ['out', 0, { src: 'x', dst: 'y' }],
        ['in', 1, { src: 'z', dst: 'x' }],
      ],
    ),
    ['k@1=2'],
  );
  assert.deepEqual(
    run(
      [meeting],
      [
        ['out', 0, { src: 'x' }],
        ['in', 1, { src: 'x', dst: 'y' }],
      ],
    ),
    [],
  );
});

void test('correlations are chained, and only the outermost is reported unless it asks for more', () => {
  const failures = correlation(
    'type: event_count, rules: [failed], group-by: [User], timespan: 1m, condition: {gte: 3}',
    'many',
  );
  const chain = 'type: temporal_ordered, rules: [many, success], group-by: [User], timespan: 1m';
  const steps: Step[] = [
    ...[0, 1, 2].map((at): Step => ['failed', at, { User: 'u', Host: 'h' }]),
    ['success', 5, { User: 'U', Host: 'h' }],
  ];
  assert.deepEqual(run([correlation(chain), failures], steps), ['k@5=2']);
  assert.deepEqual(run([correlation(`${chain}, generate: true`), failures], steps), ['many@2=3', 'k@5=2']);
  const byHost = correlation('type: temporal_ordered, rules: [many, success], group-by: [Host], timespan: 1m');
  assert.deepEqual(run([byHost, failures], steps), ['k@5=2'], 'a field that the child does not group by');
  const { correlator } = createCorrelator([correlation(chain), failures]);
  assert.deepEqual([...correlator.hidden].toSorted(), ['failed', 'many', 'success']);
});

void test('unknown and circular references are refused, with what depends on them', () => {
  const a = correlation('type: temporal, rules: [b], timespan: 1m', 'a');
  const b = correlation('type: temporal, rules: [a], timespan: 1m', 'b');
  const onto = correlation('type: temporal, rules: [a], timespan: 1m', 'onto');
  const fine = correlation('type: temporal, rules: [named], timespan: 1m', 'fine');
  const lost = correlation('type: temporal, rules: [nothing], timespan: 1m', 'lost');
  const { refused, correlator } = createCorrelator([a, b, onto, fine, lost, fine], {
    lateness: 0,
    rules: [{ id: 'r1', name: 'named' }],
  });
  assert.deepEqual(refused.map(({ id }) => id).toSorted(), ['a', 'b', 'fine', 'lost', 'onto']);
  assert.match(refused.find(({ id }) => id === 'lost')?.reason ?? '', /there is no rule «nothing»/);
  assert.deepEqual(correlator.observe('r1', {}, 0).map(spell), ['fine@0=1']);
});

void test('events late by no more than the lateness count in their place; later ones are counted', () => {
  const ordered = correlation('type: temporal_ordered, rules: [a, b], timespan: 10s');
  assert.deepEqual(
    run(
      [ordered],
      [
        ['b', 3],
        ['a', 1],
      ],
      { lateness: 2000 },
    ),
    ['k@3=2'],
  );
  const { correlator } = createCorrelator([ordered], { lateness: 1000 });
  correlator.observe('b', {}, 3000);
  correlator.observe('a', {}, 1000);
  assert.equal(correlator.counts.late, 1);
});

void test('a clock that is years off neither stops nor moves the stream, unless all agree', () => {
  const two = correlation('type: event_count, rules: [r], timespan: 10s, condition: {gte: 2}');
  const year = 31_536_000_000;
  const { correlator } = createCorrelator([two], { lateness: 0 });
  correlator.observe('r', {}, year);
  correlator.observe('r', {}, 50 * year);
  correlator.observe('r', {}, -50 * year);
  correlator.observe('r', {}, Number.NaN);
  assert.equal(correlator.observe('r', {}, year + 1000).length, 1);
  assert.deepEqual([correlator.counts.astray, correlator.counts.untimed, correlator.counts.late], [2, 1, 0]);
  const later = Array.from({ length: 20 }, (_, index) => correlator.observe('r', {}, 2 * year + index));
  assert.ok(later.flat().length > 0);
  assert.equal(correlator.counts.jumps, 1);
});

void test('memory is bounded, and what was given up is counted', () => {
  const many = correlation('type: event_count, rules: [r], group-by: [U], timespan: 1d, condition: {gte: 1000}');
  const { correlator } = createCorrelator([many], { lateness: 0, maxGroups: 10, maxEvents: 5 });
  for (let index = 0; index < 100; index += 1) correlator.observe('r', { U: index }, index);
  for (let index = 0; index < 50; index += 1) correlator.observe('r', { U: 'one' }, 100 + index);
  assert.deepEqual([correlator.counts.groupsDropped, correlator.counts.eventsDropped], [91, 45]);
  const { correlator: waiting } = createCorrelator([many], { lateness: 1e9, maxJump: 1e9, maxWaiting: 10 });
  for (let index = 0; index < 30; index += 1) waiting.observe('r', { U: 1 }, index);
  assert.equal(waiting.counts.hurried, 20);
});

void test('a correlator goes on from what it saved', () => {
  const both = [
    correlation('type: event_count, rules: [r], group-by: [U], timespan: 1m, condition: {gte: 3}', 'count'),
    correlation('type: temporal, rules: [r, s], timespan: 10s, condition: r and not s', 'absent'),
  ];
  const steps = fc.array(fc.tuple(fc.constantFrom('r', 's'), fc.nat(60), fc.constantFrom('x', 'y')), { maxLength: 20 });
  fc.assert(
    fc.property(steps, fc.nat(20), (events, cut) => {
      const options = { lateness: 20_000 };
      const whole = createCorrelator(both, options).correlator;
      const expected = events.flatMap(([rule, at, U]) => whole.observe(rule, { U }, at * 1000));
      let half = createCorrelator(both, options).correlator;
      const matches = events.flatMap(([rule, at, U], index) => {
        if (index === cut) {
          const saved = JSON.parse(JSON.stringify(half.save()));
          half = createCorrelator(both, { ...options, saved }).correlator;
        }
        return half.observe(rule, { U }, at * 1000);
      });
      assert.deepEqual([...matches, ...half.flush()], [...expected, ...whole.flush()]);
      assert.deepEqual(half.counts, whole.counts);
    }),
  );
});

void test('the order of arrival within the lateness does not matter, and counts agree with counting over', () => {
  const spans = [0, 1, 3, 10];
  const event = fc.record({ at: fc.nat(20), user: fc.constantFrom('x', 'y'), value: fc.nat(3), delay: fc.nat(5) });
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 25 }),
      fc.constantFrom(...spans),
      fc.integer({ min: 1, max: 4 }),
      (events, span, least) => {
        const at = `rules: [r], group-by: [user], timespan: ${span + 1}s`;
        const both = [
          correlation(`type: event_count, ${at}, condition: {gte: ${least}}`, 'count'),
          correlation(`type: value_count, ${at}, condition: {field: value, gte: ${least}}`, 'distinct'),
        ];
        const arrived = events.toSorted((left, right) => left.at + left.delay - (right.at + right.delay));
        const actual = run(
          both,
          arrived.map(({ at, user, value }): Step => ['r', at, { user, value }]),
          { lateness: 5000 },
        );
        const expected = new Set<string>();
        for (const { at, user } of events) {
          const window = events.filter((one) => one.user === user && one.at <= at && one.at >= at - span - 1);
          const distinct = new Set(window.map(({ value }) => value)).size;
          if (window.length >= least) expected.add(`count@${at}=${window.length}/${user}`);
          if (distinct >= least) expected.add(`distinct@${at}=${distinct}/${user}`);
        }
        assert.deepEqual(actual.toSorted(), [...expected].map((one) => one.replace(/\/.*/, '')).toSorted());
      },
    ),
  );
});
