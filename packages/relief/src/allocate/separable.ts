import { deprivationAmounts } from './deprivation.ts';
import type { Component, Links } from './links.ts';
import { maxMinAmounts } from './max-min.ts';
import { networkSimplex } from './network-simplex.ts';
import type { AllocationProblem } from './problem.ts';
import { classesOf, type Pool } from './pool.ts';

/** A component as a pool, and the link behind each of its arcs. */
export interface ComponentPool {
  readonly pool: Pool;
  readonly link: Int32Array;
}

/** Numbers the offers and needs of a separable component from 0. */
export function poolOf(links: Links, component: Component): ComponentPool {
  const number = new Int32Array(links.offers.length);
  for (const [index, offer] of component.offers.entries()) number[offer] = index;
  const start = new Int32Array(component.needs.length + 1);
  for (const [index, need] of component.needs.entries()) {
    start[index + 1] = start[index]! + links.start[need + 1]! - links.start[need]!;
  }
  const arcs = start[component.needs.length]!;
  const link = new Int32Array(arcs);
  const offer = new Int32Array(arcs);
  const cost = new Float64Array(arcs);
  let arc = 0;
  for (const need of component.needs) {
    for (let index = links.start[need]!; index < links.start[need + 1]!; index++, arc++) {
      link[arc] = index;
      offer[arc] = number[links.offer[index]!]!;
      cost[arc] = links.cost[index]!;
    }
  }
  return {
    link,
    pool: {
      capacity: Float64Array.from(component.offers, (index) => links.offers[index]!.quantity),
      demand: Float64Array.from(component.needs, (index) => links.needs[index]!.quantity),
      priority: Int32Array.from(component.needs, (index) => links.needs[index]!.priority),
      start,
      offer,
      cost,
    },
  };
}

/** How much each need of a pool gets by the fairness that the problem chose. */
export function fairAmounts(problem: AllocationProblem, links: Links, component: Component, pool: Pool): Float64Array {
  if (problem.fairness !== 'deprivation') return maxMinAmounts(pool);
  return deprivationAmounts(
    pool,
    component.needs.map((need) => links.needs[need]!),
    problem.deprivationPerHour,
  );
}

/** The units of a flow on the arcs of a pool, by link; links without any are left out. */
export function stepsOf({ link }: ComponentPool, flow: Float64Array): Map<number, number> {
  const steps = new Map<number, number>();
  for (const [arc, units] of flow.entries()) if (units > 0) steps.set(link[arc]!, units);
  return steps;
}

/** The cheapest way to give each need its amount: units on each arc of the pool. The amounts must be deliverable. */
export function cheapestFlow(pool: Pool, amounts: Float64Array): Float64Array {
  return transport(pool, amounts, []);
}

/** The cheapest flow that gives each priority class the same total as `amounts`, however it is shared. */
export function cheapestForTotals(pool: Pool, amounts: Float64Array): Float64Array {
  // What a class goes short of comes from a source of its own that costs nothing.
  const shortages = classesOf(pool).map((priority) => {
    const needs = [...pool.priority.keys()].filter((need) => pool.priority[need] === priority);
    return { needs, units: needs.reduce((sum, need) => sum + pool.demand[need]! - amounts[need]!, 0) };
  });
  return transport(pool, pool.demand, shortages);
}

/** Units that come out of nowhere, at no cost, for some of the needs. */
interface Shortage {
  readonly needs: readonly number[];
  readonly units: number;
}

/** Nodes: offers, needs, one that takes what is left over, then the shortages. */
function transport(pool: Pool, demand: Float64Array, shortages: readonly Shortage[]): Float64Array {
  const offers = pool.capacity.length;
  const spare = offers + demand.length;
  const supply = new Float64Array(spare + 1 + shortages.length);
  supply.set(pool.capacity);
  for (const [need, amount] of demand.entries()) supply[offers + need] = -amount;
  for (const [index, { units }] of shortages.entries()) supply[spare + 1 + index] = units;
  supply[spare] = -supply.reduce((sum, units) => sum + units, 0);
  // Each need's arcs lie together, its shortage among them: a block of arcs is then a fair sample to price.
  const extra = shortages.length > 0 ? 1 : 0;
  const arcs = pool.offer.length + extra * demand.length;
  const tail = new Int32Array(arcs + offers);
  const head = new Int32Array(arcs + offers);
  const cost = new Float64Array(arcs + offers);
  const shortageOf = new Int32Array(demand.length);
  for (const [index, { needs }] of shortages.entries()) for (const need of needs) shortageOf[need] = spare + 1 + index;
  for (const need of demand.keys()) {
    const from = pool.start[need]!;
    const to = pool.start[need + 1]!;
    const shift = extra * need;
    tail.set(pool.offer.subarray(from, to), from + shift);
    cost.set(pool.cost.subarray(from, to), from + shift);
    if (extra === 1) tail[to + shift] = shortageOf[need]!;
    head.fill(offers + need, from + shift, to + shift + extra);
  }
  for (let offer = 0; offer < offers; offer++) {
    tail[arcs + offer] = offer;
    head[arcs + offer] = spare;
  }
  const solution = networkSimplex({ supply, tail, head, cost });
  if (!solution.feasible) throw new Error('allocate: amounts that a maximum flow reached were not deliverable');
  if (extra === 0) return solution.flow.subarray(0, arcs);
  const flow = new Float64Array(pool.offer.length);
  for (const need of demand.keys()) {
    const from = pool.start[need]!;
    flow.set(solution.flow.subarray(from + need, pool.start[need + 1]! + need), from);
  }
  return flow;
}
