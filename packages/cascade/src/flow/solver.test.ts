import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Highs } from 'highs';
import { compile } from '../compile/compile.ts';
import type { FlowComponent } from '../compile/compiled.ts';
import type { Asset, Link, Network } from '../model/network.ts';
import { loadHighs } from '../solve/highs.ts';
import { seeded } from '../random/seeded.ts';
import { validateNetwork } from '../validate/network.ts';
import { FlowSolver } from './solver.ts';

let highs: Highs;
before(async () => {
  highs = await loadHighs();
});

/** A random power network, mostly connected and mostly too tight to serve everyone. */
function randomFlowNetwork(seed: number): Network {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const count = 4 + below(12);
  const assets: Asset[] = Array.from({ length: count }, (_, index) => ({
    id: `n${String(index).padStart(2, '0')}`,
    kind: 'bus',
    ...(random() < 0.35 && { produces: [{ service: 'power', amount: below(20) }] }),
    ...(random() < 0.7 && { demands: [{ service: 'power', amount: below(12), priority: 1 + below(3) }] }),
  }));
  const links: Link[] = [];
  for (let index = 0; index < count * 1.6; index += 1) {
    const [from, to] = [assets[below(count)]!.id, assets[below(count)]!.id];
    if (from === to) continue;
    links.push({ id: `l${index}`, service: 'power', from, to, capacity: below(10), oneWay: random() < 0.2 });
  }
  return { services: [{ id: 'power', unit: 'MW', sharing: 'flow' }], assets, links };
}

interface Levels {
  readonly node: number[];
  readonly link: number[];
}

/** The most that each class of priority gets, the ones before it having got theirs: a linear programme for each. */
function bestByPriority(component: FlowComponent, priorities: readonly number[], levels: Levels): number[] {
  const { linkFrom, linkTo, linkCapacity, linkOneWay, supply, demandNode, demandAmount, nodeCount } = component;
  const balance = Array.from({ length: nodeCount }, () => '');
  const bounds: string[] = [];
  for (const [link, capacity] of linkCapacity.entries()) {
    const [from, to] = [linkFrom[link]!, linkTo[link]!];
    const most = levels.node[from]! > 0 && levels.node[to]! > 0 ? capacity * levels.link[link]! : 0;
    balance[from] += ` - f${link}`;
    balance[to] += ` + f${link}`;
    bounds.push(`${linkOneWay[link] ? 0 : -most} <= f${link} <= ${most}`);
  }
  for (let node = 0; node < nodeCount; node += 1) {
    balance[node] += ` + s${node}`;
    bounds.push(`0 <= s${node} <= ${supply[node]! * levels.node[node]!}`);
  }
  for (const [demand, node] of demandNode.entries()) {
    balance[node] += ` - d${demand}`;
    bounds.push(`0 <= d${demand} <= ${levels.node[node]! > 0 ? demandAmount[demand]! : 0}`);
  }
  const fixed: string[] = [];
  const best: number[] = [];
  for (const priority of [1, 2, 3]) {
    const sum = priorities.flatMap((own, demand) => (own === priority ? [`d${demand}`] : [])).join(' + ');
    if (sum === '') {
      best.push(0);
      continue;
    }
    const rows = [...balance.map((row) => `${row} = 0`), ...fixed].join('\n');
    const solution = highs.solve(`Maximize\n${sum}\nSubject To\n${rows}\nBounds\n${bounds.join('\n')}\nEnd`);
    assert.equal(solution.Status, 'Optimal');
    best.push(solution.ObjectiveValue);
    fixed.push(`${sum} >= ${solution.ObjectiveValue - 1e-7}`);
  }
  return best;
}

function assertConserved(component: FlowComponent, solver: FlowSolver, levels: Levels): void {
  const { linkFrom, linkTo, linkCapacity, linkOneWay, supply, demandNode, demandAmount, nodeCount } = component;
  const balance = new Float64Array(nodeCount);
  for (const [link, flow] of solver.link.entries()) {
    balance[linkFrom[link]!]! -= flow;
    balance[linkTo[link]!]! += flow;
    const works = levels.node[linkFrom[link]!]! > 0 && levels.node[linkTo[link]!]! > 0;
    const most = works ? linkCapacity[link]! * levels.link[link]! : 0;
    assert.ok(
      flow <= most + 1e-6 && flow >= (linkOneWay[link] ? 0 : -most) - 1e-6,
      `link ${link} carries ${flow} of ${most}`,
    );
  }
  for (const [node, fed] of solver.fed.entries()) {
    balance[node]! += fed;
    assert.ok(fed >= -1e-6 && fed <= supply[node]! * levels.node[node]! + 1e-6);
  }
  for (const [demand, delivered] of solver.delivered.entries()) {
    balance[demandNode[demand]!]! -= delivered;
    assert.ok(delivered >= -1e-6 && delivered <= demandAmount[demand]! + 1e-6);
  }
  for (const rest of balance) assert.ok(Math.abs(rest) < 1e-6, `${rest} is lost or made`);
}

test('shares equal the HiGHS optimum by priority, flow is conserved, and the way there does not matter', () => {
  let short = 0;
  for (let seed = 1; seed <= 120; seed += 1) {
    const network = randomFlowNetwork(seed);
    const valid = validateNetwork(network);
    assert.ok(valid.ok, JSON.stringify(valid));
    const random = seeded(seed);
    for (const component of compile(network).flow.components) {
      const priorities = Array.from(component.demandNode, (node) => {
        const id = compile(network).ids[component.nodeAsset[node]!]!;
        return network.assets.find((asset) => asset.id === id)?.demands?.[0]?.priority ?? 5;
      });
      const levels: Levels = {
        node: Array.from(component.nodeAsset, () => 1),
        link: Array.from(component.linkElement, () => 1),
      };
      const stepwise = new FlowSolver(component, component.usual);
      for (let step = 0; step < 6; step += 1) {
        for (let change = 0; change < 2; change += 1) {
          const level = [0, 0.5, 1][Math.floor(random() * 3)]!;
          if (random() < 0.5 || component.linkElement.length === 0) {
            const node = Math.floor(random() * component.nodeCount);
            stepwise.setNode(node, (levels.node[node] = level));
          } else {
            const link = Math.floor(random() * component.linkElement.length);
            stepwise.setLink(link, (levels.link[link] = level));
          }
        }
        stepwise.solve();
        assertConserved(component, stepwise, levels);

        const scratch = new FlowSolver(component);
        for (const [node, level] of levels.node.entries()) scratch.setNode(node, level);
        for (const [link, level] of levels.link.entries()) scratch.setLink(link, level);
        scratch.solve();
        for (const [demand, delivered] of scratch.delivered.entries()) {
          assert.ok(Math.abs(delivered - stepwise.delivered[demand]!) < 1e-6, `seed ${seed}, step ${step}`);
          if (delivered < component.demandAmount[demand]! - 1e-6) short += 1;
        }

        if (step % 3 > 0) continue;
        const got = [1, 2, 3].map((priority) =>
          priorities.reduce((sum, own, demand) => sum + (own === priority ? stepwise.delivered[demand]! : 0), 0),
        );
        for (const [index, most] of bestByPriority(component, priorities, levels).entries()) {
          assert.ok(
            Math.abs(got[index]! - most) < 1e-5,
            `seed ${seed}, step ${step}: ${got.join(', ')} instead of class ${index + 1} at ${most}`,
          );
        }
      }
    }
  }
  assert.ok(short > 500, `the networks must be tight; ${short} demands were short`);
});
