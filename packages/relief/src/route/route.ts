import { failure, ok, type Issue, type Result } from '@sanad/result';
import { checkProblem } from './check-problem.ts';
import { compile } from './compile.ts';
import type { Model } from './model.ts';
import { planOf, type RoutePlan } from './plan.ts';
import type { RouteProblem } from './problem.ts';
import { anneal, type Found, type Glimpse } from './search/anneal.ts';
import { Search } from './search/search.ts';
import type { Keep } from './search/stability.ts';

/** How long to search and how. */
export interface RouteOptions {
  /** Wall time in milliseconds; 10,000 where neither this nor `iterations` is given. */
  readonly timeLimitMs?: number;
  /** Rounds of the search: with this and without a time limit the same seed gives the same plan everywhere. */
  readonly iterations?: number;
  readonly seed?: number;
  /** `free` lets each vehicle be used as often as it helps, whatever its count. */
  readonly fleet?: 'fixed' | 'free';
  /** Ends the search early with the best plan so far. */
  readonly signal?: AbortSignal;
  /** Called some times a second. */
  readonly onProgress?: (progress: Glimpse) => void;
  /** Milliseconds that `timeLimitMs` is measured in; wall time where left out. */
  readonly clock?: () => number;
}

/** Thrown by `route` for a problem that `checkProblem` finds fault with. */
export class RouteProblemError extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n'));
    this.name = 'RouteProblemError';
    this.issues = issues;
  }
}

/**
 * Plans who visits whom: what must be served comes first, by priority, then cost. What can't be served is listed in
 * `unassigned`. Rejects with `RouteProblemError` for a bad problem; `tryRoute` answers a `Result` instead.
 *
 * @example
 * const plan = await route(problem, { timeLimitMs: 2_000, seed: 1 });
 */
export async function route(problem: RouteProblem, options: RouteOptions = {}): Promise<RoutePlan> {
  const result = await tryRoute(problem, options);
  if (!result.ok) throw new RouteProblemError(result.issues);
  return result.value;
}

/** As `route`, with the issues of a bad problem as a result. */
export async function tryRoute(problem: RouteProblem, options: RouteOptions = {}): Promise<Result<RoutePlan>> {
  const issues = checkProblem(problem);
  if (issues.length > 0) return failure(...issues);
  const begun = (options.clock ?? wallTime)();
  const model = compile(problem, { fleet: options.fleet ?? 'fixed' });
  return ok(planOf(model, await search(model, options, begun)));
}

const wallTime = () => performance.now();

/** How often others get to run while the search works, in milliseconds. */
const PAUSE = 30;

/** Runs the search, letting others run in between. */
export async function search(model: Model, options: RouteOptions, begun: number, keep?: Keep): Promise<Found> {
  const { iterations = Infinity, signal, onProgress } = options;
  const clock = options.clock ?? wallTime;
  const timeLimitMs = options.timeLimitMs ?? (iterations === Infinity ? 10_000 : Infinity);
  const spent = (iteration: number) => {
    if (signal?.aborted) return 1;
    const byTime = timeLimitMs === Infinity ? 0 : (clock() - begun) / timeLimitMs;
    return Math.max(byTime, iterations === Infinity ? 0 : iteration / iterations);
  };
  const run = anneal(new Search(model, options.seed ?? 0), { iterations, spent }, keep);
  let paused = wallTime();
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
    if (wallTime() - paused < PAUSE) continue;
    onProgress?.(next.value);
    await new Promise((resolve) => setTimeout(resolve, 0));
    paused = wallTime();
  }
}
