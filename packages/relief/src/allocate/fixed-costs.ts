import type { Highs } from 'highs';
import type { Way } from './admission.ts';
import { solveStage, type CoupledFlow, type Effort } from './coupled.ts';
import type { Component, Links } from './links.ts';
import { cheapestFlow, stepsOf, type ComponentPool } from './separable.ts';

/** More rounds hardly ever find a cheaper start. */
const ROUNDS = 12;

/**
 * The cheapest steps, fixed costs included, that give each need its amount: HiGHS chooses the lanes, and on these the
 * network simplex finds whole units.
 */
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
  const { steps, optimal } = solveStage(highs, links, component, { least, start, fractions: true }, effort);
  const used = new Set([...steps.keys()].map((link) => links.way[link]!));
  const dearest = pool.pool.cost.reduce((most, cost) => Math.max(most, cost), 0);
  const closed = (dearest + 1) * (component.needs.length + component.offers.length);
  const cost = pool.pool.cost.map((price, arc) => {
    const way = links.way[pool.link[arc]!]!;
    return way.fixedCost === 0 || used.has(way) ? price : closed;
  });
  return { steps: stepsOf(pool, cheapestFlow({ ...pool.pool, cost }, amounts)), optimal };
}

/**
 * A good plan to start from (dynamic slope scaling, Kim and Pardalos 1999): the fixed cost of a lane is spread over the
 * load that it last carried, and the cheapest flow at those prices is found again.
 */
function slopeScaling(links: Links, component: ComponentPool, amounts: Float64Array): Map<number, number> {
  const { pool, link } = component;
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
    const steps = stepsOf(component, cheapestFlow({ ...pool, cost }, amounts));
    const used = new Map<Way, number>();
    let total = 0;
    for (const [index, units] of steps) {
      const way = links.way[index]!;
      if (!used.has(way)) total += way.fixedCost;
      used.set(way, (used.get(way) ?? 0) + units);
      total += units * links.cost[index]!;
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
