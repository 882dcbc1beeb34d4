import type { Link } from '../model/network.ts';
import { FlowSolver } from '../flow/solver.ts';
import type { FlowComponent, FlowPlan } from './compiled.ts';
import type { Elements } from './compile.ts';
import { groupBy } from './slices.ts';

const DEFAULT_PRIORITY = 5;

/** The connected parts of each flow service, each with its flows on an undisturbed day. */
export function planFlows(links: readonly Link[], elements: Elements): FlowPlan {
  const components: FlowComponent[] = [];
  for (const [service, index] of elements.serviceIndex) {
    if (!elements.isFlow[index]) continue;
    const linkRows = links.flatMap((link, row) => (link.service === service ? [row] : []));
    for (const part of connectedParts(service, links, linkRows, elements)) {
      components.push(component(service, index, part, links, elements));
    }
  }
  const member: number[] = [];
  const memberOf: number[] = [];
  const place: number[] = [];
  for (const [index, { nodeAsset, linkElement }] of components.entries()) {
    for (const elements of [nodeAsset, linkElement]) {
      for (const [at, element] of elements.entries()) {
        member.push(element);
        memberOf.push(index);
        place.push(at);
      }
    }
  }
  const { starts, rows } = groupBy(member, elements.count);
  return {
    components,
    componentStart: starts,
    componentsOf: rows.map((row) => memberOf[row] ?? 0),
    placeIn: rows.map((row) => place[row] ?? 0),
  };
}

interface Part {
  readonly assets: number[];
  readonly linkRows: number[];
}

/** Assets that take part in a service, grouped by what links join; in the order of their first asset. */
function connectedParts(
  service: string,
  links: readonly Link[],
  linkRows: readonly number[],
  elements: Elements,
): Part[] {
  const leader = new Map<number, number>();
  const find = (asset: number): number => {
    let at = asset;
    for (let up = leader.get(at); up !== undefined && up !== at; up = leader.get(at)) at = up;
    leader.set(asset, at);
    return at;
  };
  for (const [index, { produces, demands }] of elements.assets.entries()) {
    if ([...(produces ?? []), ...(demands ?? [])].some((use) => use.service === service)) leader.set(index, index);
  }
  const ends = (row: number): [number, number] => {
    const { from, to } = links[row]!;
    return [elements.indexById.get(from) ?? 0, elements.indexById.get(to) ?? 0];
  };
  for (const row of linkRows) {
    const [from, to] = ends(row);
    leader.set(find(from), find(to));
  }
  const parts = new Map<number, Part>();
  for (const asset of [...leader.keys()].toSorted((a, b) => a - b)) {
    const part = parts.get(find(asset));
    if (part) part.assets.push(asset);
    else parts.set(find(asset), { assets: [asset], linkRows: [] });
  }
  for (const row of linkRows) parts.get(find(ends(row)[0]))!.linkRows.push(row);
  return [...parts.values()];
}

function component(
  service: string,
  serviceIndex: number,
  part: Part,
  links: readonly Link[],
  elements: Elements,
): FlowComponent {
  const nodeOf = new Map(part.assets.map((asset, node) => [asset, node]));
  const nodeAt = (id: string): number => nodeOf.get(elements.indexById.get(id) ?? -1) ?? 0;
  const linksHere = part.linkRows.map((row) => links[row]!);
  const supply = part.assets.map((asset) =>
    (elements.assets[asset]?.produces ?? []).reduce((sum, use) => sum + (use.service === service ? use.amount : 0), 0),
  );
  const demands = part.assets
    .flatMap((asset, node) => {
      const demand = elements.assets[asset]?.demands?.find((use) => use.service === service);
      const element = elements.delivery(asset, serviceIndex);
      if (!demand || element === undefined) return [];
      return [{ node, element, amount: demand.amount, priority: demand.priority ?? DEFAULT_PRIORITY }];
    })
    .toSorted((a, b) => a.priority - b.priority || a.node - b.node);
  const bare = {
    service: serviceIndex,
    nodeCount: part.assets.length,
    nodeAsset: Int32Array.from(part.assets),
    linkElement: Int32Array.from(part.linkRows, (row) => elements.assets.length + row),
    linkFrom: Int32Array.from(linksHere, (link) => nodeAt(link.from)),
    linkTo: Int32Array.from(linksHere, (link) => nodeAt(link.to)),
    linkCapacity: Float64Array.from(linksHere, (link) => link.capacity),
    linkOneWay: Uint8Array.from(linksHere, (link) => (link.oneWay ? 1 : 0)),
    supply: Float64Array.from(supply),
    demandNode: Int32Array.from(demands, (demand) => demand.node),
    demandAmount: Float64Array.from(demands, (demand) => demand.amount),
    demandElement: Int32Array.from(demands, (demand) => demand.element),
  };
  const solver = new FlowSolver(bare);
  solver.solve();
  return { ...bare, usual: { link: solver.link, fed: solver.fed, delivered: solver.delivered } };
}
