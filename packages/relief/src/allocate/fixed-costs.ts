import type { Highs } from 'highs';
import type { Way } from './admission.ts';
import { solveStage, type CoupledFlow, type Effort } from './coupled.ts';
import type { Component, Links } from './links.ts';
import { cheapestFlow, type ComponentPool } from './separable.ts';

/** More rounds hardly ever find a cheaper start. */
const ROUNDS = 12;

/** The cheapest steps, fixed costs included, that give each need its amount. */
export function solveFixedCosts(
  highs: Highs,
  links: Links,
  component: Component,
  pool: ComponentPool,
  amounts: Float64Array,
  effort: Effort,
): CoupledFlow {
  const least = new Map(component.needs.map((need, index) => [need, amounts[index]!]));
  const start = slopeScaling(links, pool, amounts);
  return solveStage(highs, links, component, { least, start }, effort);
}

/**
 * A good plan to start from (dynamic slope scaling, Kim and Pardalos 1999): the fixed cost of a lane is spread over the
 * load that it last carried, and the cheapest flow at those prices is found again.
 */
function slopeScaling(links: Links, { pool, link }: ComponentPool, amounts: Float64Array): Map<number, number> {
  const load = new Map<Way, number>();
  for (const [arc, index] of link.entries()) {
    const way = links.way[index]!;
    if (way.fixedCost > 0) load.set(way, Math.max(load.get(way) ?? 1, pool.capacity[pool.offer[arc]!]!));
  }
  let best = new Map<number, number>();
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const cost = pool.cost.map((price, arc) => {
      const way = links.way[link[arc]!]!;
      return way.fixedCost > 0 ? price + Math.round(way.fixedCost / load.get(way)!) : price;
    });
    const flow = cheapestFlow({ ...pool, cost }, amounts);
    const steps = new Map<number, number>();
    const used = new Map<Way, number>();
    let total = 0;
    for (const [arc, units] of flow.entries()) {
      if (units === 0) continue;
      const way = links.way[link[arc]!]!;
      steps.set(link[arc]!, units);
      if (!used.has(way)) total += way.fixedCost;
      used.set(way, (used.get(way) ?? 0) + units);
      total += units * pool.cost[arc]!;
    }
    if (total < least) {
      least = total;
      best = steps;
    }
    // Lanes left empty keep the price at which nobody took them.
    for (const [way, units] of used) if (way.fixedCost > 0) load.set(way, units);
  }
  return best;
}
