import { Worker } from 'node:worker_threads';
import { failure, ok, type Result } from '@sanad/result';
import { checkProblem } from '../route/check-problem.ts';
import { compile } from '../route/compile.ts';
import { planOf, type RoutePlan } from '../route/plan.ts';
import type { RouteProblem } from '../route/problem.ts';
import { type RouteOptions, search } from '../route/route.ts';
import { SharedSearch } from '../route/search/share.ts';
import type { Answer, Begin, Task } from './route-worker.ts';

/** As `RouteOptions`, with the number of worker threads. */
export interface ThreadedRouteOptions extends Omit<RouteOptions, 'clock'> {
  readonly threads: number;
}

/**
 * Plans routes in several worker threads, so that the thread of the caller stays free and more is tried in the same time.
 * `iterations` counts the rounds of each thread; with the same seed, threads and iterations the plan is the same.
 */
export async function routeInThreads(problem: RouteProblem, options: ThreadedRouteOptions): Promise<Result<RoutePlan>> {
  const issues = checkProblem(problem);
  if (issues.length > 0) return failure(...issues);
  const begun = performance.now();
  const { threads, iterations = Infinity, fleet = 'fixed', signal, onProgress } = options;
  const timeLimitMs = options.timeLimitMs ?? (iterations === Infinity ? 10_000 : Infinity);
  const workers = Array.from({ length: threads }, () => new Worker(workerFile));
  try {
    const begin: Begin = { problem, fleet };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    for (const worker of workers) worker.postMessage(begin);
    const model = compile(problem, { fleet });
    const shared = new SharedSearch(model, threads, options.seed ?? 0);
    const stopped = new Promise<'stopped'>((resolve) => signal?.addEventListener('abort', () => resolve('stopped')));
    for (let orders = shared.next(); orders; orders = shared.next()) {
      const spent = shared.spent;
      const left = timeLimitMs === Infinity ? Infinity : begun + timeLimitMs * spent - performance.now();
      const share = orders[0]!.until - orders[0]!.from;
      const answers = Promise.all(
        orders.map((order, k) =>
          ask(workers[k]!, { order, iterations: Math.ceil(iterations * share), timeMs: Math.max(1, left) }),
        ),
      );
      const result = signal?.aborted ? 'stopped' : await Promise.race([answers, stopped]);
      if (result === 'stopped') {
        // Where there is nothing yet, a plan without a search is better than none.
        return ok(planOf(model, shared.best ?? (await search(model, { iterations: 0 }, begun))));
      }
      shared.take(result);
      const best = shared.best!;
      onProgress?.({
        iterations: best.iterations,
        spent,
        cost: best.cost / model.costScale,
        missing: best.missing.reduce((a, b) => a + b, 0),
      });
    }
    return ok(planOf(model, shared.best!));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

// The sources run as they are; the build puts `.js` beside this file.
const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './route-worker.ts' : './route-worker.js',
  import.meta.url,
);

function ask(worker: Worker, task: Task): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (answer: Answer) => {
      worker.off('error', reject);
      resolve(answer);
    };
    worker.once('message', done);
    worker.once('error', reject);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    worker.postMessage(task);
  });
}
