/** A temperature range in °C, both ends included. */
export interface TemperatureRange {
  readonly minC: number;
  readonly maxC: number;
}

/** Something that is stocked, made, needed and carried. */
export interface AllocationItem {
  readonly id: string;
  /** The unit that is never divided, such as `vial`; default `unit`. */
  readonly unit?: string;
  /** Other units as whole or fractional multiples of `unit`: `{"box": 10, "half": "1/2"}`. */
  readonly units?: Readonly<Record<string, number | string>>;
  /** Load of one unit on a vehicle, in a whole number of what lanes count capacity and cost in; default 1. */
  readonly load?: number;
  /** What the item must be kept at on the way; absent: anything. */
  readonly storage?: TemperatureRange;
}

/** Whom an owner's stock may go to. */
export interface Terms {
  /** Needs or parties that may receive it; absent: anyone. */
  readonly recipients?: readonly string[];
  /** The least urgent priority class that may receive it; absent: any. */
  readonly leastPriority?: number;
  /** Needs that may receive it whatever the rest says. */
  readonly exceptions?: readonly string[];
}

/** A lot in stock, or on its way to stock. */
export interface Supply {
  readonly id: string;
  readonly item: string;
  readonly place: string;
  readonly quantity: number;
  readonly unit?: string;
  readonly owner?: string;
  /** What the owner keeps of it, in the same unit; default 0. */
  readonly reserve?: number;
  /** When it can leave, hours from the start; default 0. */
  readonly availableHour?: number;
  /** When it expires, hours from the start; absent: never. */
  readonly expiryHour?: number;
  /** The least that may be sent from this lot to one need, if anything is; default 1. */
  readonly minimumLot?: number;
  /** Price of one unit in whole minor units of currency; default 0. */
  readonly unitCost?: number;
  readonly terms?: Terms;
}

/** Capacity to make an item; what is made leaves in one batch at the end of each period. */
export interface Production {
  readonly id: string;
  readonly item: string;
  readonly place: string;
  readonly owner?: string;
  /** Units a period at full rate. */
  readonly ratePerPeriod: number;
  /** Hours before the first period begins; default 0. */
  readonly leadHours?: number;
  /** Share of the full rate in the first periods, such as `[0.25, 0.5]`; 1 after that. */
  readonly ramp?: readonly number[];
  /** Hours from the end of its period that a batch keeps; absent: for ever. */
  readonly shelfHours?: number;
  readonly minimumLot?: number;
  readonly unitCost?: number;
  readonly terms?: Terms;
}

/** Another item that the asker accepts: `take` of its units do for `serve` of the item needed. */
export interface Substitute {
  readonly item: string;
  readonly take?: number;
  readonly serve?: number;
}

/** What is missing, where, how much and until when. */
export interface Need {
  readonly id: string;
  readonly item: string;
  readonly place: string;
  readonly quantity: number;
  readonly unit?: string;
  readonly party?: string;
  /** Priority class, 1 the most urgent. */
  readonly priority: number;
  /** The latest arrival that helps, hours from the start. */
  readonly byHour: number;
  /** The earliest arrival that can be taken in; default 0. */
  readonly fromHour?: number;
  /** Since when it is missing, hours from the start, negative in the past; default 0. */
  readonly sinceHour?: number;
  /** How long the whole quantity would last, in hours; default 168. */
  readonly coverHours?: number;
  /** People who depend on it; default the quantity. */
  readonly population?: number;
  /** Shelf life that must be left on arrival, in hours; default 0. */
  readonly minimumShelfHours?: number;
  readonly substitutes?: readonly Substitute[];
}

/** A way from place to place. */
export interface Lane {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly hours: number;
  /** Cost of carrying a load of 1, in whole minor units of currency; default 0. */
  readonly cost?: number;
  /** Cost of using the lane at all. */
  readonly fixedCost?: number;
  /** The most load that the lane carries within the plan. */
  readonly capacity?: number;
  /** The temperatures that its vehicles can hold; absent: none, only goods without a storage range. */
  readonly holds?: TemperatureRange;
  /** Only for these needs: a dedicated run. */
  readonly needs?: readonly string[];
}

/** Many lanes at once: `hours[i][j]` from `from[i]` to `to[j]`, `null` where there is no way. */
export interface LaneMatrix {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly hours: readonly (readonly (number | null)[])[];
  readonly cost?: readonly (readonly number[])[];
  readonly holds?: TemperatureRange;
}

/** How a class shares what does not suffice. */
export type Fairness = 'max-min' | 'deprivation';

/** Supply, production and needs over time; every hour is counted from one common start. */
export interface AllocationProblem {
  readonly items: readonly AllocationItem[];
  readonly supplies: readonly Supply[];
  readonly production?: readonly Production[];
  readonly needs: readonly Need[];
  readonly lanes?: readonly Lane[];
  readonly matrices?: readonly LaneMatrix[];
  /** For production and for the report by period; default one period of 168 hours. */
  readonly periods?: { readonly count: number; readonly hours: number };
  /** Default `max-min`. */
  readonly fairness?: Fairness;
  /** Growth of deprivation cost per hour of going without (Holguín-Veras and others 2013); default ln 2 / 24. */
  readonly deprivationPerHour?: number;
  /** What proof of optimality may cost where lanes have fixed costs or lots have minimums; default 10 s. */
  readonly solverTimeLimitMs?: number;
  /** How far above the least cost is good enough there, relatively; default 0.01. */
  readonly solverGap?: number;
}
