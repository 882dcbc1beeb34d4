import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateNetwork } from '../validate/network.ts';
import { validateScenario } from '../validate/scenario.ts';
import { oracle } from '../testing/oracle.ts';
import { randomCase } from '../testing/random-network.ts';
import { simulate } from './simulate.ts';
import type { Outcome } from '../model/outcome.ts';

/** The level of an asset half an hour into an hour. */
function levelDuring(outcome: Outcome, target: string, hour: number): number {
  return outcome.changes.findLast((change) => change.target === target && change.at < hour + 0.5)?.to ?? 1;
}

test('equals a slow oracle of plain steps on 1,000 random networks', () => {
  let losses = 0;
  for (let seed = 1; seed <= 1000; seed += 1) {
    const { network, scenario } = randomCase(seed);
    const valid = validateNetwork(network);
    assert.ok(valid.ok, `seed ${seed}: ${JSON.stringify(valid)}`);
    assert.ok(validateScenario(scenario, network).ok);
    const outcome = simulate(network, scenario);
    for (const [hour, levels] of oracle(network, scenario).entries()) {
      for (const [id, level] of levels) {
        assert.equal(levelDuring(outcome, id, hour), level, `seed ${seed}, hour ${hour}, asset ${id}`);
        if (level < 1) losses += 1;
      }
    }
  }
  assert.ok(losses > 20_000, `the cases must lose something; they lost ${losses} asset-hours`);
});
