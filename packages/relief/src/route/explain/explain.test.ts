import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomProblem } from '../random-problem.ts';
import { route } from '../route.ts';
import { explain, type Explanation } from './explain.ts';
import { applyRouteRelaxation } from './relax.ts';
import { formatExplanation } from './words.ts';

test('what is left out is explained, and served once its relaxation is carried out', async () => {
  let tried = 0;
  let served = 0;
  const causes = new Set<string>();
  for (let seed = 0; seed < 70; seed++) {
    const problem = randomProblem(seed, 0b0010_0101_0011_0010 ^ (seed * 2_654_435));
    const plan = await route(problem, { iterations: 100, seed: 1 });
    const explanations = explain(problem, plan);
    const left = explanations.filter((one) => !one.served);
    assert.deepEqual(left.map((one) => one.task).toSorted(), plan.unassigned.map((one) => one.id).toSorted());
    for (const one of left) {
      causes.add(one.cause.code);
      if (one.relaxations.length === 0 || one.relaxations[0]!.kind === 'time') continue;
      // The plan as it is, with the relaxed task to be added.
      const relaxed = one.relaxations.reduce(
        (now, relaxation) => applyRouteRelaxation(now, one.task, relaxation),
        problem,
      );
      const after = await route(relaxed, { iterations: 100, seed: 1 });
      tried++;
      if (!after.unassigned.some((task) => task.id === one.task && task.amount === undefined)) served++;
    }
  }
  assert.ok(tried > 25, `${tried} relaxations`);
  assert.ok(served >= 0.95 * tried, `${served} of ${tried} served`);
  assert.ok(causes.size >= 4, [...causes].join());
});

test('every explanation has words in both languages', () => {
  const left = { task: 'a', served: false } as const;
  const all: Explanation[] = [
    { task: 'a', served: true, vehicle: 'v', adds: 1.234 },
    { task: 'a', served: true, vehicle: 'v', adds: 1, instead: { vehicle: 'w', adds: 2 } },
    {
      ...left,
      cause: { code: 'skill', skills: ['crane'] },
      relaxations: [{ kind: 'skill', vehicle: 'v', skills: ['crane'] }],
    },
    {
      ...left,
      cause: { code: 'temperature', range: [2, 8] },
      relaxations: [{ kind: 'compartment', vehicle: 'v', range: [2, 8] }],
    },
    {
      ...left,
      cause: { code: 'too-big', dimension: 0, amount: 9, largest: 5 },
      relaxations: [{ kind: 'capacity', vehicle: 'v', dimension: 0, amount: 9 }],
    },
    { ...left, cause: { code: 'too-late', earliest: 5, closes: 4 }, relaxations: [{ kind: 'window', until: 5 }] },
    { ...left, cause: { code: 'out-of-reach' }, relaxations: [] },
    {
      ...left,
      cause: { code: 'vehicles-full', lacking: 3, dimension: 0 },
      relaxations: [{ kind: 'vehicle', like: 'v' }],
    },
    { ...left, cause: { code: 'vehicles-busy' }, relaxations: [{ kind: 'vehicle', like: 'v' }] },
    { ...left, cause: { code: 'not-worth', adds: 9, prize: 2 }, relaxations: [{ kind: 'prize', atLeast: 9 }] },
    { ...left, cause: { code: 'not-found' }, relaxations: [{ kind: 'time' }] },
  ];
  const english = all.map((one) => formatExplanation(one, 'en'));
  const arabic = all.map((one) => formatExplanation(one, 'ar'));
  assert.equal(new Set(english).size, all.length);
  assert.equal(new Set(arabic).size, all.length);
  assert.equal(
    english[0],
    'a is with v, where it adds 1.23 to the cost; no other vehicle can take it as the plan stands.',
  );
  assert.equal(
    english[5],
    'a is left out: even an empty vehicle is there only at 5, after it closes at 4. If it were open until 5, it could be served.',
  );
  for (const text of arabic) assert.match(text, /[\u0600-\u06ff]/);
});
