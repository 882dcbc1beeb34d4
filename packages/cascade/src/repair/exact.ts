import type { Candidate } from './heuristic.ts';
import type { RepairCost } from './cost.ts';
import { canDo, schedule, type Sequences, type Yard } from './schedule.ts';

/** The best plan that there is, or the best found with what no plan can go below, if the search was given up. */
export interface ExactResult {
  readonly best: Candidate;
  readonly lowest: number;
}

interface Node {
  readonly sequences: Sequences;
  readonly left: readonly number[];
  /** Crews that take no more jobs. */
  readonly retired: ReadonlySet<number>;
  readonly bound: number;
}

/**
 * The best plan, by branch and bound over who does which job next, played with all stores and delays. Each branch lets
 * the crew that is free first take one more job, or stay. No branch is followed that cannot beat the best plan known
 * even if everything left were done as soon as its own crew could be there: with logical services repairs never hurt.
 */
export function solveExactly(
  yard: Yard,
  cost: RepairCost,
  known: Candidate,
  monotone: boolean,
  evaluations: number,
): ExactResult {
  let best = known;
  const last = cost.evaluations + evaluations;
  const all = [...yard.jobs.keys()].filter((job) => yard.crews.some((_crew, crew) => canDo(yard, crew, job)));
  const root: Node = { sequences: yard.crews.map(() => []), left: all, retired: new Set(), bound: 0 };
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.bound >= best.cost - 1e-9) continue;
    if (cost.evaluations >= last) {
      const lowest = [...open, node].reduce((least, each) => Math.min(least, each.bound), best.cost);
      return { best, lowest };
    }
    const children = branch(yard, node).map((child): Node => ({
      ...child,
      bound: monotone ? boundOf(yard, cost, child) : 0,
    }));
    for (const child of children) {
      if (child.left.length > 0 && child.retired.size < yard.crews.length) continue;
      const found = monotone ? child.bound : cost.of(schedule(yard, child.sequences));
      if (found < best.cost) best = { sequences: child.sequences, cost: found };
    }
    const inner = children.filter(
      ({ left, retired, bound }) => left.length > 0 && retired.size < yard.crews.length && bound < best.cost,
    );
    open.push(...inner.toSorted((a, b) => b.bound - a.bound));
  }
  return { best, lowest: best.cost };
}

/** What the crew that is free first can do next. */
function branch(yard: Yard, { sequences, left, retired, bound }: Node): Node[] {
  const free = freeTimes(yard, sequences);
  const [crew] = [...yard.crews.keys()]
    .filter((each) => !retired.has(each))
    .toSorted((a, b) => free[a]! - free[b]! || a - b);
  if (crew === undefined) return [];
  const nodes = left
    .filter((job) => canDo(yard, crew, job))
    .map((job): Node => ({
      sequences: sequences.with(crew, [...sequences[crew]!, job]),
      left: left.filter((each) => each !== job),
      retired,
      bound,
    }));
  nodes.push({ sequences, left, retired: new Set([...retired, crew]), bound });
  return nodes;
}

function freeTimes(yard: Yard, sequences: Sequences): number[] {
  const free = yard.crews.map(({ availableFrom = 0 }) => availableFrom);
  for (const { crew, endAt } of schedule(yard, sequences)) free[crew] = Math.max(free[crew]!, endAt);
  return free;
}

/** What a branch costs at least: what is left is done by every crew of its kind at once, as soon as it can be there. */
function boundOf(yard: Yard, cost: RepairCost, { sequences, left, retired }: Node): number {
  const ends = new Float64Array(yard.jobs.length).fill(Infinity);
  const crewEnds = yard.crews.map(({ base, availableFrom = 0 }) => ({ at: base, free: availableFrom }));
  for (const { job, crew, endAt } of schedule(yard, sequences)) {
    ends[job] = endAt;
    crewEnds[crew] = { at: yard.jobs[job]!.position, free: endAt };
  }
  for (const job of left) {
    const { need, position } = yard.jobs[job]!;
    for (const [crew, { at, free }] of crewEnds.entries()) {
      if (retired.has(crew) || !canDo(yard, crew, job)) continue;
      const soonest = yard.metric ? yard.travel(at, position, free) : 0;
      ends[job] = Math.min(ends[job]!, free + soonest + need.hours);
    }
  }
  return cost.ofEnds(ends);
}
