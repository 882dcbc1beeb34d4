import type { Pattern } from './pattern.ts';

/** How serious a match is (Sigma rules 2.1, Level). */
export type Level = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** The kind of log that a rule is written for; an absent part means any. */
export interface LogSource {
  readonly category?: string;
  readonly product?: string;
  readonly service?: string;
}

/** What every kind of Sigma document says about itself. */
export interface RuleHeader {
  /** The document's `id`, else its `name`, else its title. */
  readonly id: string;
  readonly title: string;
  readonly name?: string;
  readonly level?: Level;
  readonly status?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
}

/** A stateless rule on one event. Plain JSON, so that parsed rules can be cached as text. */
export interface Rule extends RuleHeader {
  readonly kind: 'rule';
  readonly logsource: LogSource;
  readonly detection: Detection;
  /** Fields that the author wants to be shown with a match. */
  readonly fields?: readonly string[];
}

/** Named selections and the conditions over them; several conditions are alternatives. */
export interface Detection {
  readonly selections: { readonly [name: string]: Expression };
  readonly conditions: readonly Expression[];
}

/** A filter: narrows other rules by a condition of its own (Sigma filters 2.1). */
export interface Filter extends RuleHeader {
  readonly kind: 'filter';
  readonly logsource: LogSource;
  /** Ids or names of the rules to narrow; `any` narrows every rule of the log source. */
  readonly rules: readonly string[] | 'any';
  readonly detection: Detection;
}

/** What a correlation counts or looks for (Sigma correlations 2.1). */
export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median';

/** A comparison with a number. */
export type Comparison = 'lt' | 'lte' | 'gt' | 'gte' | 'eq' | 'neq';

/** A rule over several matches of other rules within a time. */
export interface Correlation extends RuleHeader {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  /** Ids or names of rules or other correlations, in their order. */
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  /** Length of the window in milliseconds, both ends included. */
  readonly timespan: number;
  /** All bounds must hold; empty for temporal types that ask for every rule. */
  readonly bounds: readonly { readonly is: Comparison; readonly value: number }[];
  /** Fields whose values are counted, summed or ranked. */
  readonly valueFields: readonly string[];
  /** Rank in per cent, for `value_percentile`. */
  readonly percentile?: number;
  /** For temporal types: a condition over the names in `rules`, instead of all of them. */
  readonly condition?: Expression;
  /** Alias → rule → field of that rule's events. */
  readonly aliases: { readonly [alias: string]: { readonly [rule: string]: string } };
  /** Whether the rules it refers to also report matches on their own. */
  readonly generate: boolean;
}

/** A part of a date that the time modifiers compare. */
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** One value that a field is tested against. */
export type Test =
  | { readonly is: 'text'; readonly pattern: Pattern; readonly cased?: true }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'null' }
  | { readonly is: 'exists'; readonly value: boolean }
  | { readonly is: 'regex'; readonly source: string; readonly flags: string }
  | { readonly is: 'cidr'; readonly network: string }
  | { readonly is: 'compare'; readonly by: Comparison; readonly value: number; readonly part?: TimePart }
  | {
      readonly is: 'field';
      readonly field: string;
      readonly how: 'equals' | 'startswith' | 'endswith' | 'contains';
      readonly cased?: true;
    }
  | { readonly is: 'any'; readonly of: readonly Test[] };

/** A field (or, for keywords, `null`: the whole event) tested against values, of which any or all must hold. */
export interface Match {
  readonly op: 'match';
  readonly field: string | null;
  readonly tests: readonly Test[];
  readonly all?: true;
}

/** A condition, or the content of a selection. */
export type Expression =
  | { readonly op: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly op: 'not'; readonly of: Expression }
  | { readonly op: 'selection'; readonly name: string }
  | Match;
