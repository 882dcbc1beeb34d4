import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { evaluate } from '../evaluate/evaluate.ts';
import { parseRules } from '../parse/parse.ts';
import type { Rule } from '../rule/rule.ts';
import { compileRules } from './compile-rules.ts';

const shared = process.env['SANAD_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const skip = existsSync(join(shared, 'data/sigma')) ? false : `there is no published data under ${shared}`;

type Flat = Record<string, unknown>;
interface RegressionCase {
  readonly rule_id: string;
  readonly title: string;
  readonly flat: Flat[];
  readonly expected_rules: string[][];
}
interface VerdictCase {
  readonly event: Flat;
  readonly expected_rules: string[];
}

const cases = <T>(name: string): T[] =>
  readFileSync(join(shared, 'cases/sigma', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

void test('all published rules load, and published events match just the rules that they are said to', { skip }, () => {
  const rules = globSync('**/*.yml', { cwd: join(shared, 'data/sigma') }).flatMap((file) =>
    parseRules(readFileSync(join(shared, 'data/sigma', file), 'utf8')).map((result): Rule => {
      assert.ok(result.ok && result.value.kind === 'rule', `${file}: ${JSON.stringify(result)}`);
      return result.value;
    }),
  );
  assert.equal(rules.length, 3780);
  const { matcher, refused } = compileRules(rules);
  // 25 rules have placeholders whose values only a user can give.
  assert.equal(refused.length, 25);
  assert.ok(refused.every(({ reason }) => reason.startsWith('no values are given for %')));

  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const check = (event: Flat, expected: readonly string[], label: string): void => {
    const matched = matcher.match(event).map(({ ruleId }) => ruleId);
    assert.deepEqual(matched.toSorted(), expected.toSorted(), label);
    for (const id of matched)
      assert.ok(evaluate(byId.get(id) as Rule, event), `${label}: ${id} by the plain evaluator`);
  };
  for (const { title, flat, expected_rules: expected, rule_id: id } of cases<RegressionCase>('regression.jsonl')) {
    for (const [index, event] of flat.entries()) check(event, expected[index] ?? [], title);
    assert.ok(
      expected.some((rulesOfEvent) => rulesOfEvent.includes(id)),
      title,
    );
  }
  for (const [index, { event, expected_rules: expected }] of cases<VerdictCase>('verdicts.jsonl').entries()) {
    check(event, expected, `verdict ${index}`);
  }
});
