import type { Asset, Dependency, Link, Network, Service } from '../model/network.ts';
import { normal, type Random, seeded } from '../random/seeded.ts';
import { type Kind, kinds, type Need } from './kinds.ts';
import { powerGrid } from './power-grid.ts';

/** How a nation is made up. */
export interface NationOptions {
  /** How many assets, give or take rounding. */
  readonly assets: number;
  readonly seed: number;
  /** True: power is shared out over lines by capacity; false (default): every service is logical. */
  readonly flow?: boolean;
  /** Assets of a region; default 500. */
  readonly regionSize?: number;
}

/** An asset that has been placed. */
export interface Site {
  readonly id: string;
  readonly kind: Kind;
  readonly region: number;
  readonly x: number;
  readonly y: number;
}

const NATION: readonly [west: number, south: number, east: number, north: number] = [40, 18, 52, 30];

/**
 * A made-up nation: regions of plants, substations, exchanges, pumps, hospitals and all that needs them, about five
 * dependencies an asset, with the loops that real ones have (power needs telecom needs power). For exercises and
 * benchmarks; it is nobody's country. The same options give the same nation.
 */
export function generateNation({ assets, seed, flow = false, regionSize = 500 }: NationOptions): Network {
  const random = seeded(seed);
  const regions = Math.max(1, Math.round(assets / regionSize));
  const sites: Site[] = [];
  for (let region = 0; region < regions; region += 1) {
    const size = Math.round((assets * (region + 1)) / regions) - Math.round((assets * region) / regions);
    sites.push(...placeRegion(region, size, random));
  }
  const grid = flow ? powerGrid(sites, random) : undefined;
  const services: Service[] = [
    { id: 'power', unit: 'MW', sharing: flow ? 'flow' : 'logical' },
    { id: 'water', unit: 'm3/h', sharing: 'logical' },
    { id: 'telecom', unit: 'cells', sharing: 'logical' },
    { id: 'health', unit: 'beds', sharing: 'logical' },
    { id: 'fuel', unit: 'm3/h', sharing: 'logical' },
    { id: 'road', unit: 'lanes', sharing: 'logical' },
    { id: 'food', unit: 't/h', sharing: 'logical' },
    { id: 'goods', unit: 't/h', sharing: 'logical' },
  ];
  const links: readonly Link[] = grid?.links ?? [];
  return {
    name: `Nation of ${assets} assets, seed ${seed}`,
    services,
    assets: sites.map((site) => ({ ...assetAt(site, random), ...grid?.uses.get(site.id) })),
    links,
    dependencies: dependenciesOf(sites, flow, random),
  };
}

function placeRegion(region: number, size: number, random: Random): Site[] {
  const [west, south, east, north] = NATION;
  const centreX = west + 1 + random() * (east - west - 2);
  const centreY = south + 1 + random() * (north - south - 2);
  const sites: Site[] = [];
  for (const kind of kinds) {
    const count = Math.max(1, Math.round(size * kind.share));
    for (let index = 0; index < count; index += 1) {
      sites.push({
        id: `${kind.kind}-${region}-${index}`,
        kind,
        region,
        x: Math.min(east, Math.max(west, centreX + 0.3 * normal(random))),
        y: Math.min(north, Math.max(south, centreY + 0.3 * normal(random))),
      });
    }
  }
  return sites;
}

const between = ([low, high]: readonly [number, number], random: Random): number =>
  Math.round(low + random() * (high - low));

function assetAt({ id, kind, region, x, y }: Site, random: Random): Asset {
  const { serves } = kind;
  const people = serves && Math.round(serves.people * (0.5 + random()));
  return {
    id,
    kind: kind.kind,
    sector: kind.sector,
    region: `region-${region}`,
    owner: `${kind.sector}-operator-${region % 7}`,
    position: [Number(x.toFixed(5)), Number(y.toFixed(5))],
    ...(serves && people !== undefined && { demands: [{ service: serves.service, amount: serves.amount, people }] }),
    repair: { crew: kind.crew, hours: between(kind.repair, random) },
  };
}

function dependenciesOf(sites: readonly Site[], flow: boolean, random: Random): Dependency[] {
  const suppliers = new Map<string, Site[]>();
  for (const site of sites) {
    const key = `${site.region} ${site.kind.kind}`;
    const list = suppliers.get(key);
    if (list) list.push(site);
    else suppliers.set(key, [site]);
  }
  const dependencies: Dependency[] = [];
  for (const site of sites) {
    for (const need of site.kind.needs) {
      // In a grid of flows, substations have their power over lines.
      if (flow && need.service === 'power' && site.kind.sector === 'energy' && need.from !== 'distribution-substation')
        continue;
      const near = nearest(site, suppliers.get(`${site.region} ${need.from}`) ?? [], need.of);
      if (near.length > 0) dependencies.push(dependency(site, need, near, random));
    }
  }
  return dependencies;
}

function dependency(site: Site, need: Need, near: readonly string[], random: Random): Dependency {
  const autonomyHours = between(need.autonomy, random);
  return {
    asset: site.id,
    service: need.service,
    type: need.type,
    on: near,
    ...(near.length > 1 && { rule: 'any' as const }),
    ...(autonomyHours > 0 && { autonomyHours, refillHours: 2 }),
  };
}

/** The ids of the nearest sites, nearest first. */
export function nearest(site: Site, choices: readonly Site[], count: number): string[] {
  return choices
    .filter((other) => other.id !== site.id)
    .map((other) => ({ id: other.id, distance: (other.x - site.x) ** 2 + (other.y - site.y) ** 2 }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ id }) => id);
}
