import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../compile/compile.ts';
import { planScenario } from '../engine/plan.ts';
import { run } from '../engine/run.ts';
import { createState, rest, type State } from '../engine/state.ts';
import { dependencyLevel } from '../engine/store.ts';
import type { Dependency, Network } from '../model/network.ts';
import type { Scenario } from '../model/scenario.ts';
import { seeded } from '../random/seeded.ts';
import { randomCase } from '../testing/random-network.ts';
import { simulate } from './simulate.ts';

const hoursLost = (network: Network, scenario: Scenario): Map<string, number> =>
  new Map(simulate(network, scenario).affected.map((asset) => [asset.target, asset.hoursLost]));

/** Tries a change for the better on random cases: no asset may lose more hours; some must lose fewer. */
function neverHurts(
  change: (dependency: Dependency, network: Network, random: () => number) => Dependency | undefined,
): void {
  let helped = 0;
  for (let seed = 1; seed <= 1500; seed += 1) {
    const { network, scenario } = randomCase(seed);
    const random = seeded(seed);
    const dependencies = network.dependencies ?? [];
    const chosen = Math.floor(random() * dependencies.length);
    const better = dependencies[chosen] && change(dependencies[chosen], network, random);
    if (!better) continue;
    const before = hoursLost(network, scenario);
    const after = hoursLost({ ...network, dependencies: dependencies.with(chosen, better) }, scenario);
    for (const { id } of network.assets) {
      const [was, is] = [before.get(id) ?? 0, after.get(id) ?? 0];
      assert.ok(is <= was + 1e-6, `seed ${seed}: ${id} lost ${was} h, now ${is} h`);
      if (is < was - 1e-6) helped += 1;
    }
  }
  assert.ok(helped > 30, `the change must help somewhere; it helped ${helped} assets`);
}

test('more autonomy never makes an outage longer', () => {
  neverHurts((dependency, _network, random) => {
    const { degradation, autonomyHours = 0, refillHours } = dependency;
    if (degradation) {
      const more = 3 * random();
      return {
        ...dependency,
        degradation: degradation.map((step) => ({ ...step, afterHours: step.afterHours + more })),
      };
    }
    const longer = autonomyHours + 3 * random();
    // Filled at the same pace: a larger tank that took as long to fill would be the better for it too.
    const pace = refillHours && autonomyHours ? { refillHours: (refillHours * longer) / autonomyHours } : {};
    return { ...dependency, autonomyHours: longer, ...pace };
  });
});

test('an added alternative never makes an outage longer', () => {
  neverHurts((dependency, network, random) => {
    const others = network.assets
      .map(({ id }) => id)
      .filter((id) => id !== dependency.asset && !dependency.on?.includes(id));
    const added = others[Math.floor(random() * others.length)];
    const { on = [], rule } = dependency;
    const required = rule === 'any' ? 1 : typeof rule === 'object' ? rule.atLeast : on.length;
    return added === undefined ? undefined : { ...dependency, on: [...on, added], rule: { atLeast: required } };
  });
});

test('a smaller k never makes an outage longer', () => {
  neverHurts((dependency) => {
    const { on = [], rule } = dependency;
    const required = rule === 'any' ? 1 : typeof rule === 'object' ? rule.atLeast : on.length;
    return required > 1 ? { ...dependency, rule: { atLeast: required - 1 } } : undefined;
  });
});

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

test('the order of input never matters', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { network, scenario } = randomCase(seed);
    const random = seeded(seed);
    const turned: Network = {
      ...network,
      assets: shuffled(network.assets, random),
      dependencies: shuffled(network.dependencies ?? [], random).map((dependency) => ({
        ...dependency,
        on: shuffled(dependency.on ?? [], random),
      })),
    };
    assert.deepEqual(
      simulate(turned, { ...scenario, events: shuffled(scenario.events, random) }),
      simulate(network, scenario),
      `seed ${seed}`,
    );
  }
});

/** The largest consistent set of levels, from nothing but the stores: everything works, then what cannot is taken away. */
function fromScratch(state: State): Float64Array {
  const { assetCount, dependencies } = state.compiled;
  const level = state.own.slice();
  const [supplied, settled] = [state.supplied.slice(), state.settled.slice()];
  for (let changed = true; changed;) {
    changed = false;
    for (let d = 0; d < dependencies.count; d += 1) {
      const suppliers = dependencies.suppliers.subarray(
        dependencies.supplierStart[d],
        dependencies.supplierStart[d + 1],
      );
      const good = suppliers.filter((supplier) => level[supplier]! >= dependencies.minimumLevel[d]!).length;
      state.supplied[d] = good >= dependencies.required[d]! ? 1 : 0;
      const asset = dependencies.asset[d]!;
      const left = Math.min(level[asset]!, dependencyLevel(state, d));
      if (left < level[asset]!) changed = true;
      level[asset] = left;
    }
  }
  assert.deepEqual(state.supplied, supplied);
  assert.deepEqual(state.settled, settled);
  return level.subarray(0, assetCount);
}

test('what is changed step by step equals what is worked out from scratch, on 10,000 networks and event orders', () => {
  let moments = 0;
  for (let seed = 1; seed <= 10_000; seed += 1) {
    const { network, scenario } = randomCase(seed);
    const compiled = compile(network);
    const state = createState(compiled);
    run(state, planScenario(compiled, scenario), () => {
      moments += 1;
      assert.deepEqual(
        state.level.subarray(0, compiled.assetCount),
        fromScratch(state),
        `seed ${seed}, ${state.now} h`,
      );
    });
    rest(state);
    assert.deepEqual(state, createState(compiled), `seed ${seed}: back at rest`);
  }
  assert.ok(moments > 50_000, `too few moments: ${moments}`);
});
