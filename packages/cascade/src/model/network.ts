/** How one thing needs another, after Rinaldi, Peerenboom and Kelly (2001). */
export type DependencyType = 'physical' | 'cyber' | 'geographic' | 'logical';

/** A network of assets, the services they give one another, and what each needs. Times are in hours. */
export interface Network {
  readonly name?: string;
  /** Where every asset must lie: west, south, east, north in degrees; catches swapped coordinates. */
  readonly extent?: readonly [number, number, number, number];
  readonly services: readonly Service[];
  readonly assets: readonly Asset[];
  readonly links?: readonly Link[];
  readonly dependencies?: readonly Dependency[];
}

/** Something that assets give: power, water, gas, fuel, telecom, road, health or any other. */
export interface Service {
  readonly id: string;
  readonly name?: string;
  /** What amounts of it are counted in, such as `MW` or `beds`. */
  readonly unit: string;
  /** `flow`: shared out over links by capacity and priority; `logical`: an asset that works gives it. */
  readonly sharing: 'flow' | 'logical';
}

/** A site or system that others depend on. */
export interface Asset {
  readonly id: string;
  readonly name?: string;
  readonly kind: string;
  readonly sector?: string;
  readonly region?: string;
  readonly owner?: string;
  /** Longitude and latitude in degrees (WGS 84), in GeoJSON's order. */
  readonly position?: readonly [number, number];
  /** What it feeds into flow services. */
  readonly produces?: readonly Production[];
  /** What people and plants draw from it; met to the extent that it works or, in a flow service, is delivered to. */
  readonly demands?: readonly Demand[];
  /** Products that run it, as CPE names or plain names: what a vulnerability would reach. */
  readonly runs?: readonly string[];
  /** The name of its fragility curve for each hazard, such as `{"earthquake": "substation-low"}`. */
  readonly fragility?: Readonly<Record<string, string>>;
  readonly repair?: RepairNeed;
  /** Anything else its owner keeps with it; not read here. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A capacity to feed a flow service, in the service's unit. */
export interface Production {
  readonly service: string;
  readonly amount: number;
  /** Must equal the service's unit where given. */
  readonly unit?: string;
}

/** What is drawn at an asset: an amount in the service's unit, and the people who live by it. */
export interface Demand {
  readonly service: string;
  readonly amount: number;
  readonly unit?: string;
  /** People served through it. */
  readonly people?: number;
  /** Shared out first: 1, last: 9. Default 5. */
  readonly priority?: number;
}

/** What it takes to mend an asset or a link that is destroyed. */
export interface RepairNeed {
  /** The kind of crew. */
  readonly crew: string;
  readonly hours: number;
  /** Units of each material used up. */
  readonly materials?: Readonly<Record<string, number>>;
}

/** A line, pipe, cable or road that carries a flow service between two assets. */
export interface Link {
  readonly id: string;
  readonly name?: string;
  readonly service: string;
  readonly from: string;
  readonly to: string;
  /** The most it carries, in the service's unit. */
  readonly capacity: number;
  readonly unit?: string;
  /** True where it carries from `from` to `to` only. */
  readonly oneWay?: boolean;
  readonly kind?: string;
  readonly owner?: string;
  readonly fragility?: Readonly<Record<string, string>>;
  readonly repair?: RepairNeed;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What an asset does with less of what it needs, from a time without supply on. */
export interface DegradationStep {
  /** Hours without supply, counted from a full store. */
  readonly afterHours: number;
  /** The part of the asset that still works, 0 to 1. */
  readonly level: number;
}

/** An asset needs a service: from suppliers that it names or, in a flow service, from the flow delivered to it. */
export interface Dependency {
  readonly id?: string;
  /** The asset that needs. */
  readonly asset: string;
  readonly service: string;
  readonly type: DependencyType;
  /** The assets or links that supply it; left out only in a flow service, where the asset's own demand counts. */
  readonly on?: readonly string[];
  /** How many of the suppliers are enough: all of them (default), any one, or k. */
  readonly rule?: 'all' | 'any' | { readonly atLeast: number };
  /** A supplier at or above this level counts; default: any level above zero, for a delivered flow 0.999. */
  readonly minimumLevel?: number;
  /** Hours that the battery, tank or stock lasts, after which the asset stops; default 0. Not beside `degradation`. */
  readonly autonomyHours?: number;
  /** What works after which time without supply; the last step's time is the size of the store. */
  readonly degradation?: readonly DegradationStep[];
  /** How full the store is at the start, 0 to 1; default 1. */
  readonly fill?: number;
  /** Whether supply refills the store, as it does a battery (default), or only a delivery, as for diesel. */
  readonly refill?: 'by-supply' | 'by-delivery';
  /** Hours of supply that fill an empty store; default 0, at once. Not with `by-delivery`. */
  readonly refillHours?: number;
  /** Hours of supply before the asset works again, once it was hit; default 0. */
  readonly returnHours?: number;
  /** False where the supplier has not confirmed it; results that rest on it say so. Default true. */
  readonly confirmed?: boolean;
}
