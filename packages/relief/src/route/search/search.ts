import { type Model, startNode } from '../model.ts';
import { Random } from '../random.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { Candidates } from './candidates.ts';
import { RichState } from './rich-state.ts';
import { emptyState, markServed, type State, takeUp } from './state.ts';

/** Everything that one search works with. */
export class Search {
  readonly model: Model;
  readonly state: State;
  readonly neighbours: Neighbours;
  readonly random: Random;
  /** Of each slot, so that the insertion has not to go through its type. */
  readonly capacityOf: Int32Array;
  readonly baseOf: Int32Array;
  /** Tasks taken out in this round, and the keys by which they are put back. */
  readonly removed: Int32Array;
  removedCount = 0;
  readonly keys: Float64Array;
  /** Round in which a slot was ruined last. */
  readonly ruined: Int32Array;
  round = 0;
  /** Places to be passed over before the next blink. */
  blink: number;
  /** Whether tasks may be left out at a price. */
  readonly optional: boolean;
  /** In this round one unused vehicle may be opened for a task that is not worth it alone. */
  mayOpen = false;
  bestBehind = -1;
  bestDelta = 0;
  /** By task: how often it was absent at the end of a round (fleet minimisation of SISR). */
  readonly absences: Float64Array;
  readonly scratch: Int32Array;
  /** Tasks that the first plan had to find a place for. */
  readonly loose: number[] = [];
  /** Cheapest ways to insert the task at hand, and many more of them for when none of those will do. */
  readonly candidates: Candidates;
  readonly wide: Candidates;
  /** What rules beyond the plain ones need. */
  readonly rich: RichState | undefined;
  /** By task: round in which it was noted for recreation. */
  readonly noted: Int32Array;
  /** By task: round before which it was absent already, so that only routes changed since can have room for it. */
  readonly missed: Int32Array;
  /** By task: cost of the way from the departure of the first vehicle. */
  readonly remoteness: Int32Array;

  /** Visits that rounds begin at: all, or those in the scope. */
  readonly #scope: Int32Array | undefined;
  readonly #slots: ReadonlySet<number> | undefined;

  constructor(model: Model, seed: number, options: SearchOptions = {}) {
    this.model = model;
    this.state = emptyState(model);
    this.neighbours = options.neighbours ?? neighboursOf(model);
    this.random = new Random(seed);
    this.capacityOf = Int32Array.from(model.typeOf, (type) => model.types[type]!.capacity[0]!);
    this.baseOf = Int32Array.from(model.typeOf, (type) => model.types[type]!.base);
    this.removed = new Int32Array(model.tasks.length);
    this.keys = new Float64Array(model.tasks.length);
    this.ruined = new Int32Array(model.typeOf.length).fill(-1);
    this.absences = new Float64Array(model.tasks.length).fill(1);
    this.scratch = new Int32Array(model.nodes);
    this.optional = model.prize.some((prize) => prize < Infinity);
    this.noted = new Int32Array(model.tasks.length).fill(-1);
    this.missed = new Int32Array(model.tasks.length).fill(-1);
    const depot = model.at[startNode(model, 0)]!;
    this.remoteness = Int32Array.from(model.tasks, (_, task) => model.cost[depot * model.width + task]!);
    this.candidates = new Candidates(model.judged ? 4 : 1);
    this.wide = new Candidates(model.judged ? 64 : 1);
    this.rich = model.plain ? undefined : new RichState(this.state);
    this.blink = this.nextBlink();
    this.#scope = options.scope && limitTo(this.state, options.scope);
    this.#slots = options.scope && new Set(options.scope.slots);
  }

  /** Whether a vehicle is in the scope. */
  owns(slot: number): boolean {
    return this.#slots?.has(slot) ?? true;
  }

  /** A visit for a round to begin at. */
  anyVisit(): number {
    const scope = this.#scope;
    return scope ? scope[this.random.below(scope.length)]! : this.random.below(this.model.visits);
  }

  /** How many places are looked at until one is passed over: one in a hundred is (SISR's blink rate). */
  nextBlink(): number {
    return 1 + Math.floor(Math.log(1 - this.random.real()) / LOG_SIGHT);
  }
}

/** What a search may be given. */
export interface SearchOptions {
  /** Of the same model, where they are known already. */
  readonly neighbours?: Neighbours;
  /** The part of the problem to be searched; all where left out. */
  readonly scope?: Scope;
}

/** Tasks and vehicles of a part of the problem; the rest is as if it were not there. */
export interface Scope {
  readonly tasks: readonly number[];
  readonly slots: readonly number[];
}

/** Takes everything outside the scope out of the state before anything is planned; answers the visits inside. */
function limitTo(state: State, scope: Scope): Int32Array {
  const { model } = state;
  const tasks = new Set(scope.tasks);
  for (let task = 0; task < model.tasks.length; task++) if (!tasks.has(task)) markServed(state, task);
  const slots = new Set(scope.slots);
  for (let slot = 0; slot < model.typeOf.length; slot++) if (!slots.has(slot)) takeUp(state, slot);
  return Int32Array.from(
    scope.tasks.flatMap((task) => (model.partner[task]! < 0 ? [task] : [task, model.partner[task]!])),
  );
}

const LOG_SIGHT = Math.log(0.99);
