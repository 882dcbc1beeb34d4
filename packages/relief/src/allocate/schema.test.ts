import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { exampleProblem } from '../testing/example-problem.ts';
import { allocate } from './allocate.ts';
import { checkAllocationProblem } from './check-problem.ts';
import { allocationProblemSchema } from './problem-schema.ts';

const read = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as object;

test('the published schema of problems is the one that input is checked by', () => {
  assert.deepEqual(read('allocate-problem'), allocationProblemSchema());
});

test('problems and plans fit their published schemas', async () => {
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const isProblem = ajv.compile(read('allocate-problem'));
  const isPlan = ajv.compile(read('allocate-allocation'));
  for (let seed = 1; seed <= 4; seed++) {
    const problem = exampleProblem({ seed, sources: 5, places: 12, items: 2, plenty: 0.8, rules: 0.4, classes: 2 });
    assert.ok(isProblem(problem), JSON.stringify(isProblem.errors));
    const plan: unknown = JSON.parse(JSON.stringify(await allocate(problem)));
    assert.ok(isPlan(plan), JSON.stringify(isPlan.errors));
  }
});

test('the schema and the check refuse the same shapes', () => {
  const isProblem = new Ajv2020({ allowUnionTypes: true }).compile(read('allocate-problem'));
  const problem = exampleProblem({ seed: 1, sources: 2, places: 2, items: 1, rules: 0.5 });
  const [first, ...others] = problem.needs;
  const spoilt: unknown[] = [
    { ...problem, needs: [{ ...first, quantity: 0.5 }, ...others] },
    { ...problem, needs: [{ ...first, priority: 0 }, ...others] },
    { ...problem, needs: [{ ...first, colour: 'red' }, ...others] },
    { ...problem, needs: [{ ...first, byHour: 'soon' }, ...others] },
    { ...problem, supplies: undefined, stock: [] },
    { ...problem, fairness: 'luck' },
    { ...problem, matrices: [{ from: ['a'], to: ['b'], hours: [[-1]] }] },
  ];
  for (const input of spoilt) {
    assert.equal(isProblem(JSON.parse(JSON.stringify(input))), false);
    assert.equal(checkAllocationProblem(input).ok, false);
  }
});
