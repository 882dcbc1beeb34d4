import { compile } from '../compile/compile.ts';
import type { Network } from '../model/network.ts';
import { type Baseline, baselineOrder } from './baselines.ts';
import { lowerBound } from './bound.ts';
import { RepairCost } from './cost.ts';
import { solveExactly } from './exact.ts';
import { type Candidate, greedyOrder, handOut, improve } from './heuristic.ts';
import { jobsOf, type RepairProblem } from './problem.ts';
import { type StepReason, reasonsOf } from './reasons.ts';
import { schedule, type ScheduledJob, yardOf } from './schedule.ts';

/** How hard to look for a plan. */
export interface RepairOptions {
  /** Simulations to spend on making the plan better; default 4000. */
  readonly evaluations?: number;
  /** Up to so many jobs the best plan is looked for exactly; default 7. */
  readonly exactJobs?: number;
  /** Simulations that the exact search may take; default 50,000. */
  readonly exactEvaluations?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** One repair in a plan. */
export interface RepairStep {
  readonly crew: string;
  readonly target: string;
  readonly departAt: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly reason: StepReason;
}

/** Who repairs what in which order. */
export interface RepairPlan {
  /** In the order in which they end. */
  readonly steps: readonly RepairStep[];
  /** Damage that the plan leaves: no crew of its kind, no way there, no materials, or nothing known of its repair. */
  readonly left: readonly string[];
  readonly populationHours: number;
  /** Unserved population-hours that no plan can go below. */
  readonly bound: number;
  /** How far the plan may be from the best, as a part of its own cost; 0 where it is proven best. */
  readonly gap: number;
  readonly method: 'exact' | 'heuristic';
  /** What rules of thumb would have come to. */
  readonly baselines: Readonly<Record<Baseline, number>>;
}

const BASELINES: readonly Baseline[] = ['degree', 'betweenness', 'nearest'];

/** Plans repairs so that the fewest population-hours go unserved; exactly for few jobs, else as near as the gap says. */
export async function repair(
  network: Network,
  problem: RepairProblem,
  options: RepairOptions = {},
): Promise<RepairPlan> {
  const { evaluations = 4000, exactJobs = 7, exactEvaluations = 50_000, seed = 1 } = options;
  const jobs = jobsOf(network, problem);
  const yard = yardOf(problem, jobs);
  const cost = new RepairCost(network, problem, jobs);
  const candidateOf = (order: readonly number[]): Candidate => {
    const sequences = handOut(yard, order);
    return { sequences, cost: cost.of(schedule(yard, sequences)) };
  };
  const thumbs = BASELINES.map((rule) => candidateOf(baselineOrder(network, yard, rule)));
  const starts = [candidateOf(greedyOrder(yard, cost)), ...thumbs].toSorted((a, b) => a.cost - b.cost);
  let best = starts[0]!;
  for (const start of starts.slice(0, 2)) {
    const found = improve(yard, cost, start.sequences, Math.ceil(evaluations / 2), seed);
    if (found.cost < best.cost) best = found;
  }
  let bound = 0;
  const isSmall = jobs.length <= exactJobs;
  if (isSmall) {
    const monotone = compile(network).flow.components.length === 0;
    const exact = solveExactly(yard, cost, best, monotone, exactEvaluations);
    best = exact.best;
    bound = exact.lowest;
  }
  const scheduled = schedule(yard, best.sequences);
  if (!isSmall || bound < best.cost) {
    const makespan = scheduled.reduce((latest, { endAt }) => Math.max(latest, endAt), 0);
    bound = Math.max(bound, Math.min(best.cost, await lowerBound(network, problem, yard, makespan)));
  }
  const reasons = reasonsOf(network, problem, jobs, scheduled, cost);
  const done = new Set([
    ...scheduled.map(({ job }) => jobs[job]!.target),
    ...(problem.committed ?? []).map(({ target }) => target),
  ]);
  return {
    steps: scheduled
      .map((each, index) => stepOf(each, problem, jobs, reasons[index]!))
      .toSorted((a, b) => a.endAt - b.endAt),
    left: problem.damage.map(({ target }) => target).filter((target) => !done.has(target)),
    populationHours: best.cost,
    bound,
    gap: best.cost > 0 ? Math.max(0, (best.cost - bound) / best.cost) : 0,
    method: isSmall && bound >= best.cost - 1e-6 ? 'exact' : 'heuristic',
    baselines: Object.fromEntries(BASELINES.map((rule, index) => [rule, thumbs[index]!.cost])) as Record<
      Baseline,
      number
    >,
  };
}

function stepOf(
  { job, crew, departAt, startAt, endAt }: ScheduledJob,
  { crews }: RepairProblem,
  jobs: readonly { readonly target: string }[],
  reason: StepReason,
): RepairStep {
  return { crew: crews[crew]!.id, target: jobs[job]!.target, departAt, startAt, endAt, reason };
}
