import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { randomProblem } from './random-problem.ts';
import { route } from './route.ts';

const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as object;
const ajv = new Ajv2020({ allowUnionTypes: true });
const isProblem = ajv.compile(schema('route-problem'));
const isPlan = ajv.compile(schema('route-plan'));

test('the published schemas describe problems and plans', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const problem = randomProblem(seed, seed * 7_919);
    assert.ok(isProblem(problem), ajv.errorsText(isProblem.errors));
    const plan = await route(problem, { iterations: 5 });
    assert.ok(isPlan(plan), ajv.errorsText(isPlan.errors));
  }
});

test('the problem schema refuses what checkProblem refuses', () => {
  const problem = randomProblem(1, 0);
  assert.ok(!isProblem({ ...problem, stops: [{ id: 'a', place: 'p0', delivery: [1.5] }] }));
  assert.ok(!isProblem({ ...problem, stops: [{ id: 'a', place: 'p0', delivery: [-1] }] }));
  assert.ok(!isProblem({ ...problem, vehicles: [] }));
  assert.ok(!isProblem({ ...problem, stops: [{ id: 'a', place: 'p0', colour: 'red' }] }));
});
