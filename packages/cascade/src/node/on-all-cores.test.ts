import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monteCarlo } from '../monte-carlo/monte-carlo.ts';
import { generateNation } from '../nation/nation.ts';
import { rank } from '../rank/rank.ts';
import { monteCarloOnAllCores, rankOnAllCores } from './on-all-cores.ts';

const nation = generateNation({ assets: 400, seed: 8, flow: true, regionSize: 200 });

test('ranking on several cores equals ranking on one', async () => {
  assert.deepEqual(await rankOnAllCores(nation, {}, { workers: 3 }), rank(nation));
});

test('Monte Carlo on several cores equals one, early stop included', async () => {
  const options = {
    outages: { count: 8, medianHours: 20 },
    durationSpread: 0.4,
    autonomySpread: 0.2,
    seed: 3,
    runs: 1500,
    stopAt: 0.15,
  };
  const result = await monteCarloOnAllCores(nation, options, { workers: 3 });
  assert.deepEqual(result, monteCarlo(nation, options));
  assert.ok(result.stoppedEarly && result.runs < 1500);
});
