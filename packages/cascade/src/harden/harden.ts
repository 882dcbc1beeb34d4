import { compile } from '../compile/compile.ts';
import type { Network } from '../model/network.ts';
import { loadHighs } from '../solve/highs.ts';
import { Losses, type WeightedScenario } from './losses.ts';
import type { Measure } from './measures.ts';
import { Master } from './master.ts';

/** What to choose from, against what, and for how much. */
export interface HardenOptions {
  readonly measures: readonly Measure[];
  readonly scenarios: readonly WeightedScenario[];
  /** Budgets to choose for; default: ten from nothing to the cost of everything. */
  readonly budgets?: readonly number[];
  /** Rounds of looking for a better set at each budget; default 60. What that leaves open is the gap. */
  readonly rounds?: number;
}

/** The best set of measures found for a budget. */
export interface HardenChoice {
  readonly budget: number;
  /** Ids of the measures to take. */
  readonly measures: readonly string[];
  readonly cost: number;
  /** Unserved population-hours that are to be expected, by the scenarios' weights. */
  readonly populationHours: number;
  /** How much less that is than without measures. */
  readonly populationHoursAvoided: number;
  /** How many fewer people are unserved at the worst moment, to be expected. */
  readonly peopleProtected: number;
  /** Population-hours that no set within the budget can go below. */
  readonly bound: number;
  /** How far the choice may be from the best, as a part of what it leaves; 0 where it is proven best. */
  readonly gap: number;
}

/** The curve of budget against protection. */
export interface Hardening {
  readonly curve: readonly HardenChoice[];
  /** Expected unserved population-hours without measures. */
  readonly populationHoursWithout: number;
  /** False where flow services make the bounds estimates: there, one more measure can in rare cases do harm. */
  readonly proven: boolean;
}

/**
 * The best measures for each budget, by logic-based Benders decomposition (Hooker and Ottosson 2003): HiGHS chooses
 * the set that what is known so far allows for best, its scenarios are played, and what they show is made known: no set
 * without a further measure does better than this one. Bounds hold where measures never hurt, as with logical services.
 */
export async function harden(network: Network, options: HardenOptions): Promise<Hardening> {
  const { measures, scenarios, rounds = 60 } = options;
  const losses = new Losses(network, measures, scenarios);
  const everything = new Set(measures.keys());
  const expected = (taken: ReadonlySet<number>): number =>
    sumOver(scenarios, (scenario) => losses.of(scenario, taken).populationHours);
  const peak = (taken: ReadonlySet<number>): number =>
    sumOver(scenarios, (scenario) => losses.of(scenario, taken).peakPeople);
  const nothing: ReadonlySet<number> = new Set();
  const without = expected(nothing);
  const master = new Master(
    await loadHighs(),
    measures,
    scenarios,
    (scenario) => losses.of(scenario, everything).populationHours,
  );
  const total = measures.reduce((sum, { cost }) => sum + cost, 0);
  const budgets = (options.budgets ?? Array.from({ length: 11 }, (_, step) => (total * step) / 10)).toSorted(
    (a, b) => a - b,
  );

  const curve: HardenChoice[] = [];
  let best = nothing;
  for (const budget of budgets) {
    // What was best for less money is affordable with more.
    best = improved(best, greedy(measures, budget, expected), expected);
    let bound = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const scenario of scenarios.keys()) if (round === 0) master.learn(scenario, losses, best);
      const proposal = master.propose(budget);
      bound = proposal.bound;
      if (bound >= expected(best) - TOLERANCE * (1 + without)) break;
      best = improved(best, proposal.taken, expected);
      for (const scenario of scenarios.keys()) master.learn(scenario, losses, proposal.taken);
    }
    const populationHours = expected(best);
    const gap = populationHours > 0 ? Math.max(0, (populationHours - bound) / populationHours) : 0;
    curve.push({
      budget,
      measures: [...best].toSorted((a, b) => a - b).map((number) => measures[number]!.id),
      cost: costOf(measures, best),
      populationHours,
      populationHoursAvoided: without - populationHours,
      peopleProtected: peak(nothing) - peak(best),
      bound: Math.min(bound, populationHours),
      gap: gap < TOLERANCE ? 0 : gap,
    });
  }
  return { curve, populationHoursWithout: without, proven: compile(network).flow.components.length === 0 };
}

const TOLERANCE = 1e-6;

const sumOver = (scenarios: readonly WeightedScenario[], value: (scenario: number) => number): number =>
  scenarios.reduce((sum, { weight }, scenario) => sum + weight * value(scenario), 0);

const costOf = (measures: readonly Measure[], taken: ReadonlySet<number>): number =>
  [...taken].reduce((sum, number) => sum + measures[number]!.cost, 0);

function improved(
  a: ReadonlySet<number>,
  b: ReadonlySet<number>,
  expected: (taken: ReadonlySet<number>) => number,
): ReadonlySet<number> {
  return expected(b) < expected(a) ? b : a;
}

/** Takes, as long as money is left, what avoids most for its cost. */
function greedy(
  measures: readonly Measure[],
  budget: number,
  expected: (taken: ReadonlySet<number>) => number,
): ReadonlySet<number> {
  let taken: ReadonlySet<number> = new Set();
  for (;;) {
    const now = expected(taken);
    const left = budget - costOf(measures, taken);
    let best: number | undefined;
    let bestWorth = 0;
    for (const [number, { cost }] of measures.entries()) {
      if (taken.has(number) || cost > left) continue;
      const worth = (now - expected(new Set([...taken, number]))) / Math.max(cost, 1e-9);
      if (worth > bestWorth) [best, bestWorth] = [number, worth];
    }
    if (best === undefined) return taken;
    taken = new Set([...taken, best]);
  }
}
