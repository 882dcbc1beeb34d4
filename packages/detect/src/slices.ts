/** Lets the event loop turn; `setTimeout` is the one that browsers and Node share. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Runs the work to its end at once. */
export function runWhole<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Runs the work in slices of so many milliseconds, and lets the event loop turn between them; the first runs at once. */
export async function runInSlices<T>(work: Generator<undefined, T>, slice: number): Promise<T> {
  for (;;) {
    const stop = performance.now() + slice;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < stop);
    await breathe();
  }
}
