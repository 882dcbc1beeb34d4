import type { Network } from '../model/network.ts';
import { type Crew, type Damage, jobsOf, type RepairProblem } from './problem.ts';
import type { RepairPlan, RepairStep } from './repair.ts';

/** What has become known since a plan was made. */
export interface NewFacts {
  /** The hour that it is. */
  readonly now: number;
  /** Damage that was not known, or is other than was thought. */
  readonly damage?: readonly Damage[];
  /** Crews that have joined, by id, or whose place or hours are other than the plan had them. */
  readonly crews?: readonly Crew[];
  /** Ids of crews that are no longer there. */
  readonly withoutCrews?: readonly string[];
}

/**
 * The problem that is left of a plan when facts change: repairs that have begun are kept, their crews go on from
 * there, and all else is open again. A crew on its way counts as being where it set out from.
 */
export function replanned(network: Network, problem: RepairProblem, plan: RepairPlan, facts: NewFacts): RepairProblem {
  const { now, damage = [], crews = [], withoutCrews = [] } = facts;
  const begun = plan.steps.filter(({ startAt }) => startAt <= now);
  const lastOf = new Map<string, RepairStep>();
  for (const step of begun) if (step.endAt >= (lastOf.get(step.crew)?.endAt ?? 0)) lastOf.set(step.crew, step);
  const placeOf = new Map(
    jobsOf(network, { ...problem, committed: [] }).map(({ target, position }) => [target, position]),
  );
  const moved = problem.crews.map((crew): Crew => {
    const last = lastOf.get(crew.id);
    const free = Math.max(now, crew.availableFrom ?? 0, last?.endAt ?? 0);
    return { ...crew, base: placeOf.get(last?.target ?? '') ?? crew.base, availableFrom: free };
  });
  const present = new Map([...moved, ...crews].map((crew) => [crew.id, crew]));
  for (const id of withoutCrews) present.delete(id);
  const known = new Map([...problem.damage, ...damage].map((each) => [each.target, each]));
  return {
    ...problem,
    damage: [...known.values()],
    crews: [...present.values()].map((crew) => ({ ...crew, availableFrom: Math.max(now, crew.availableFrom ?? 0) })),
    committed: [...(problem.committed ?? []), ...begun.map(({ target, endAt }) => ({ target, endAt }))],
  };
}
