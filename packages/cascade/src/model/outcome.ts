/** What a scenario did to a network: every change with its cause, what went unserved, and the way back. */
export interface Outcome {
  readonly scenario?: string;
  readonly start?: string;
  readonly horizonHours: number;
  /** In the order of time; within a moment, causes before effects. */
  readonly changes: readonly Change[];
  /** Every asset and link that was not fully working for some time, by id. */
  readonly affected: readonly AffectedAsset[];
  readonly unserved: Unserved;
  readonly byService: Readonly<Record<string, Unserved>>;
  readonly byRegion: Readonly<Record<string, Unserved>>;
  readonly bySector: Readonly<Record<string, Unserved>>;
  /** People unserved from each time on (a person without two services counts twice). */
  readonly curve: readonly CurvePoint[];
  readonly restoration: Restoration;
  /** Dependencies without their supplier's confirmation that took part in this outcome, by asset and service. */
  readonly unconfirmed: readonly { readonly asset: string; readonly service: string; readonly id?: string }[];
}

/** One asset, link or delivery changes the part of it that works. */
export interface Change {
  readonly at: number;
  /** The asset or link. */
  readonly target: string;
  /** Set where what changed is the flow of this service delivered to the asset, not the asset itself. */
  readonly delivery?: string;
  readonly from: number;
  readonly to: number;
  readonly cause: Cause;
  /** Index in `changes` of the change that brought this one about, where there is one. */
  readonly because?: number;
}

/** Why something changed. */
export type Cause =
  | { readonly kind: 'outage'; readonly reason?: string }
  | { readonly kind: 'repaired' }
  | { readonly kind: 'supply-lost'; readonly service: string; readonly since: number; readonly confirmed: boolean }
  | { readonly kind: 'supply-returned'; readonly service: string; readonly since: number; readonly confirmed: boolean }
  | { readonly kind: 'refuelled' }
  | { readonly kind: 'shortage'; readonly service: string }
  | { readonly kind: 'flow-returned'; readonly service: string };

/** How long an asset or link was not fully working. */
export interface AffectedAsset {
  readonly target: string;
  readonly firstAt: number;
  /** When it works fully again for good; left out when not by the horizon. */
  readonly restoredAt?: number;
  /** Hours lost: the missing part of it, integrated over time. */
  readonly hoursLost: number;
}

/** What went without. */
export interface Unserved {
  /** People times hours without the service; people who lack two services count twice. */
  readonly populationHours: number;
  /** Amount times hours that were not met, by service, in unit-hours of each. */
  readonly demandHours: Readonly<Record<string, number>>;
}

/** People unserved from a time on. */
export interface CurvePoint {
  readonly at: number;
  readonly people: number;
}

/** The way back. */
export interface Restoration {
  readonly peakPeople: number;
  readonly peakAt: number;
  /** From when on at most half of the peak is unserved; left out when not by the horizon. */
  readonly halfAt?: number;
  /** From when on nobody is; left out when not by the horizon. */
  readonly fullAt?: number;
}
