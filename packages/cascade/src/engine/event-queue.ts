/** What a dependency waits for. */
export const TIMER_STEP = 0;
export const TIMER_RETURN = 1;

/** Timers of dependencies, earliest first: a binary heap of times with what they are for. */
export class EventQueue {
  readonly #times: number[] = [];
  /** Dependency, kind and generation of each timer, three numbers apiece. */
  readonly #entries: number[] = [];

  /** The earliest time, or Infinity. */
  get nextTime(): number {
    return this.#times[0] ?? Infinity;
  }

  clear(): void {
    this.#times.length = 0;
    this.#entries.length = 0;
  }

  push(time: number, dependency: number, kind: number, generation: number): void {
    let slot = this.#times.length;
    this.#times.push(time);
    this.#entries.push(dependency, kind, generation);
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if ((this.#times[parent] ?? 0) <= time) break;
      this.#move(parent, slot);
      slot = parent;
    }
    this.#put(slot, time, dependency, kind, generation);
  }

  /** Takes the earliest timer out: `[dependency, kind, generation]`. */
  pop(): readonly [number, number, number] {
    const top = this.#entries.slice(0, 3) as [number, number, number];
    const time = this.#times.pop() ?? 0;
    const [dependency = 0, kind = 0, generation = 0] = this.#entries.splice(-3);
    const size = this.#times.length;
    if (size === 0) return top;
    let slot = 0;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= size) break;
      if (child + 1 < size && (this.#times[child + 1] ?? 0) < (this.#times[child] ?? 0)) child += 1;
      if ((this.#times[child] ?? 0) >= time) break;
      this.#move(child, slot);
      slot = child;
    }
    this.#put(slot, time, dependency, kind, generation);
    return top;
  }

  #move(from: number, to: number): void {
    const entries = this.#entries;
    this.#put(
      to,
      this.#times[from] ?? 0,
      entries[3 * from] ?? 0,
      entries[3 * from + 1] ?? 0,
      entries[3 * from + 2] ?? 0,
    );
  }

  #put(slot: number, time: number, dependency: number, kind: number, generation: number): void {
    this.#times[slot] = time;
    this.#entries[3 * slot] = dependency;
    this.#entries[3 * slot + 1] = kind;
    this.#entries[3 * slot + 2] = generation;
  }
}
