/** What happens, to be played on a network. Times are hours from its start. */
export interface Scenario {
  readonly name?: string;
  /** The clock time of hour 0, ISO 8601 with offset; lets results name clock times. */
  readonly start?: string;
  /** How far to look; default 168 h. */
  readonly horizonHours?: number;
  readonly events: readonly ScenarioEvent[];
}

/** One thing that happens in a scenario. */
export type ScenarioEvent = OutageEvent | RepairEvent | RefuelEvent;

/** An asset or link stops, wholly or in part, for a time or until it is repaired. */
export interface OutageEvent {
  readonly kind: 'outage';
  /** The asset or link. */
  readonly target: string;
  readonly at: number;
  /** When it is over; left out: when repaired, or not before the horizon. */
  readonly until?: number;
  /** The part that still works, 0 to 1; default 0. */
  readonly level?: number;
  /** In words, for the chain of causes. */
  readonly reason?: string;
}

/** Ends every outage of an asset or link that has begun by then. */
export interface RepairEvent {
  readonly kind: 'repair';
  readonly target: string;
  readonly at: number;
}

/** Fuel, water or stock is brought to an asset; what had stopped for want of it starts again at once. */
export interface RefuelEvent {
  readonly kind: 'refuel';
  readonly target: string;
  readonly at: number;
  /** Which stores: those for this service; default all. */
  readonly service?: string;
  /** Hours of autonomy brought; default: full. */
  readonly hours?: number;
}

/** How far a scenario looks that does not say so, in hours. */
export const DEFAULT_HORIZON_HOURS = 168;
