import { assign } from './assign.ts';
import type { Demand } from './assign.ts';
import { earliestEnd, latestStart, leastDemands } from './bounds.ts';
import type { Window } from './bounds.ts';
import { placeAfter, placeOf } from './candidates.ts';
import { Halt } from './evaluation.ts';
import type { Budget } from './evaluation.ts';
import type { ObservedData } from './observed.ts';
import type { Plan } from './plan.ts';

/** A part of the plan still to be met in a window of time, and what else is. */
interface Task {
  readonly plan: Plan;
  readonly window: Window;
  /** How often it is to be met, by different observations each time. */
  readonly copies: number;
  /** The choice of the copy before: copies are alike, so they need to be tried in ascending order only. */
  readonly atLeast: number;
  /** Of a sequence, the first part that is still to be met. */
  readonly next: number;
  readonly others: Task | undefined;
}

/** Choices that may be open at once; each is a level of recursion. */
const MAXIMUM_CHOICES = 1000;

/**
 * Finds observations that meet a plan, each used no more often than it was seen; undefined when there are none.
 *
 * What makes patterns hard is that one observation may stand for one `[ … ]` only. Here only choices of time and
 * branch are tried: where each WITHIN starts, at which moments the parts of FOLLOWEDBY divide, which side of OR is
 * taken. Under such choices each `[ … ]` has a window of time of its own, and whether there are enough different
 * observations is a maximum flow. A choice is dropped as soon as the flow of what is needed at least, or the bounds
 * of what has to come, show that it leads nowhere.
 */
export function search(plan: Plan, observed: readonly ObservedData[], budget: Budget): Set<number> | undefined {
  let depth = 0;
  return attempt(task(plan, { from: -Infinity, until: Infinity }, undefined), []);

  function attempt(first: Task | undefined, given: readonly Demand[]): Set<number> | undefined {
    const demands = [...given];
    let current = first;
    while (current) {
      const { plan: node, window, copies, others }: Task = current;
      if (node.kind === 'some') {
        demands.push({ candidates: node.candidates, count: node.count * copies, ...window });
        current = others;
      } else if (node.kind === 'repeat') {
        current = { ...current, plan: node.part, copies: copies * node.times };
      } else if (node.kind === 'all') {
        current = node.parts.reduceRight<Task | undefined>(
          (rest, part) => ({ ...task(part, window, rest), copies }),
          others,
        );
      } else return choose(current, demands);
    }
    return assign(demands, observed, budget);
  }

  function choose(open: Task, demands: readonly Demand[]): Set<number> | undefined {
    depth += 1;
    if (depth > MAXIMUM_CHOICES) {
      const message = `More than ${MAXIMUM_CHOICES} choices of time and branch are open at once`;
      throw new Halt({ code: 'budget-exceeded', path: '', message });
    }
    for (const choice of choices(open, budget)) {
      if (!assign([...demands, ...needs(choice)], observed, budget)) continue;
      const found = attempt(choice, demands);
      if (found) return found;
    }
    depth -= 1;
    return undefined;
  }

  function* needs(first: Task): Generator<Demand> {
    for (let at: Task | undefined = first; at; at = at.others) {
      yield* leastDemands(at.plan, at.copies, at.window, budget, at.next);
    }
  }
}

function task(plan: Plan, window: Window, others: Task | undefined): Task {
  return { plan, window, copies: 1, atLeast: -Infinity, next: 0, others };
}

/** The ways to take the next choice for one copy of a task, each with everything that is left to do after it. */
function* choices(open: Task, budget: Budget): Generator<Task> {
  const { plan, window, next, atLeast } = open;
  const { from, until } = window;
  const following = (choice: number): Task | undefined =>
    open.copies > 1 ? { ...open, copies: open.copies - 1, atLeast: choice } : open.others;

  if (plan.kind === 'any') {
    for (const [branch, part] of plan.parts.entries()) {
      if (branch < atLeast || earliestEnd(part, from, budget) > until) continue;
      yield task(part, window, following(branch));
    }
  } else if (plan.kind === 'within') {
    const latest = latestStart(plan.part, until, budget);
    const { part, span, times } = plan;
    for (let place = placeOf(times, Math.max(from, atLeast)); place < times.length; place += 1) {
      const start = times[place] ?? Infinity;
      // Starting later leaves less: there is no use in going on.
      if (start > latest) return;
      const narrowed = { from: start, until: Math.min(until, start + span) };
      if (earliestEnd(part, start, budget) <= narrowed.until) yield task(part, narrowed, following(start));
    }
  } else if (plan.kind === 'sequence') {
    const part = plan.parts[next];
    if (!part) return;
    if (next === plan.parts.length - 1) return yield task(part, window, following(-Infinity));
    // The part ends, and the rest starts, at the earliest when the part can end or at the first time of a later one.
    const soonest = Math.max(earliestEnd(part, from, budget), from, atLeast);
    const latest = latestStart(plan, until, budget, next + 1);
    for (
      let divide = soonest, place = placeAfter(plan.times, soonest);
      divide <= latest && divide < Infinity;
      place += 1
    ) {
      const rest = { ...task(plan, { from: divide, until }, following(divide)), next: next + 1 };
      yield task(part, { from, until: Math.min(divide, until) }, rest);
      divide = plan.times[place] ?? Infinity;
    }
  }
}
