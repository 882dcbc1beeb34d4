import type { Key } from '../observable/key.ts';
import { keptHigh, keptLow } from './fingerprint.ts';
import { Recent } from './recent.ts';

/** Different values that are collected before the oldest stretch must be taken away. */
const ROOM = 1 << 15;

/**
 * Collects what a worker thread sees for the {@link History} of another thread: each value once between two calls of
 * `take`, whose answer passes through `postMessage` to `History.addAll`.
 */
export class SeenBuffer {
  #recent = new Recent();
  #triples = new Uint32Array(ROOM * 3);
  #count = 0;
  readonly #full: (triples: Uint32Array<ArrayBuffer>) => void;

  /** `full` is handed what was collected when there is no room for more. */
  constructor(full: (triples: Uint32Array<ArrayBuffer>) => void) {
    this.#full = full;
  }

  /** Notes the value in the sealed key as seen at a time in milliseconds since 1970; the first time of a value counts. */
  add(key: Key, at: number): void {
    const high = keptHigh(key);
    const low = keptLow(key);
    if (!this.#recent.add(high, low)) return;
    this.#triples.set([high, low, Math.floor(at / 1000)], this.#count * 3);
    this.#count++;
    if (this.#count === ROOM) this.#full(this.take());
  }

  /** What was collected: upper and lower half, seconds since 1970; the buffer is empty afterwards. */
  take(): Uint32Array<ArrayBuffer> {
    const taken = this.#triples.slice(0, this.#count * 3);
    this.#recent = new Recent();
    this.#count = 0;
    return taken;
  }
}
