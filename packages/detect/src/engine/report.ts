import type { HistoryReport } from '../history/history.ts';
import type { RefusedEntry } from '../warninglist/judge.ts';
import type { RefusedIndicator } from './indicator-watch.ts';
import type { RuleReport } from './rule-watch.ts';
import type { Suppression } from './suppressions.ts';

/** What an engine watches for, held back, refused and failed at. */
export interface EngineReport {
  readonly indicators: {
    readonly values: number;
    readonly patterns: number;
    /** Patterns that require no value by which to find them: each event is held against them. */
    readonly unindexed: number;
    readonly revoked: number;
    readonly refused: readonly RefusedIndicator[];
    readonly refusedCount: number;
    /** Bytes of the table of values. */
    readonly bytes: number;
    /** Indicators of one value beyond the 64 that one look-up reports. */
    readonly crowded: number;
  };
  readonly suppressed: {
    readonly atLoad: number;
    readonly atHit: number;
    readonly beyond: number;
    readonly entries: Suppression[];
  };
  readonly warninglists: { readonly entries: number; readonly refused: readonly RefusedEntry[] };
  readonly rules: RuleReport;
  readonly events: { readonly observed: number; readonly cut: number };
  readonly errors: {
    readonly rules: number;
    readonly patterns: number;
    readonly other: number;
    readonly last: string | undefined;
  };
  readonly history: HistoryReport | undefined;
}
