import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleProblem, randomFrom } from '../testing/example-problem.ts';
import { allocate } from './allocate.ts';
import { checkAllocation } from './check-allocation.ts';
import { solveStage } from './coupled.ts';
import { loadSolver } from './highs.ts';
import { componentsOf, linksOf } from './links.ts';
import type { AllocationProblem } from './problem.ts';

test('with fixed costs the plan is whole, keeps the fair amounts, and costs what the exact programme costs', async () => {
  const highs = await loadSolver();
  for (let seed = 1; seed <= 3; seed++) {
    const random = randomFrom(seed);
    const base = exampleProblem({ seed, sources: 3, places: 7, items: 2, plenty: 0.9, classes: 2 });
    const lanes = [0, 1, 2].flatMap((source) =>
      base.needs.slice(0, 7).map(({ place }) => ({
        id: `${source}>${place}`,
        from: `source-${source}`,
        to: place,
        hours: 1,
        cost: Math.floor(random() * 100),
      })),
    );
    const plain: AllocationProblem = {
      ...base,
      matrices: [],
      lanes,
      solverGap: 0,
      solverTimeLimitMs: 120_000,
    };
    const charged = lanes.map((lane) => ({ ...lane, fixedCost: Math.floor(random() * 3000) }));
    const problem: AllocationProblem = { ...plain, lanes: charged };
    const plan = await allocate(problem);
    assert.deepEqual(checkAllocation(problem, plan), []);
    const met = new Map(plan.needs.map(({ need, met }) => [need, met]));
    assert.deepEqual(met, new Map((await allocate(plain)).needs.map(({ need, met }) => [need, met])));

    const links = linksOf(problem);
    const [component, ...others] = componentsOf(links);
    assert.ok(component?.kind === 'fixed-costs' && others.length === 0);
    const least = new Map(component.needs.map((need) => [need, met.get(links.needs[need]!.id)!]));
    const exact = solveStage(highs, links, component, { least, start: new Map() }, { timeLimitMs: 120_000, gap: 0 });
    let cost = 0;
    for (const way of new Set([...exact.steps.keys()].map((link) => links.way[link]!))) cost += way.fixedCost;
    for (const [link, count] of exact.steps) cost += count * links.cost[link]!;
    assert.equal(plan.report.planned.cost, cost);
  }
});
