import { type Model, startNode } from '../model.ts';
import { Random } from '../random.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { Candidates } from './candidates.ts';
import { RichState } from './rich-state.ts';
import { emptyState, type State } from './state.ts';

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
  /** By task: cost of the way from the departure of the first vehicle. */
  readonly remoteness: Int32Array;

  constructor(model: Model, seed: number, reach = 40, circle = 120) {
    this.model = model;
    this.state = emptyState(model);
    this.neighbours = neighboursOf(model, reach, circle);
    this.random = new Random(seed);
    this.capacityOf = Int32Array.from(model.typeOf, (type) => model.types[type]!.capacity[0]!);
    this.baseOf = Int32Array.from(model.typeOf, (type) => model.types[type]!.base);
    this.removed = new Int32Array(model.tasks.length);
    this.keys = new Float64Array(model.tasks.length);
    this.ruined = new Int32Array(model.typeOf.length).fill(-1);
    this.absences = new Float64Array(model.tasks.length).fill(1);
    this.scratch = new Int32Array(model.nodes);
    this.noted = new Int32Array(model.tasks.length).fill(-1);
    const depot = model.at[startNode(model, 0)]!;
    this.remoteness = Int32Array.from(model.tasks, (_, task) => model.cost[depot * model.width + task]!);
    this.candidates = new Candidates(model.judged ? 8 : 1);
    this.wide = new Candidates(model.judged ? 64 : 1);
    this.rich = model.plain ? undefined : new RichState(this.state);
    this.blink = this.nextBlink();
  }

  /** How many places are looked at until one is passed over: one in a hundred is (SISR's blink rate). */
  nextBlink(): number {
    return 1 + Math.floor(Math.log(1 - this.random.real()) / LOG_SIGHT);
  }
}

const LOG_SIGHT = Math.log(0.99);
