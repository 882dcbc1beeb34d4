import type { Issue } from '@sanad/result';
import type { Fairness, TemperatureRange } from './problem.ts';

/** Goods from one lot or batch to one need. */
export interface Shipment {
  /** Id of the supply or production. */
  readonly source: string;
  /** Number of the batch of a production, from 0. */
  readonly batch?: number;
  readonly need: string;
  readonly item: string;
  /** Whole units of `item` sent. */
  readonly quantity: number;
  /** Whole units of the need's item that they do for; differs from `quantity` for substitutes only. */
  readonly serves: number;
  readonly from: string;
  readonly to: string;
  readonly lane?: string;
  readonly departHour: number;
  readonly arriveHour: number;
  /** Shelf life left on arrival; absent: doesn't expire. */
  readonly shelfHours?: number;
  /** Price and carriage, without the lane's fixed cost, in minor units of currency. */
  readonly cost: number;
}

/** Why a need is met in part or not at all; `quantity` is how much of the accepted items the rule kept away. */
export type Reason =
  | { readonly code: 'no-supply'; readonly item: string }
  | { readonly code: 'exhausted'; readonly item: string; readonly quantity: number; readonly moreUrgent: number }
  | { readonly code: 'reserved'; readonly source: string; readonly owner?: string; readonly quantity: number }
  | { readonly code: 'terms'; readonly source: string; readonly owner?: string; readonly quantity: number }
  | {
      readonly code: 'too-late';
      readonly source: string;
      readonly quantity: number;
      readonly earliestHour: number;
      readonly byHour: number;
    }
  | {
      readonly code: 'cold-chain';
      readonly source: string;
      readonly quantity: number;
      readonly from: string;
      readonly range: TemperatureRange;
      readonly withinHours: number;
    }
  | {
      readonly code: 'shelf-life';
      readonly source: string;
      readonly quantity: number;
      readonly hoursLeft: number;
      readonly minimum: number;
    }
  | { readonly code: 'expired'; readonly source: string; readonly quantity: number }
  | { readonly code: 'no-lane'; readonly source: string; readonly from: string; readonly quantity: number }
  | { readonly code: 'minimum-lot'; readonly source: string; readonly minimum: number; readonly quantity: number }
  | { readonly code: 'lane-full'; readonly lane: string; readonly capacity: number };

/** One thing to agree to, for one need and no other; `applyRelaxation` puts it into the problem. */
export type Change =
  | { readonly kind: 'deadline'; readonly need: string; readonly byHour: number }
  | { readonly kind: 'shelf-life'; readonly need: string; readonly minimumShelfHours: number }
  | { readonly kind: 'terms'; readonly need: string; readonly source: string }
  | {
      readonly kind: 'reserve' | 'minimum-lot';
      readonly need: string;
      readonly source: string;
      readonly quantity: number;
    }
  | {
      readonly kind: 'lane';
      readonly need: string;
      readonly from: string;
      readonly to: string;
      readonly hours: number;
      readonly cost: number;
      readonly holds?: TemperatureRange;
    }
  | {
      readonly kind: 'supply';
      readonly need: string;
      readonly item: string;
      readonly place: string;
      readonly quantity: number;
      readonly availableHour: number;
    };

/** What happened to a need. */
export interface NeedOutcome {
  readonly need: string;
  readonly quantity: number;
  readonly met: number;
  /** Empty exactly when the need is met in full. */
  readonly reasons: readonly Reason[];
  /** The fewest changes found that together serve the need in full. */
  readonly relaxation: readonly Change[];
}

/** How a class of needs came off. */
export interface ClassOutcome {
  readonly priority: number;
  readonly quantity: number;
  readonly met: number;
  readonly least: number;
  /** Gini coefficient of the met shares, 0 when all are alike. */
  readonly gini: number;
}

/** A whole way of sharing out, to compare with others. */
export interface PolicyOutcome {
  readonly cost: number;
  readonly met: number;
  readonly gini: number;
  readonly least: number;
  readonly classes: readonly ClassOutcome[];
}

/** A plan of who gets what from whom, and why. Without issues it's complete; with issues the problem was refused. */
export interface Allocation {
  readonly issues: readonly Issue[];
  readonly shipments: readonly Shipment[];
  readonly needs: readonly NeedOutcome[];
  readonly report: {
    readonly fairness: Fairness;
    readonly planned: PolicyOutcome;
    /** The cheapest way to meet as much in each class, however unfairly: the dearer plan's surplus is the price of fairness. */
    readonly cheapest: PolicyOutcome;
    /** `(planned − cheapest) / cheapest` cost; 0 when both are. */
    readonly priceOfFairness: number;
    readonly proRataByPopulation: PolicyOutcome;
    readonly firstComeFirstServed: PolicyOutcome;
    /** Units that arrive in each period, by item. */
    readonly periods: readonly { readonly period: number; readonly arrivals: Readonly<Record<string, number>> }[];
    /** Which method served how many needs, and whether it proved its answer best. */
    readonly methods: readonly {
      readonly method: 'network-simplex' | 'highs';
      readonly needs: number;
      readonly optimal: boolean;
    }[];
  };
}
