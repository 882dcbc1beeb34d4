import type { Event } from '../evaluate/values.ts';
import type { Level, RuleHeader } from '../rule/rule.ts';
import type { ClockCounts, EventClock } from './clock.ts';
import type { Entry } from './measure.ts';

/** Bounds and names for correlating. */
export interface CorrelatorOptions {
  /** How many milliseconds later than the newest an event may arrive and still be counted in its place; 5,000. */
  readonly lateness?: number;
  /** An event further than this from the others, in milliseconds, is believed only if others follow; one day. */
  readonly maxJump?: number;
  /** Most events that wait for their turn; 100,000. */
  readonly maxWaiting?: number;
  /** Most groups of all correlations together; beyond, the one that was quiet longest is given up. 100,000. */
  readonly maxGroups?: number;
  /** Most events kept for one group; beyond, its oldest is given up. 10,000. */
  readonly maxEvents?: number;
  /** The rules that correlations refer to; without them a reference is taken for an id. */
  readonly rules?: readonly Pick<RuleHeader, 'id' | 'name'>[];
  /** What `save` gave, to go on from. */
  readonly saved?: SavedCorrelator;
}

/** A correlation that was met. */
export interface CorrelationMatch {
  readonly correlationId: string;
  readonly title: string;
  readonly level: Level | undefined;
  /** Time of the event that completed it, in milliseconds since 1970. */
  readonly at: number;
  /** Time of the oldest event in the window. */
  readonly from: number;
  readonly group: Readonly<Record<string, string>>;
  /** The count, sum, rank, or number of rules seen. */
  readonly value: number;
  readonly events: number;
}

/** What was left out, and why. */
export interface CorrelatorCounts extends ClockCounts {
  /** Events without a field that a correlation groups by. */
  ungrouped: number;
  /** Groups given up because there were too many. */
  groupsDropped: number;
  /** Events given up because a group had too many. */
  eventsDropped: number;
  /** Windows that wait for something not to happen and had not ended when the stream did. */
  incomplete: number;
}

/** An event with the rules that it matched, or a match of a correlation that others refer to. */
export interface Occurrence {
  readonly at: number;
  readonly rules: readonly string[];
  readonly event: Event;
}

/** Events with the same values in the fields that a correlation groups by. */
export interface Group {
  readonly key: string;
  readonly names: Readonly<Record<string, string>>;
  entries: Entry[];
}

/** All state of a correlator as plain JSON. */
export interface SavedCorrelator {
  readonly clock: ReturnType<EventClock<Occurrence>['save']>;
  readonly counts: Omit<CorrelatorCounts, keyof ClockCounts>;
  readonly groups: readonly { readonly id: string; readonly groups: readonly Group[] }[];
  readonly deadlines: readonly Deadline[];
}

/** When a window ends in which something must not happen. */
export interface Deadline {
  readonly at: number;
  readonly id: string;
  readonly key: string;
}
