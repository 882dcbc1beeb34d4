import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../compile/compile.ts';
import { planScenario } from '../engine/plan.ts';
import { run } from '../engine/run.ts';
import { createState, rest, type State } from '../engine/state.ts';
import { dependencyLevel } from '../engine/store.ts';
import { FlowSolver } from '../flow/solver.ts';
import type { Asset, Dependency, Link, Network } from '../model/network.ts';
import type { Scenario, ScenarioEvent } from '../model/scenario.ts';
import { seeded } from '../random/seeded.ts';
import { validateNetwork } from '../validate/network.ts';
import { simulate } from './simulate.ts';

/** Power over lines and telecom by rule that need each other, with outages of assets and lines. */
function randomCoupled(seed: number): { network: Network; scenario: Scenario } {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const count = 4 + below(8);
  const assets: Asset[] = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    kind: 'bus',
    ...(random() < 0.4 && { produces: [{ service: 'power', amount: 2 + below(20) }] }),
    demands: [
      { service: 'power', amount: 1 + below(8), people: below(100), priority: 1 + below(3) },
      { service: 'telecom', amount: 1, people: below(100) },
    ],
  }));
  const id = (): string => `n${below(count)}`;
  const links: Link[] = Array.from({ length: 2 * count }, (_, index) => ({ index, from: id(), to: id() }))
    .filter(({ from, to }) => from !== to)
    .map(({ index, from, to }) => ({ id: `l${index}`, service: 'power', from, to, capacity: 1 + below(10) }));
  const dependencies: Dependency[] = assets.flatMap(({ id: asset }): Dependency[] => {
    const other = id();
    const autonomyHours = below(6);
    const own: Dependency = {
      asset,
      service: 'power',
      type: 'physical',
      autonomyHours,
      minimumLevel: 0.5,
      ...(random() < 0.3 && { returnHours: 2 }),
    };
    if (random() < 0.5) return [own];
    return other === asset
      ? []
      : [own, { asset, service: 'telecom', type: 'cyber', on: [other], autonomyHours: below(4) }];
  });
  const targets = [...assets, ...links].map((thing) => thing.id);
  const events = Array.from({ length: 1 + below(5) }, (): ScenarioEvent => {
    const at = below(10);
    return {
      kind: 'outage',
      target: targets[below(targets.length)]!,
      at,
      until: at + 1 + below(12),
      level: random() < 0.3 ? 0.5 : 0,
    };
  });
  const services = [
    { id: 'power', unit: 'MW', sharing: 'flow' as const },
    { id: 'telecom', unit: 'cells', sharing: 'logical' as const },
  ];
  return { network: { services, assets, links, dependencies }, scenario: { horizonHours: 40, events } };
}

/** What must hold of every state that has settled, checked without the engine's own bookkeeping. */
function assertConsistent(state: State, where: string): void {
  const { assetCount, linkCount, dependencies, flow } = state.compiled;
  for (let d = 0; d < dependencies.count; d += 1) {
    const suppliers = dependencies.suppliers.subarray(dependencies.supplierStart[d], dependencies.supplierStart[d + 1]);
    const good = suppliers.filter((supplier) => state.level[supplier]! >= dependencies.minimumLevel[d]!).length;
    assert.equal(state.good[d], good, `${where}: dependency ${d} counts its suppliers`);
    assert.equal(state.supplied[d], state.settled[d], `${where}: dependency ${d} has settled`);
    assert.ok(
      state.supplied[d] === 0 || good >= dependencies.required[d]!,
      `${where}: dependency ${d} is not supplied by nobody`,
    );
  }
  for (let element = 0; element < assetCount + linkCount; element += 1) {
    let level = state.own[element]!;
    if (element < assetCount) {
      for (let d = dependencies.start[element]!; d < dependencies.start[element + 1]!; d += 1)
        level = Math.min(level, dependencyLevel(state, d));
    }
    assert.equal(state.level[element], level, `${where}: element ${element}`);
  }
  for (const component of flow.components) {
    const solver = new FlowSolver(component);
    for (const [node, asset] of component.nodeAsset.entries()) solver.setNode(node, state.level[asset]!);
    for (const [link, element] of component.linkElement.entries()) solver.setLink(link, state.level[element]!);
    solver.solve();
    for (const [demand, element] of component.demandElement.entries()) {
      const usual = component.usual.delivered[demand]!;
      const part = usual > 0 ? Math.min(1, solver.delivered[demand]! / usual) : 1;
      assert.ok(
        Math.abs(state.level[element]! - part) < 1e-6,
        `${where}: delivery ${demand} is ${state.level[element]}, not ${part}`,
      );
    }
  }
}

test('with flows, every settled moment is consistent and shared out as from scratch', () => {
  let [moments, short] = [0, 0];
  for (let seed = 1; seed <= 1500; seed += 1) {
    const { network, scenario } = randomCoupled(seed);
    const valid = validateNetwork(network);
    assert.ok(valid.ok, JSON.stringify(valid));
    const compiled = compile(network);
    const state = createState(compiled);
    run(state, planScenario(compiled, scenario), () => {
      moments += 1;
      if (state.people > 0) short += 1;
      assertConsistent(state, `seed ${seed}, ${state.now} h`);
    });
    rest(state);
    assertConsistent(state, `seed ${seed}, at rest`);
  }
  assert.ok(moments > 6000 && short > 4000, `${moments} moments, ${short} of them short`);
});

test('with flows, the order of input never matters', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { network, scenario } = randomCoupled(seed);
    const turned: Network = {
      ...network,
      assets: network.assets.toReversed(),
      links: network.links!.toReversed(),
      dependencies: network.dependencies!.toReversed(),
    };
    assert.deepEqual(
      simulate(turned, { ...scenario, events: scenario.events.toReversed() }),
      simulate(network, scenario),
      `seed ${seed}`,
    );
  }
});

test('with flows, everything comes back when every outage is over and nothing waits for a black start', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { network, scenario } = randomCoupled(seed);
    const prompt = {
      ...network,
      dependencies: network.dependencies!.map((dependency) => ({ ...dependency, returnHours: 0 })),
    };
    const { restoration, unserved } = simulate(prompt, scenario);
    assert.ok(
      unserved.populationHours === 0 || restoration.fullAt !== undefined,
      `seed ${seed}: ${JSON.stringify(restoration)}`,
    );
  }
});
