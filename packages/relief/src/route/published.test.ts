import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkPlan } from './check-plan.ts';
import { readProblem } from './read/read.ts';
import { route } from './route.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const data = join(process.env.SANAD_SHARED ?? join(root, '..', 'shared'), 'data', 'relief');
const skip = existsSync(data) ? false : `no published problems at ${data}: set SANAD_SHARED`;

/** Problem, rounds of the search, and the best known cost that they must come this close to. */
const PUBLISHED = [
  { file: 'solomon/C101.txt', iterations: 2_000, best: 828.94, within: 0.001 },
  { file: 'solomon/C205.txt', iterations: 8_000, best: 586.38, within: 0.05 },
  { file: 'li-lim-100/lc101.txt', iterations: 4_000, best: 828.94, within: 0.02 },
  { file: 'mtvrptwr/C201R0.25.vrp', iterations: 4_000, best: 1500.6, within: 0.1 },
  { file: 'pcvrptw/C1_10_8.vrp', iterations: 4_000, best: 24423, within: 0.15 },
  { file: 'mdvrptw/PR11A.vrp', iterations: 3_000, best: 6655.548, within: 0.2 },
];

for (const { file, iterations, best, within } of PUBLISHED) {
  test(`${file}: a plan that keeps all rules, near the best known`, { skip }, async () => {
    const read = readProblem(readFileSync(join(data, file), 'utf8'));
    assert.ok(read.ok);
    const plan = await route(read.value, { iterations, seed: 1 });
    assert.deepEqual(checkPlan(read.value, plan), []);
    const required = new Set(
      [...(read.value.stops ?? []), ...(read.value.shipments ?? [])]
        .filter((task) => task.prize === undefined)
        .map((task) => task.id),
    );
    assert.deepEqual(
      plan.unassigned.filter((one) => required.has(one.id)),
      [],
    );
    assert.ok(plan.cost < best * (1 + within), `${plan.cost} for ${best}`);
    assert.ok(plan.cost > best * (1 - 0.001), `${plan.cost} is better than the best known ${best}: a rule is not kept`);
  });
}
