import { networkSimplex } from './network-simplex.ts';
import { classesOf, type Pool } from './pool.ts';
import type { Need } from './problem.ts';

/** Unless the problem says otherwise, going without becomes twice as bad with every day. */
const GROWTH_PER_HOUR = Math.LN2 / 24;
const TRANCHES = 20;
/** Deprivation costs are rounded to whole parts of this, which keeps the network simplex exact. */
const RESOLUTION = 1e6;

/**
 * What it costs, per person, to go without for `hours` (Holguín-Veras and others 2013: exponential in time), less
 * what no waiting at all costs: `e^(g·hours) − 1`.
 */
export function deprivationCost(hours: number, growthPerHour = GROWTH_PER_HOUR): number {
  return Math.expm1(growthPerHour * Math.max(0, hours));
}

/**
 * How much each need gets so that, class by class, the deprivation of all people is least. A need of which the share
 * `s` is met runs out after `s × coverHours`; those who depend on it then go without for the rest, on top of what they
 * have waited since `sinceHour`. That is convex in `s`, so tranches of a twentieth are served dearest first by a
 * minimum-cost flow. Whole units; `needs` in the order of the pool.
 */
export function deprivationAmounts(pool: Pool, needs: readonly Need[], growthPerHour?: number): Float64Array {
  const offers = pool.capacity.length;
  const count = pool.demand.length;
  const sink = offers + count;
  const amounts = new Float64Array(count);
  const relief = needs.map((need) => tranches(need, growthPerHour));
  const dearest = relief.flat().reduce((most, tranche) => Math.max(most, tranche.spared), 1e-12);

  let supplied = 0;
  for (const units of pool.capacity) supplied += units;
  const settled = new Set<number>();
  for (const priority of classesOf(pool)) {
    const tail: number[] = [];
    const head: number[] = [];
    const capacity: number[] = [];
    const cost: number[] = [];
    const add = (from: number, to: number, units: number, price: number): void => {
      tail.push(from);
      head.push(to);
      capacity.push(units);
      cost.push(price);
    };
    const supply = new Float64Array(sink + 1);
    supply.set(pool.capacity);
    supply[sink] = -supplied;
    for (let need = 0; need < count; need++) {
      const inClass = pool.priority[need] === priority;
      if (!inClass && !settled.has(need)) continue;
      for (let arc = pool.start[need]!; arc < pool.start[need + 1]!; arc++) {
        add(pool.offer[arc]!, offers + need, Infinity, 0);
      }
      if (!inClass) {
        supply[offers + need] = -amounts[need]!;
        supply[sink] += amounts[need]!;
      } else {
        for (const { units, spared } of relief[need]!) {
          add(offers + need, sink, units, -1 - Math.round((spared / dearest) * RESOLUTION));
        }
      }
    }
    for (let offer = 0; offer < offers; offer++) add(offer, sink, Infinity, 0);
    const solution = networkSimplex({
      supply,
      tail: Int32Array.from(tail),
      head: Int32Array.from(head),
      capacity: Float64Array.from(capacity),
      cost: Float64Array.from(cost),
    });
    for (const [arc, from] of tail.entries()) {
      if (from >= offers && head[arc] === sink) amounts[from - offers]! += solution.flow[arc]!;
    }
    for (let need = 0; need < count; need++) if (pool.priority[need] === priority) settled.add(need);
  }
  return amounts;
}

/** The units of a need in tranches, and the deprivation that one unit of each spares. */
function tranches(need: Need, growthPerHour?: number): { units: number; spared: number }[] {
  const waited = Math.max(0, -(need.sinceHour ?? 0));
  const cover = need.coverHours ?? 168;
  const people = need.population ?? need.quantity;
  const costAt = (units: number): number =>
    people * deprivationCost(waited + (1 - units / need.quantity) * cover, growthPerHour);
  const result: { units: number; spared: number }[] = [];
  let served = 0;
  for (let tranche = 1; tranche <= TRANCHES; tranche++) {
    const upTo = Math.floor((need.quantity * tranche) / TRANCHES);
    if (upTo === served) continue;
    const units = upTo - served;
    result.push({ units, spared: (costAt(served) - costAt(upTo)) / units });
    served = upTo;
  }
  return result;
}
