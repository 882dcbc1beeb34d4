import type { Asset, Network } from '../model/network.ts';
import type { Compiled } from './compiled.ts';
import { compileDemands } from './demands.ts';
import { compileDependencies } from './dependencies.ts';
import { planFlows } from './flows.ts';

const cache = new WeakMap<Network, Compiled>();

/** The network as typed arrays; made once for each network object. */
export function compile(network: Network): Compiled {
  let compiled = cache.get(network);
  if (!compiled) cache.set(network, (compiled = build(network)));
  return compiled;
}

/** Elements of a network while it is compiled. */
export interface Elements {
  readonly assets: readonly Asset[];
  readonly indexById: ReadonlyMap<string, number>;
  readonly serviceIndex: ReadonlyMap<string, number>;
  readonly isFlow: readonly boolean[];
  readonly count: number;
  /** The delivery element of a service at an asset, or undefined where nothing is drawn. */
  delivery(asset: number, service: number): number | undefined;
}

function build(network: Network): Compiled {
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
    a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  const services = network.services.toSorted(byId);
  const assets = network.assets.toSorted(byId);
  const links = (network.links ?? []).toSorted(byId);
  const serviceIndex = new Map(services.map((service, index) => [service.id, index]));
  const isFlow = services.map((service) => service.sharing === 'flow');

  const ids: string[] = [];
  for (const asset of assets) ids.push(asset.id);
  for (const link of links) ids.push(link.id);
  const indexById = new Map<string, number>();
  for (let index = 0; index < ids.length; index += 1) indexById.set(ids[index]!, index);
  const source = new Int32Array(assets.length);
  for (let index = 0; index < assets.length; index += 1) source[indexById.get(network.assets[index]!.id)!] = index;

  const owners: number[] = [];
  const drawn: number[] = [];
  const deliveries = new Map<number, number>();
  for (const [index, asset] of assets.entries()) {
    for (const demand of asset.demands ?? []) {
      const service = serviceIndex.get(demand.service) ?? -1;
      if (!isFlow[service]) continue;
      deliveries.set(index * services.length + service, ids.length);
      owners.push(index);
      drawn.push(service);
      ids.push(asset.id);
    }
  }
  const elements: Elements = {
    assets,
    indexById,
    serviceIndex,
    isFlow,
    count: ids.length,
    delivery: (asset, service) => deliveries.get(asset * services.length + service),
  };
  const solid = assets.length + links.length;
  return {
    assetCount: assets.length,
    linkCount: links.length,
    elementCount: ids.length,
    ids,
    indexById,
    source,
    serviceIds: services.map((service) => service.id),
    owner: Int32Array.from(ids, (_id, index) => (index < solid ? index : (owners[index - solid] ?? index))),
    deliveryService: Int32Array.from(ids, (_id, index) => (index < solid ? -1 : (drawn[index - solid] ?? -1))),
    dependencies: compileDependencies(network.dependencies ?? [], elements),
    demands: compileDemands(elements),
    flow: planFlows(links, elements),
  };
}
