import type { Break, Progress, RouteProblem, Shipment, Stop, TemperatureRange, Vehicle, Visit } from './problem.ts';

/** What must be done as a whole or left out: a stop, a part of a split stop, or a shipment. */
export type ModelTask =
  | { readonly kind: 'stop'; readonly id: string; readonly stop: Stop; readonly delivery: readonly number[] }
  | { readonly kind: 'shipment'; readonly id: string; readonly shipment: Shipment };

/** Vehicles that are alike in all but name. */
export interface VehicleType {
  readonly vehicle: Vehicle;
  readonly progress: Progress | undefined;
  /** Offset of its cost and time matrices. */
  readonly base: number;
  readonly fixedCost: number;
  /** Cost of a unit of scaled time on duty. */
  readonly timeCost: number;
  readonly capacity: Int32Array;
  readonly breaks: readonly {
    readonly from: number;
    readonly to: number;
    readonly duration: number;
    readonly of: Break;
  }[];
  readonly maximumDuration: number;
  /** In scaled cost units of distance alone, `Infinity` where there is none. */
  readonly maximumDistance: number;
  readonly maximumStops: number;
  /** First of the nodes of each place where it may reload. */
  readonly reloads: readonly number[];
  readonly reloadDuration: number;
  readonly maximumTrips: number;
  readonly compartments: readonly TemperatureRange[];
}

/** Which of the rules beyond time windows and loads the problem uses: each is checked only if it does. */
export interface Rules {
  readonly breaks: boolean;
  /** Longest ride, time in vehicle or duration: the time between two nodes of a route is limited. */
  readonly spans: boolean;
  /** Some task has a longest ride. */
  readonly rides: boolean;
  readonly wishes: boolean;
  readonly timeCost: boolean;
  readonly distance: boolean;
  readonly stops: boolean;
  readonly goods: boolean;
  readonly trips: boolean;
  readonly releases: boolean;
}

/**
 * The problem in whole numbers, ready for the search.
 *
 * Nodes: visits `0 … visits-1` (the visit of task `t`, or its pickup, is `t`; deliveries of shipments follow), then for
 * slot `r` its departure `visits + 2r` and its return `visits + 2r + 1`, then for each place of reloading as many nodes as
 * there are visits, used as trips need them. Costs and times are scaled to
 * integers so that sums are exact and the same everywhere: times are rounded up and closings down, so that what is
 * feasible here is feasible there.
 */
export interface Model {
  readonly problem: RouteProblem;
  readonly tasks: readonly ModelTask[];
  readonly visits: number;
  readonly nodes: number;
  /** Visit at the other end of a shipment, -1 for stops. */
  readonly partner: Int32Array;
  /** What the visit was declared as. */
  readonly declared: readonly Visit[];
  readonly costScale: number;
  readonly timeScale: number;

  readonly types: readonly VehicleType[];
  /** Slot → type, and slot → name of the vehicle. */
  readonly typeOf: Int32Array;
  readonly slotNames: readonly string[];

  /** Width of the matrices, and node → row. */
  readonly width: number;
  readonly at: Int32Array;
  /** Row → index of the place, -1 for "anywhere". */
  readonly placeOf: Int32Array;
  /** `cost[base + from * width + to]`; `costTo` is the same array, or transposed where the ways are not symmetric. */
  readonly cost: Int32Array;
  readonly costTo: Int32Array;
  readonly time: Int32Array;
  readonly timeTo: Int32Array;

  readonly service: Int32Array;
  readonly open: Int32Array;
  readonly close: Int32Array;
  /** Windows of visits with several, flat pairs; undefined where nobody has. */
  readonly windows: readonly (Int32Array | undefined)[] | undefined;
  readonly release: Int32Array;
  readonly maximumRide: Int32Array;

  readonly dimensions: number;
  /** Amounts by visit and dimension: from the depot, to the depot, and carried between visits (negative at delivery). */
  readonly drop: Int32Array;
  readonly take: Int32Array;
  readonly carry: Int32Array;

  /** By visit: 1 where a stop gets goods from the depot, and where it gives goods to it. */
  readonly fromDepot: Uint8Array;
  readonly toDepot: Uint8Array;

  /** By task: cost of leaving it out (`Infinity`: it must be served), and rank of its priority (0 is the highest). */
  readonly prize: Float64Array;
  readonly rank: Int32Array;
  readonly ranks: number;
  /** `allowed[type * tasks + task]` is 1 where the vehicle may; undefined where all may. */
  readonly allowed: Uint8Array | undefined;
  readonly rules: Rules;
  /** Only single loads from the depot, one trip a vehicle and no rule beyond windows: the fast insertion is exact. */
  readonly plain: boolean;
  /** Some rule needs the whole route to be timed. */
  readonly judged: boolean;
  /** Pinned visits by slot (in order), and the routes to start from. */
  readonly pinned: readonly (readonly number[])[];
  readonly initial: readonly (readonly number[])[];
}

/** Larger than any time or cost of a model; two of them still fit in 31 bits. */
export const FAR = 0x1fff_ffff;

/** Departure node of a slot. */
export const startNode = (model: Model, slot: number): number => model.visits + 2 * slot;

/** Return node of a slot. */
export const endNode = (model: Model, slot: number): number => model.visits + 2 * slot + 1;

/** First reload node. */
export const firstReload = (model: Model): number => model.visits + 2 * model.typeOf.length;

/** Task that a visit belongs to. */
export const taskOf = (model: Model, visit: number): number =>
  visit < model.tasks.length ? visit : model.partner[visit]!;
