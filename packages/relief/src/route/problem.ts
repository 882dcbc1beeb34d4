/** A closed interval of time `[from, to]` in the problem's unit of time. */
export type Window = readonly [from: number, to: number];

/** A closed range of temperatures in °C. */
export type TemperatureRange = readonly [lowest: number, highest: number];

/** A place that vehicles start at, stop at or reload at. */
export interface Place {
  readonly id: string;
  /** Plane coordinate, or longitude in degrees with travel `globe`. */
  readonly x?: number;
  /** Plane coordinate, or latitude in degrees with travel `globe`. */
  readonly y?: number;
  /** When the place is open to vehicles that start, end or reload there. */
  readonly open?: Window;
}

/** Distances and durations between all places, in the order of `places`; `null` where there is no way. */
export interface Matrix {
  readonly distances: readonly (readonly (number | null)[])[];
  /** As `distances` where left out. */
  readonly durations?: readonly (readonly (number | null)[])[];
}

/** How far and how long it is from place to place. */
export type Travel =
  /** Straight lines in the plane; duration equals distance. `decimals` rounds as benchmark sets ask. */
  | { readonly kind: 'plane'; readonly rounding?: 'none' | 'nearest' | 'one-decimal-down' }
  /** Great circles over the earth in metres, durations in seconds at `speed` metres a second. */
  | { readonly kind: 'globe'; readonly speed: number }
  /** Given matrices, one for each profile of vehicle. */
  | { readonly kind: 'matrix'; readonly profiles: Readonly<Record<string, Matrix>> };

/** What a stop and each end of a shipment have in common. */
export interface Visit {
  /** What routes call this end of a shipment where they are printed as lists; `<id>/pickup` or `<id>/delivery` if left out. */
  readonly label?: string;
  readonly place: string;
  /** Time that the work takes. */
  readonly service?: number;
  /** Time that is spent once on arrival, not again for a next visit at the same place. */
  readonly setup?: number;
  /** When the work may begin; any time where left out. */
  readonly windows?: readonly Window[];
  /** When the work should begin: each unit of time before or after costs; the hard windows still hold. */
  readonly wish?: { readonly window: Window; readonly early?: number; readonly late?: number };
}

/** What a stop and a shipment have in common. */
export interface Task {
  readonly id: string;
  /** What it costs to leave it out; a task without a prize is only left out if it can't be served. */
  readonly prize?: number;
  /** Of the tasks without a prize the higher priority is served first; 0 where left out. */
  readonly priority?: number;
  /** Skills the vehicle must have. */
  readonly skills?: readonly string[];
  /** Range in which the goods must be kept. */
  readonly temperature?: TemperatureRange;
  /** Kind of goods, for `incompatible`. */
  readonly kind?: string;
  /** The goods can't leave the place where they are loaded before this time. */
  readonly release?: number;
  /** Longest time from leaving the place of loading to the begin of the unloading. */
  readonly maximumRide?: number;
}

/** A visit to one place that delivers goods from the depot, picks up goods for the depot, both or neither. */
export interface Stop extends Visit, Task {
  /** Amounts by dimension of capacity. */
  readonly delivery?: readonly number[];
  readonly pickup?: readonly number[];
  /** The delivery may come in parts of at least `leastDrop` of the first dimension. */
  readonly split?: { readonly leastDrop: number };
}

/** Goods that one vehicle fetches at one place and brings to another. */
export interface Shipment extends Task {
  readonly from: Visit;
  readonly to: Visit;
  /** Amounts by dimension of capacity. */
  readonly amount?: readonly number[];
}

/** Rest of the driver, taken between visits. */
export interface Break {
  readonly id: string;
  /** When the break may begin. */
  readonly window: Window;
  readonly duration: number;
}

/** What has happened on a vehicle's route already: it stays as it is. */
export interface Progress {
  /** Tasks that were visited, are being visited or are next on the road, in this order (twice for a shipment). */
  readonly visited: readonly string[];
  /** When it left its start; reckoned from the shift where left out. */
  readonly started?: number;
  /** When it left each of them; reckoned from the ways where left out. */
  readonly left?: readonly number[];
  /** Earliest time at which the vehicle can go on after the last of them, or from its start. */
  readonly free?: number;
}

/** A vehicle, or `count` alike. */
export interface Vehicle {
  readonly id: string;
  readonly count?: number;
  /** Place of departure and return; anywhere where left out. */
  readonly start?: string;
  readonly end?: string;
  /** Amounts by dimension; without limit where left out. */
  readonly capacity?: readonly number[];
  readonly shift?: Window;
  /** Matrix profile of travel `matrix`. */
  readonly profile?: string;
  /** Factor on durations: 2 takes twice as long. */
  readonly slowness?: number;
  /** Cost of using it at all, of each unit of distance (1 where left out) and of each unit of time on duty. */
  readonly fixedCost?: number;
  readonly distanceCost?: number;
  readonly timeCost?: number;
  readonly skills?: readonly string[];
  /** One range for each compartment that can be kept cold or warm. */
  readonly compartments?: readonly TemperatureRange[];
  readonly breaks?: readonly Break[];
  readonly maximumDuration?: number;
  readonly maximumDistance?: number;
  readonly maximumStops?: number;
  /** Where it may load again between trips, how long that takes and how many trips it may make. */
  readonly reload?: { readonly places: readonly string[]; readonly duration?: number; readonly maximumTrips?: number };
  readonly progress?: Progress;
}

/** Who must be visited, by whom, within which limits: what `route` plans. */
export interface RouteProblem {
  readonly name?: string;
  readonly places: readonly Place[];
  readonly travel: Travel;
  readonly vehicles: readonly Vehicle[];
  readonly stops?: readonly Stop[];
  readonly shipments?: readonly Shipment[];
  /** Kinds of goods that may not be on board at the same time. */
  readonly incompatible?: readonly (readonly [string, string])[];
  /** Routes to start from: `vehicle` is an id of `vehicles`, with `#1`, `#2`, … where `count` is more than one. */
  readonly plan?: readonly { readonly vehicle: string; readonly tasks: readonly string[] }[];
}
