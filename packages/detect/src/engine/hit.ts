import type { Relation } from '../indicator/indicator-table.ts';
import type { ObservableType } from '../observable/type.ts';

/** What stays on the party's own side: where in the event, and what stood there. */
export interface LocalDetail {
  /** Dotted path of the field; empty for a line of text. */
  readonly field: string;
  readonly value: string;
}

/** An indicator was met. `ref` and `matched` are what was shared already; nothing else may leave without a policy. */
export interface IndicatorHit {
  readonly kind: 'indicator';
  /** STIX id of the indicator. */
  readonly ref: string;
  readonly matched: {
    readonly type: ObservableType | 'pattern';
    readonly relation: Relation | 'pattern';
    /** The indicator's own value in normal form; empty for a pattern. */
    readonly value: string;
  };
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly confidence: number | undefined;
  readonly local: LocalDetail | undefined;
}

/** A rule matched an event. */
export interface RuleHit {
  readonly kind: 'rule';
  /** Id of the rule. */
  readonly ref: string;
  readonly matched: { readonly type: 'rule'; readonly title: string; readonly level: string | undefined };
  readonly at: number;
}

/** A correlation of rule matches was completed. */
export interface CorrelationHit {
  readonly kind: 'correlation';
  /** Id of the correlation. */
  readonly ref: string;
  readonly matched: {
    readonly type: 'correlation';
    readonly title: string;
    readonly level: string | undefined;
    /** The count, sum, rank or number of rules that was reached, and the events it is made of. */
    readonly value: number;
    readonly events: number;
  };
  /** Time of the event that completed it, and of the oldest it counts. */
  readonly at: number;
  readonly from: number;
  /** What the events have in common, by field: stays on the party's own side. */
  readonly local: Readonly<Record<string, string>>;
}

/** What one pass over an event found. */
export type Hit = IndicatorHit | RuleHit | CorrelationHit;

/** An indicator that is new met what was seen before it came. */
export interface PastHit {
  readonly kind: 'past';
  readonly ref: string;
  readonly matched: { readonly type: ObservableType; readonly value: string };
  /** Milliseconds since 1970, as exactly as the history's stretches of time are long. */
  readonly first: number;
  readonly last: number;
  /** In how many stretches of time it was seen. */
  readonly times: number;
  readonly confidence: number | undefined;
}
