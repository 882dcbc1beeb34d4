import type { Asset, Link } from '../model/network.ts';
import type { Random } from '../random/seeded.ts';
import { nearest, type Site } from './nation.ts';

/** The lines of a grid, and what its assets feed in and draw. */
export interface PowerGrid {
  readonly links: readonly Link[];
  readonly uses: ReadonlyMap<string, Pick<Asset, 'produces' | 'demands'>>;
}

const DEMAND = 12;
const MARGIN = 1.25;

/**
 * A grid for each region: plants feed rings of transmission substations, which feed distribution substations by two
 * lines each; a tie line joins each region to the next. Capacities carry the usual load with a margin of a quarter.
 */
export function powerGrid(sites: readonly Site[], random: Random): PowerGrid {
  const links: Link[] = [];
  const uses = new Map<string, Pick<Asset, 'produces' | 'demands'>>();
  const join = (from: string, to: string, capacity: number): void => {
    links.push({ id: `line-${links.length}`, service: 'power', from, to, capacity: Math.round(capacity) });
  };
  let lastRing: Site | undefined;
  for (const [, region] of Map.groupBy(sites, (site) => site.region)) {
    const of = (kind: string): Site[] => region.filter((site) => site.kind.kind === kind);
    const [plants, ring, leaves] = [of('power-plant'), of('transmission-substation'), of('distribution-substation')];
    const load = leaves.length * DEMAND;
    for (const plant of plants) {
      uses.set(plant.id, { produces: [{ service: 'power', amount: Math.round((MARGIN * load) / plants.length) }] });
      for (const id of nearest(plant, ring, 2)) join(plant.id, id, (MARGIN * load) / plants.length);
    }
    for (const [index, station] of ring.entries()) {
      const next = ring[(index + 1) % ring.length]!;
      if (next.id !== station.id) join(station.id, next.id, MARGIN * load);
    }
    for (const leaf of leaves) {
      const people = Math.round(1500 + 3000 * random());
      const priority = 3 + Math.floor(random() * 4);
      uses.set(leaf.id, { demands: [{ service: 'power', amount: DEMAND, people, priority }] });
      for (const id of nearest(leaf, ring, 2)) join(id, leaf.id, MARGIN * DEMAND);
    }
    const [first] = ring;
    if (lastRing && first) join(lastRing.id, first.id, (MARGIN * load) / 4);
    lastRing = first;
  }
  return { links, uses };
}
