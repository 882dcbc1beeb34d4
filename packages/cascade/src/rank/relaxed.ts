import type { Compiled } from '../compile/compiled.ts';
import type { Asset, Dependency, Network } from '../model/network.ts';

/**
 * The network without anything that protects it: no stores, no alternatives, and a flow that fails everyone when
 * anything that carries it is less than whole. By the monotony of the cascade (more autonomy, more alternatives and a
 * smaller k never hurt) a loss here is at least what it is in the network itself; and since nothing here needs two
 * losses at once, losing two is no more than losing each: what pairs are screened by.
 */
export function relaxedNetwork(network: Network, compiled: Compiled): Network {
  const hubs: Asset[] = [];
  const extra: Dependency[] = [];
  const hubsOf = new Map<string, string>();
  for (const [index, component] of compiled.flow.components.entries()) {
    const hub = `\u0000flow ${index}`;
    hubs.push({ id: hub, kind: 'flow' });
    const carriers = [...component.nodeAsset, ...component.linkElement].map((element) => compiled.ids[element]!);
    const service = compiled.serviceIds[component.service]!;
    extra.push({ asset: hub, service, type: 'logical', on: carriers, minimumLevel: 1 });
    for (const element of component.demandElement) hubsOf.set(`${service} ${compiled.ids[element]!}`, hub);
  }
  const assets: Asset[] = [];
  for (const asset of network.assets) {
    const drawn = (asset.demands ?? []).filter((demand) => hubsOf.has(`${demand.service} ${asset.id}`));
    const { produces: _, ...bare } = asset;
    assets.push({ ...bare, demands: (asset.demands ?? []).filter((demand) => !drawn.includes(demand)) });
    for (const demand of drawn) {
      // What is drawn becomes an asset of its own, lest a loss of flow be a loss of the asset.
      const delivery = `\u0000${demand.service} to ${asset.id}`;
      assets.push({ id: delivery, kind: 'delivery', demands: [demand] });
      const hub = hubsOf.get(`${demand.service} ${asset.id}`)!;
      extra.push({ asset: delivery, service: demand.service, type: 'logical', on: [hub, asset.id] });
    }
  }
  const dependencies = (network.dependencies ?? []).map(({ asset, service, type, on, returnHours, degradation }) => {
    const suppliers = (on ?? [asset]).map((id) => (hubsOf.has(`${service} ${id}`) ? `\u0000${service} to ${id}` : id));
    const worst = degradation?.at(-1)?.level ?? 0;
    return {
      asset,
      service,
      type,
      on: suppliers,
      minimumLevel: 1,
      degradation: [{ afterHours: 0, level: worst }],
      ...(returnHours !== undefined && { returnHours }),
    };
  });
  // Links have no part of their own in a logical network: they stand as assets.
  const links = (network.links ?? []).map(({ id }): Asset => ({ id, kind: 'link' }));
  return {
    services: network.services.map((service) => ({ ...service, sharing: 'logical' })),
    assets: [...assets, ...links, ...hubs],
    dependencies: [...dependencies, ...extra],
  };
}
