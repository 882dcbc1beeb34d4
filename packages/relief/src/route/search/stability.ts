import type { Search } from './search.ts';
import { CELL_SHIFT, ROUTE } from './state.ts';

/** How far a new plan may be from the one before. */
export interface Keep {
  /** Most tasks of the plan before that may go to another vehicle. */
  readonly mostMoved: number;
}

/** What a task that goes to another vehicle costs, as a multiple of the mean cost of a way. */
const PRICE = 0.1;
/** Share of rounds that begin near a task that the event set loose. */
const FOCUS = 0.7;

/** Counts the tasks that are no longer with the vehicle that had them, and puts a price on each. */
export class Stability {
  readonly #search: Search;
  readonly #slotBefore: Int32Array;
  readonly #most: number;
  readonly #price: number;
  readonly #focus: readonly number[];
  #moved = 0;
  #next = 0;

  constructor(search: Search, keep: Keep) {
    const { model, state } = search;
    this.#search = search;
    this.#slotBefore = new Int32Array(model.tasks.length).fill(-1);
    model.initial.forEach((route, slot) => {
      for (const visit of route) if (visit < model.tasks.length) this.#slotBefore[visit] = slot;
    });
    this.#most = keep.mostMoved;
    this.#price = (PRICE * Math.max(1, state.cost)) / Math.max(1, state.served + state.used);
    // Those that lost their place, and their neighbours.
    const { near, circle } = search.neighbours;
    this.#focus = search.loose
      .flatMap((task) => [task, ...near.subarray(task * circle, task * circle + 30)])
      .filter((visit) => visit >= 0);
    for (let task = 0; task < model.tasks.length; task++)
      this.#moved += this.#isMoved(task, state.cells[(task << CELL_SHIFT) + ROUTE]!);
  }

  /** What the moves so far cost. */
  get price(): number {
    return this.#moved * this.#price;
  }

  /** Where the next round begins. */
  seed(): number {
    const { random, model } = this.#search;
    if (this.#focus.length > 0 && random.real() < FOCUS) return this.#focus[random.below(this.#focus.length)]!;
    return random.below(model.visits);
  }

  /** What the moves of this round cost; `Infinity` past the limit, unless they were past it before. */
  weigh(): number {
    const { state, model } = this.#search;
    const { log, cells } = state;
    this.#next = this.#moved;
    for (let k = 0; k < log.count; k++) {
      const node = log.nodes[k]!;
      if (node >= model.tasks.length) continue;
      this.#next += this.#isMoved(node, cells[(node << CELL_SHIFT) + ROUTE]!);
      this.#next -= this.#isMoved(node, log.cells[(k << CELL_SHIFT) + ROUTE]!);
    }
    if (this.#next > this.#most && this.#next > this.#moved) return Infinity;
    return (this.#next - this.#moved) * this.#price;
  }

  accept(): void {
    this.#moved = this.#next;
  }

  /** 1 for a task with another vehicle than before; one that is left out is counted elsewhere. */
  #isMoved(task: number, slot: number): number {
    const before = this.#slotBefore[task]!;
    return before >= 0 && slot >= 0 && slot !== before ? 1 : 0;
  }
}
