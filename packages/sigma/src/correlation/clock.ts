/** Something that happened at a time, in milliseconds since 1970. */
export interface Timed {
  readonly at: number;
}

/** Bounds of a clock, in milliseconds and numbers of events. */
export interface ClockOptions {
  /** How much later than the newest an event may arrive and still be counted in its place. */
  readonly lateness: number;
  /** An event further from the others than this is believed only if others follow. */
  readonly maxJump: number;
  /** Most events that wait for their turn. */
  readonly maxWaiting: number;
}

/** What a clock had to leave out, for the report. */
export interface ClockCounts {
  /** Arrived after their time had passed. */
  late: number;
  /** Had no time that a clock can show. */
  untimed: number;
  /** Stood alone far from all others: a clock that is years off. */
  astray: number;
  /** Were taken early because too many waited. */
  hurried: number;
  /** How often the whole stream moved to another time. */
  jumps: number;
}

/** Events in a row that must agree before a far time is believed. */
const BELIEVED = 16;

/**
 * Puts events in the order of their own times. The watermark trails the newest event by the lateness allowed; what is
 * older than it is complete. One event with a wrong clock must not move it, or all others would be late: events far
 * off are set aside until enough of them agree.
 */
export class EventClock<T extends Timed> {
  readonly counts: ClockCounts = { late: 0, untimed: 0, astray: 0, hurried: 0, jumps: 0 };
  #newest: number | undefined;
  /** In the order of their times; those before `#head` are gone. */
  #waiting: T[] = [];
  #head = 0;
  #aside: T[] = [];
  readonly #options: ClockOptions;

  constructor(options: ClockOptions) {
    this.#options = options;
  }

  /** Events before this are complete. */
  get watermark(): number {
    return this.#newest === undefined ? -Infinity : this.#newest - this.#options.lateness;
  }

  /** Takes an event and answers those whose turn has come, oldest first. */
  take(event: T): T[] {
    // The range of times that ECMAScript dates can show.
    if (!(Math.abs(event.at) <= 8.64e15)) {
      this.counts.untimed += 1;
      return [];
    }
    if (this.#newest !== undefined && Math.abs(event.at - this.#newest) > this.#options.maxJump) {
      return this.#setAside(event);
    }
    this.counts.astray += this.#aside.length;
    this.#aside = [];
    return this.#accept(event);
  }

  #setAside(event: T): T[] {
    const first = this.#aside[0];
    if (first && Math.abs(event.at - first.at) > this.#options.maxJump) {
      this.counts.astray += this.#aside.length;
      this.#aside = [];
    }
    this.#aside.push(event);
    if (this.#aside.length < BELIEVED) return [];
    const believed = this.#aside;
    this.#aside = [];
    this.counts.jumps += 1;
    const before = this.flush();
    this.#newest = undefined;
    return [...before, ...believed.flatMap((one) => this.#accept(one))];
  }

  #accept(event: T): T[] {
    if (event.at < this.watermark) {
      this.counts.late += 1;
      return [];
    }
    this.#newest = Math.max(this.#newest ?? event.at, event.at);
    this.#insert(event);
    return this.#release();
  }

  /** Most events come nearly in order, so that the place is near the end; equal times keep their order of arrival. */
  #insert(event: T): void {
    let at = this.#waiting.length;
    while (at > this.#head && (this.#waiting[at - 1] as T).at > event.at) at -= 1;
    if (at === this.#waiting.length) this.#waiting.push(event);
    else this.#waiting.splice(at, 0, event);
  }

  #release(): T[] {
    const { watermark } = this;
    let end = this.#head;
    while (end < this.#waiting.length && (this.#waiting[end] as T).at <= watermark) end += 1;
    const excess = this.#waiting.length - end - this.#options.maxWaiting;
    if (excess > 0) this.counts.hurried += excess;
    return this.#takeUntil(end + Math.max(0, excess));
  }

  #takeUntil(end: number): T[] {
    if (end === this.#head) return [];
    const taken = this.#waiting.slice(this.#head, end);
    this.#head = end;
    // Moving the rest to the front costs its length, so it is done once for as many events.
    if (this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return taken;
  }

  /** Lets time pass without events; answers those whose turn has come. */
  advance(to: number): T[] {
    if (this.#newest !== undefined && to <= 8.64e15) this.#newest = Math.max(this.#newest, to);
    return this.#release();
  }

  /** All that wait, oldest first. */
  flush(): T[] {
    return this.#takeUntil(this.#waiting.length);
  }

  /** What must be kept over a restart. */
  save(): { newest: number | undefined; waiting: T[]; aside: T[]; counts: ClockCounts } {
    return {
      newest: this.#newest,
      waiting: this.#waiting.slice(this.#head),
      aside: [...this.#aside],
      counts: { ...this.counts },
    };
  }

  /** Goes on from what was kept. */
  load(saved: ReturnType<EventClock<T>['save']>): void {
    this.#newest = saved.newest;
    this.#waiting = [...saved.waiting];
    this.#head = 0;
    this.#aside = [...saved.aside];
    Object.assign(this.counts, saved.counts);
  }
}
