import type { Segment } from './segment.ts';
import { indexOf } from './segment.ts';

/** Where a history keeps what it remembers; the one for files is in `@sanad/detect/node`. */
export interface HistoryStorage {
  /** Everything written before, in any order. */
  segments(): Segment[];
  /** Writes sorted pairs whole or not at all. */
  write(bucket: number, pairs: Uint32Array): Segment;
  remove(segment: Segment): void;
  /** Adds to the log of what is not in a segment yet: bucket, low and high half of each value. */
  appendLog(triples: Uint32Array): void;
  /** What the log holds; an end that was cut off is left out. */
  readLog(): Uint32Array;
  clearLog(): void;
}

/** Keeps a history in memory: for tests, browsers and short runs. */
export class MemoryHistoryStorage implements HistoryStorage {
  readonly #segments = new Map<string, Segment>();
  #log: Uint32Array[] = [];
  #written = 0;

  segments(): Segment[] {
    return [...this.#segments.values()];
  }

  write(bucket: number, pairs: Uint32Array): Segment {
    const segment: Segment = {
      name: `${bucket}-${this.#written++}`,
      bucket,
      count: pairs.length / 2,
      index: indexOf(pairs),
      read: (from, to) => pairs.subarray(from * 2, to * 2),
    };
    this.#segments.set(segment.name, segment);
    return segment;
  }

  remove(segment: Segment): void {
    this.#segments.delete(segment.name);
  }

  appendLog(triples: Uint32Array): void {
    this.#log.push(triples.slice());
  }

  readLog(): Uint32Array {
    return Uint32Array.from(this.#log.flatMap((part) => [...part]));
  }

  clearLog(): void {
    this.#log = [];
  }
}
