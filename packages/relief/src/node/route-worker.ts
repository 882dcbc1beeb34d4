import { parentPort } from 'node:worker_threads';
import { compile } from '../route/compile.ts';
import type { RouteProblem } from '../route/problem.ts';
import { anneal, type Found } from '../route/search/anneal.ts';
import { neighboursOf } from '../route/search/neighbours.ts';
import { Search } from '../route/search/search.ts';
import type { Order } from '../route/search/share.ts';

/** First message to a worker: what it will search. */
export interface Begin {
  readonly problem: RouteProblem;
  readonly fleet: 'fixed' | 'free';
}

/** Each later message: an order with its budget, either in rounds or in milliseconds. */
export interface Task {
  readonly order: Order;
  readonly iterations: number;
  readonly timeMs: number;
}

/** The answer to each order. */
export type Answer = Found;

const port = parentPort;
if (!port) throw new Error('this module is the body of a worker thread');

let work: ((task: Task) => Answer) | undefined;
port.on('message', (message: Begin | Task) => {
  if ('problem' in message) work = searcher(message);
  else if (work) port.postMessage(work(message));
});

function searcher({ problem, fleet }: Begin): (task: Task) => Answer {
  const model = compile(problem, { fleet });
  const neighbours = neighboursOf(model);
  return ({ order, iterations, timeMs }) => {
    const begun = performance.now();
    const done = (iteration: number) =>
      Math.max(
        iterations === Infinity ? 0 : iteration / iterations,
        timeMs === Infinity ? 0 : (performance.now() - begun) / timeMs,
      );
    const search = new Search(model, order.seed, { neighbours, ...(order.scope ? { scope: order.scope } : {}) });
    const run = anneal(search, {
      iterations,
      spent: (iteration) => order.from + (order.until - order.from) * done(iteration),
      slice: {
        until: order.until,
        ...(order.hot === undefined ? {} : { hot: order.hot }),
        ...(order.given ? { given: order.given } : {}),
      },
    });
    for (;;) {
      const next = run.next();
      if (next.done) return next.value;
    }
  };
}
