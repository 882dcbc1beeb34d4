import { failure, ok, type Result } from '@sanad/result';
import { checkProblem } from './check-problem.ts';
import { compile } from './compile.ts';
import { planOf, type RoutePlan } from './plan.ts';
import type { RouteProblem } from './problem.ts';
import { type RouteOptions, search } from './route.ts';

/** How to mend a plan. */
export interface ReplanOptions extends RouteOptions {
  /** Largest share of the other tasks of the plan that may go to another vehicle; 0.1 where left out. */
  readonly mostMoved?: number;
}

/** The mended plan and what is different in it. */
export interface Replan {
  readonly plan: RoutePlan;
  /** Tasks that another vehicle serves now. */
  readonly moved: readonly { readonly id: string; readonly from: string; readonly to: string }[];
  /** Tasks that were in no route of the plan before and are now, and the other way round. */
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  /** Tasks of the plan before that stay with their vehicle. */
  readonly kept: number;
}

/**
 * Mends `problem.plan` after an event with few changes: the problem is stated as it is now (a vehicle or stop gone, a
 * stop added, `progress` for what is done or on the road, which stays as it is); each task that goes to another vehicle
 * has its price, and only few may. Where the time is left out it takes 1.5 s.
 */
export async function replan(problem: RouteProblem, options: ReplanOptions = {}): Promise<Result<Replan>> {
  const begun = (options.clock ?? (() => performance.now()))();
  const before = new Map(
    (problem.plan ?? []).flatMap((route) => route.tasks.map((id) => [id, route.vehicle] as const)),
  );
  const tasks = new Set([...(problem.stops ?? []), ...(problem.shipments ?? [])].map((task) => task.id));
  const names = new Set(
    problem.vehicles.flatMap(({ id, count = 1 }) =>
      count === 1 ? [id] : Array.from({ length: count }, (_, k) => `${id}#${k + 1}`),
    ),
  );
  // The plan before may name vehicles and tasks that are gone.
  const plan = (problem.plan ?? [])
    .filter((route) => names.has(route.vehicle))
    .map((route) => ({ vehicle: route.vehicle, tasks: route.tasks.filter((id) => tasks.has(id)) }));
  const now: RouteProblem = { ...problem, plan };
  const issues = checkProblem(now);
  if (issues.length > 0) return failure(...issues);
  const known = plan.reduce((sum, route) => sum + new Set(route.tasks).size, 0);
  const mostMoved = Math.floor((options.mostMoved ?? 0.1) * known);
  const model = compile(now, { fleet: options.fleet ?? 'fixed' });
  const limited =
    options.timeLimitMs === undefined && options.iterations === undefined
      ? { ...options, timeLimitMs: 1_500 }
      : options;
  const after = planOf(model, await search(model, limited, begun, { mostMoved }));
  return ok(compare(before, tasks, after));
}

/** What is different from the plan before, as task → vehicle. */
function compare(before: ReadonlyMap<string, string>, tasks: ReadonlySet<string>, plan: RoutePlan): Replan {
  const now = new Map(
    plan.routes.flatMap((route) =>
      route.steps.flatMap((step) =>
        step.id !== undefined && tasks.has(step.id) && step.kind !== 'break' ? [[step.id, route.vehicle] as const] : [],
      ),
    ),
  );
  const both = [...now].filter(([id]) => before.has(id));
  return {
    plan,
    moved: both
      .filter(([id, vehicle]) => before.get(id) !== vehicle)
      .map(([id, to]) => ({ id, from: before.get(id)!, to })),
    added: [...now.keys()].filter((id) => !before.has(id)),
    dropped: [...before.keys()].filter((id) => tasks.has(id) && !now.has(id)),
    kept: both.filter(([id, vehicle]) => before.get(id) === vehicle).length,
  };
}
