import { parentPort, workerData } from 'node:worker_threads';
import type { Compiled } from '../compile/compiled.ts';
import type { Draw } from '../monte-carlo/draw.ts';
import { Player } from '../monte-carlo/play.ts';
import { type OutageTerms, singleLosses } from '../rank/single-losses.ts';

/** What a worker is made for. */
export type WorkerTask =
  | { readonly kind: 'single-losses'; readonly compiled: Compiled; readonly terms: OutageTerms }
  | { readonly kind: 'runs'; readonly compiled: Compiled; readonly draw: Draw };

/** A part of the task: elements or runs, `from` up to `to`. */
export interface WorkerPart {
  readonly from: number;
  readonly to: number;
}

const task = workerData as WorkerTask;
const player = task.kind === 'runs' ? new Player(task.compiled, task.draw) : undefined;

parentPort?.on('message', ({ from, to }: WorkerPart) => {
  const answer =
    task.kind === 'single-losses' ? singleLosses(task.compiled, task.terms, from, to) : player?.play(from, to);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  parentPort?.postMessage({ from, answer });
});
