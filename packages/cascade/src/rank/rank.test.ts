import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../compile/compile.ts';
import type { Network } from '../model/network.ts';
import { generateNation } from '../nation/nation.ts';
import { simulate } from '../simulate/simulate.ts';
import { randomCase } from '../testing/random-network.ts';
import { betweenness } from './betweenness.ts';
import { rank } from './rank.ts';
import { upstream } from './upstream.ts';

const costOf = (network: Network, ...targets: readonly string[]): number =>
  simulate(network, { events: targets.map((target) => ({ kind: 'outage', target, at: 0, until: 24 })) }).unserved
    .populationHours;

const close = (a: number, b: number, message: string): void =>
  assert.ok(Math.abs(a - b) < 1e-6 * (1 + Math.abs(b)), `${message}: ${a}, ${b}`);

test('the cost of every single loss is that of the scenario in which it alone is lost', () => {
  const network = generateNation({ assets: 300, seed: 3, flow: true, regionSize: 150 });
  const { assets } = rank(network);
  assert.equal(assets.length, network.assets.length + (network.links?.length ?? 0));
  for (const { target, populationHours } of assets) close(populationHours, costOf(network, target), target);
  assert.ok(assets.every((asset, index) => index === 0 || asset.populationHours <= assets[index - 1]!.populationHours));
});

/** Every pair, played. */
function allPairs(network: Network): number[] {
  const ids = [...network.assets, ...(network.links ?? [])].map(({ id }) => id);
  const costs = ids.flatMap((a, index) => ids.slice(index + 1).map((b) => costOf(network, a, b)));
  return costs.toSorted((a, b) => b - a);
}

test('none of the worst pairs is missed: logical services', () => {
  let screened = 0;
  for (let seed = 1; seed <= 150; seed += 1) {
    const { network } = randomCase(seed);
    const { pairs } = rank(network, { pairs: 5 });
    const truth = allPairs(network).filter((cost) => cost > 0);
    for (const [index, pair] of pairs!.pairs.entries()) {
      close(pair.populationHours, truth[index]!, `seed ${seed}, pair ${index}`);
      close(pair.populationHours, costOf(network, ...pair.targets), `seed ${seed}, ${pair.targets.join(' and ')}`);
    }
    assert.equal(pairs!.pairs.length, Math.min(5, truth.length));
    screened += pairs!.possible - pairs!.played;
  }
  assert.ok(screened > 500, `the bound must spare some: ${screened}`);
});

test('none of the worst pairs is missed: a power grid with flows', () => {
  const network = generateNation({ assets: 70, seed: 5, flow: true, regionSize: 35 });
  const { pairs } = rank(network, { pairs: 8 });
  const truth = allPairs(network);
  for (const [index, pair] of pairs!.pairs.entries()) close(pair.populationHours, truth[index]!, `pair ${index}`);
  assert.equal(pairs!.unlistedAtMost, pairs!.pairs.at(-1)!.populationHours);
  assert.ok(pairs!.played < pairs!.possible);
});

test('a limit on pairs is said, with what may have been missed', () => {
  const network = generateNation({ assets: 70, seed: 5, flow: true, regionSize: 35 });
  const { pairs } = rank(network, { pairs: 5, pairLimit: 3 });
  assert.equal(pairs!.played, 3);
  assert.ok(pairs!.unlistedAtMost > pairs!.pairs.at(-1)!.populationHours);
});

/** A chain a → b → c → d in which each needs the one before. */
const chain: Network = {
  services: [{ id: 'power', unit: 'MW', sharing: 'logical' }],
  assets: ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    kind: 'site',
    demands: [{ service: 'power', amount: 1, people: 10 }],
  })),
  dependencies: [
    { asset: 'b', service: 'power', type: 'physical', on: ['a'], autonomyHours: 4 },
    { asset: 'c', service: 'power', type: 'physical', on: ['b'], autonomyHours: 1, confirmed: false },
    { asset: 'd', service: 'power', type: 'physical', on: ['c', 'a'], rule: 'any', autonomyHours: 6 },
  ],
};

test('betweenness of a chain, by hand', () => {
  // Of a→b, a→b→c, a→d, b→c, b→c→d, c→d the inner ones are b (once) and c (once); 3 × 2 ordered pairs of others.
  assert.deepEqual([...betweenness(compile(chain))], [0, 1 / 6, 1 / 6, 0]);
});

test('single points of failure stop others; what has an alternative does not', () => {
  const { singlePointsOfFailure } = rank(chain);
  assert.deepEqual(
    singlePointsOfFailure.map(({ target, stops }) => [target, stops]),
    [
      ['a', 3],
      ['b', 1],
    ],
  );
});

test('upstream tells how soon each loss is felt, the weakest store on the way and whether there is an alternative', () => {
  assert.deepEqual(upstream(chain, 'd'), [
    {
      target: 'a',
      hours: 6,
      path: ['d', 'a'],
      weakest: { asset: 'd', service: 'power', autonomyHours: 6 },
      hasAlternative: true,
      confirmed: true,
    },
    {
      target: 'c',
      hours: 6,
      path: ['d', 'c'],
      weakest: { asset: 'd', service: 'power', autonomyHours: 6 },
      hasAlternative: true,
      confirmed: true,
    },
    {
      target: 'b',
      hours: 7,
      path: ['d', 'c', 'b'],
      weakest: { asset: 'c', service: 'power', autonomyHours: 1 },
      hasAlternative: true,
      confirmed: false,
    },
  ]);
});
