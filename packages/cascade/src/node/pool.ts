import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WorkerPart, WorkerTask } from './worker.ts';

/**
 * Has the parts of a task worked on by as many workers, and gives the answers in the order of the parts. Whoever stops
 * taking answers stops the workers.
 */
export async function* inParallel<Answer>(
  task: WorkerTask,
  parts: readonly WorkerPart[],
  workers = availableParallelism(),
): AsyncGenerator<Answer> {
  // Compiled files end in .js, sources in .ts; the worker lies beside this file either way.
  const script = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
  // A worker finds packages as its parent does; other options, such as code to evaluate, are the parent's own.
  const execArgv = process.execArgv.filter((option) => option.startsWith('--conditions'));
  const answers = new Map<number, Answer>();
  let next = 0;
  let failed: Error | undefined;
  let wake = (): void => {};
  const crew = Array.from({ length: Math.min(workers, parts.length) }, () => {
    const worker = new Worker(script, { workerData: task, execArgv });
    const giveNext = (): void => {
      const part = parts[next];
      next += 1;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
      if (part) worker.postMessage(part);
    };
    worker.on('message', ({ from, answer }: { from: number; answer: Answer }) => {
      answers.set(from, answer);
      giveNext();
      wake();
    });
    worker.on('error', (error: Error) => {
      failed = error;
      wake();
    });
    giveNext();
    return worker;
  });
  try {
    for (const { from } of parts) {
      while (!answers.has(from)) {
        if (failed) throw failed;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      yield answers.get(from)!;
      answers.delete(from);
    }
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
}

/** Parts of so many each from 0 up to a count. */
export function partsOf(count: number, size: number): WorkerPart[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => ({
    from: index * size,
    to: Math.min(count, (index + 1) * size),
  }));
}
