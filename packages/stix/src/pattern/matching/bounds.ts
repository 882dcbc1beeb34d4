import type { Demand } from './assign.ts';
import type { Budget } from './evaluation.ts';
import type { Plan } from './plan.ts';

/** A time between which everything is to be observed. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/**
 * The earliest time by which a plan can be met by observations that last until `from`, as if one could be used any
 * number of times and WITHIN asked nothing; Infinity when it cannot. Never falls as `from` rises.
 */
export function earliestEnd(plan: Plan, from: number, budget: Budget): number {
  budget.spend(1);
  switch (plan.kind) {
    case 'some':
      return plan.candidates.earliest(from);
    case 'all':
      return plan.parts.reduce((end, part) => Math.max(end, earliestEnd(part, from, budget)), -Infinity);
    case 'any':
      return plan.parts.reduce((end, part) => Math.min(end, earliestEnd(part, from, budget)), Infinity);
    case 'within':
    case 'repeat':
      return earliestEnd(plan.part, from, budget);
    case 'sequence':
      // The bound starts at -Infinity, not at `from`: what lasts until `from` may have started long before.
      return plan.parts.reduce((end, part) => Math.max(end, earliestEnd(part, Math.max(from, end), budget)), -Infinity);
  }
}

/** The mirror image: the latest time from which a plan can still be met by observations that start by `until`. */
export function latestStart(plan: Plan, until: number, budget: Budget, next = 0): number {
  budget.spend(1);
  switch (plan.kind) {
    case 'some':
      return plan.candidates.latest(until);
    case 'all':
      return plan.parts.reduce((start, part) => Math.min(start, latestStart(part, until, budget)), Infinity);
    case 'any':
      return plan.parts.reduce((start, part) => Math.max(start, latestStart(part, until, budget)), -Infinity);
    case 'within':
    case 'repeat':
      return latestStart(plan.part, until, budget);
    case 'sequence':
      return plan.parts
        .slice(next)
        .reduceRight((start, part) => Math.min(start, latestStart(part, Math.min(until, start), budget)), Infinity);
  }
}

/** The windows of the parts of a sequence, as narrow as the other parts make them. */
function partWindows(parts: readonly Plan[], { from, until }: Window, budget: Budget): Window[] {
  budget.spend(parts.length);
  const froms: number[] = [];
  const untils: number[] = [];
  let end = from;
  for (const part of parts) {
    froms.push(end);
    end = Math.max(end, earliestEnd(part, end, budget));
  }
  let start = until;
  for (const part of parts.toReversed()) {
    untils.push(start);
    start = Math.min(start, latestStart(part, start, budget));
  }
  return froms.map((time, place) => ({ from: time, until: untils[parts.length - 1 - place] ?? until }));
}

/** What a plan needs whatever is chosen: too much of it, and no choice helps. */
export function* leastDemands(plan: Plan, copies: number, window: Window, budget: Budget, next = 0): Generator<Demand> {
  switch (plan.kind) {
    case 'some':
      yield { candidates: plan.candidates, count: plan.count * copies, ...window };
      return;
    case 'all':
      for (const part of plan.parts) yield* leastDemands(part, copies, window, budget);
      return;
    case 'sequence': {
      const parts = plan.parts.slice(next);
      const windows = partWindows(parts, window, budget);
      for (const [place, part] of parts.entries()) {
        yield* leastDemands(part, copies, windows[place] ?? window, budget);
      }
      return;
    }
    case 'within':
      yield* leastDemands(plan.part, copies, window, budget);
      return;
    case 'repeat':
      yield* leastDemands(plan.part, copies * plan.times, window, budget);
      return;
    case 'any':
  }
}
