import { periodsOf, timing } from './admission.ts';
import type { Allocation, PolicyOutcome, Shipment } from './allocation.ts';
import { checkAllocationProblem } from './check-problem.ts';
import { firstComeSteps, outcomeOf, proRataSteps } from './compare.ts';
import { solveCoupled, type Effort } from './coupled.ts';
import { firstExpiredFirstOut } from './first-expired.ts';
import { solveFixedCosts } from './fixed-costs.ts';
import { loadSolver } from './highs.ts';
import { componentsOf, linksOf, type Component, type Links } from './links.ts';
import { needOutcomes } from './need-outcomes.ts';
import type { AllocationProblem } from './problem.ts';
import { cheapestFlow, cheapestForTotals, fairAmounts, poolOf, stepsOf } from './separable.ts';

/**
 * Decides who gets what from whom: priority classes strictly in order, fairness within a class, then cost, in whole
 * units. Needs and offers that don't touch one another are solved apart: by a network simplex wherever one unit serves
 * one unit, by HiGHS where lanes have fixed costs or limits, lots have minimums or substitutes aren't one for one.
 * A bad problem is answered with issues and no shipments.
 */
export async function allocate(input: AllocationProblem): Promise<Allocation> {
  const checked = checkAllocationProblem(input);
  if (!checked.ok) return { ...EMPTY, issues: checked.issues };
  const problem = checked.value;
  const links = linksOf(problem);
  const steps = new Float64Array(links.offer.length);
  const cheapest = new Float64Array(links.offer.length);
  const methods = { 'network-simplex': { needs: 0, optimal: true }, highs: { needs: 0, optimal: true } };
  const coupled = new Map<number, Component>();

  for (const component of componentsOf(links)) {
    const solved = await solve(problem, links, component);
    for (const [link, count] of solved.steps) steps[link] = count;
    for (const [link, count] of solved.cheapest) cheapest[link] = count;
    const method = methods[component.kind === 'flow' ? 'network-simplex' : 'highs'];
    method.needs += component.needs.length;
    method.optimal &&= solved.optimal;
    if (component.kind === 'coupled') for (const need of component.needs) coupled.set(need, component);
  }
  firstExpiredFirstOut(links, steps);

  const planned = outcomeOf(links, steps);
  const least = outcomeOf(links, cheapest);
  const shipments = shipmentsOf(links, steps);
  return {
    issues: [],
    shipments,
    needs: needOutcomes(links, steps, coupled),
    report: {
      fairness: problem.fairness ?? 'max-min',
      planned,
      cheapest: least,
      priceOfFairness: least.cost === 0 ? 0 : (planned.cost - least.cost) / least.cost,
      proRataByPopulation: outcomeOf(links, proRataSteps(links)),
      firstComeFirstServed: outcomeOf(links, firstComeSteps(links)),
      periods: arrivals(problem, shipments),
      methods: (['network-simplex', 'highs'] as const)
        .filter((method) => methods[method].needs > 0)
        .map((method) => ({ method, ...methods[method] })),
    },
  };
}

interface Solved {
  readonly steps: ReadonlyMap<number, number>;
  /** The same totals by class at the least cost; the plan itself where HiGHS was needed. */
  readonly cheapest: ReadonlyMap<number, number>;
  readonly optimal: boolean;
}

async function solve(problem: AllocationProblem, links: Links, component: Component): Promise<Solved> {
  const effort: Effort = { timeLimitMs: problem.solverTimeLimitMs ?? 10_000, gap: problem.solverGap ?? 0.01 };
  if (component.kind === 'coupled') {
    const { steps, optimal } = solveCoupled(await loadSolver(), links, component, effort);
    return { steps, cheapest: steps, optimal };
  }
  const componentPool = poolOf(links, component);
  const { pool } = componentPool;
  const amounts = fairAmounts(problem, links, component, pool);
  if (component.kind === 'fixed-costs') {
    const { steps, optimal } = solveFixedCosts(await loadSolver(), links, component, componentPool, amounts, effort);
    return { steps, cheapest: steps, optimal };
  }
  const full = amounts.every((amount, need) => amount === pool.demand[need]);
  const steps = stepsOf(componentPool, cheapestFlow(pool, amounts));
  return { steps, cheapest: full ? steps : stepsOf(componentPool, cheapestForTotals(pool, amounts)), optimal: true };
}

function shipmentsOf(links: Links, steps: Float64Array): Shipment[] {
  const places = [...links.places.keys()];
  const shipments: Shipment[] = [];
  for (const [index, need] of links.needs.entries()) {
    for (let link = links.start[index]!; link < links.start[index + 1]!; link++) {
      const count = steps[link]!;
      if (count === 0) continue;
      const offer = links.offers[links.offer[link]!]!;
      const way = links.way[link]!;
      const when = timing(offer, need, way.hours);
      shipments.push({
        source: offer.source,
        ...(offer.batch === undefined ? {} : { batch: offer.batch }),
        need: need.id,
        item: offer.item.id,
        quantity: count * links.take[link]!,
        serves: count * links.serve[link]!,
        from: places[way.from]!,
        to: need.place,
        ...(way.id === undefined ? {} : { lane: way.id }),
        ...when,
        ...(offer.expiryHour < Infinity ? { shelfHours: offer.expiryHour - when.arriveHour } : {}),
        cost: count * links.cost[link]!,
      });
    }
  }
  return shipments;
}

function arrivals(problem: AllocationProblem, shipments: readonly Shipment[]): Allocation['report']['periods'] {
  const { count, hours } = periodsOf(problem);
  const periods = Array.from({ length: count }, (_, period) => ({ period, arrivals: {} as Record<string, number> }));
  for (const { item, quantity, arriveHour } of shipments) {
    // An arrival on the boundary belongs to the period that it ends; a need past the horizon is shown in the last.
    const period = Math.min(count - 1, Math.max(0, Math.ceil(arriveHour / hours) - 1));
    const { arrivals } = periods[period]!;
    arrivals[item] = (arrivals[item] ?? 0) + quantity;
  }
  return periods;
}

const NOTHING: PolicyOutcome = { cost: 0, met: 0, gini: 0, least: 0, classes: [] };

const EMPTY: Allocation = {
  issues: [],
  shipments: [],
  needs: [],
  report: {
    fairness: 'max-min',
    planned: NOTHING,
    cheapest: NOTHING,
    priceOfFairness: 0,
    proRataByPopulation: NOTHING,
    firstComeFirstServed: NOTHING,
    periods: [],
    methods: [],
  },
};
