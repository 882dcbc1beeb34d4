import type { SigmaDocument } from '@sanad/sigma';
import type { Indicator } from '../indicator/indicator.ts';
import type { ObservableMapping } from '../mapping/mapping.ts';
import type { Key } from '../observable/key.ts';
import type { TableShare } from '../table/value-table.ts';
import type { SpecialValues } from '../warninglist/special-values.ts';
import type { Warninglist } from '../warninglist/warninglist.ts';
import type { PastHit } from './hit.ts';
import type { RuleDelta, RuleOptions } from './rule-watch.ts';

/** One event as parsed: flat names or nested objects. */
export type Event = Readonly<Record<string, unknown>>;

/** Indicators that another engine holds, in memory that threads share, or that a snapshot kept. */
export interface SharedIndicators {
  readonly table: TableShare;
  /** Those that patterns watch for: each thread compiles its own. */
  readonly patterns: readonly Indicator[];
}

/** Something that remembers what was seen: a `History`, or a `SeenBuffer` that passes values on to one. */
export interface Remembers {
  add(key: Key, at: number): void;
}

/** What an engine watches for and how. */
export interface EngineOptions {
  /** Indicators, or those of another engine or a snapshot. */
  readonly indicators?: Iterable<Indicator> | SharedIndicators;
  /**
   * Whether the shared indicators stay another thread's: changes of values are left to it, and only patterns, rules and
   * warninglists are this engine's own. Each thread is given the same changes.
   */
  readonly reader?: boolean;
  /** How many values there will be, if known: saves growing. */
  readonly expected?: number;
  /** Whether values are taken out of events at all; `false` for an engine that only matches rules. */
  readonly watchValues?: boolean;
  readonly rules?: Iterable<SigmaDocument>;
  readonly ruleOptions?: RuleOptions;
  readonly warninglists?: Iterable<Warninglist>;
  /** The party's own ranges and names (with all below them): never a threat. */
  readonly ownNetworks?: readonly string[];
  readonly ownNames?: readonly string[];
  /** Groups of special values that may hit all the same, such as `documentation` in an exercise. */
  readonly allowSpecial?: readonly SpecialValues[];
  /** Mappings of the user's own logs, before the built-in ones. */
  readonly mappings?: readonly ObservableMapping[];
  /** Indicators that say a lower confidence are passed over; those that say none are not. */
  readonly confidenceFloor?: number;
  /** Whether validity is judged by the event's time (as default) or by the sensor's clock, as for old archives. */
  readonly clock?: 'event' | 'sensor';
  readonly now?: () => number;
  readonly history?: Remembers;
  /** Secret of the installation for fingerprints; random if not given. A history needs the same one each time. */
  readonly seed?: number;
}

/** What changed: the newest version of each indicator, ids that are no longer to be seen, rules, all warninglists anew. */
export interface Delta {
  readonly add?: Iterable<Indicator>;
  readonly remove?: Iterable<string>;
  readonly rules?: RuleDelta;
  readonly warninglists?: Iterable<Warninglist>;
}

/** What came of a change. */
export interface UpdateReport {
  /** Milliseconds from the call until everything was live; looking back comes after. */
  readonly took: number;
  /** New indicators that met what the history remembers. */
  readonly past: PastHit[];
  /** Whether other threads need `Engine.share` again. */
  readonly shareChanged: boolean;
}
