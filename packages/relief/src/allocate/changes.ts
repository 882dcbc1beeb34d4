import type { Allocation, NeedOutcome, Reason } from './allocation.ts';

/** A need that gets something else than in the plan before, and why. */
export interface PlanChange {
  readonly need: string;
  /** Units that it gets by each plan; 0 where the plan doesn't know it. */
  readonly before: number;
  readonly after: number;
  /** Sources that it no longer has, that are new to it, or of which it gets more or less. */
  readonly sources: readonly { readonly source: string; readonly before: number; readonly after: number }[];
  /** When its last goods arrive, hours from the start. */
  readonly lastArrival: { readonly before: number | undefined; readonly after: number | undefined };
  /** Reasons for a shortage that the plan before didn't have. */
  readonly newReasons: readonly Reason[];
}

/**
 * What a new plan changes for whom, so that no quantity changes without a word. Needs for which nothing changes are
 * left out.
 */
export function comparePlans(before: Allocation, after: Allocation): PlanChange[] {
  const earlier = byNeed(before);
  const later = byNeed(after);
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((need) => {
    const old = earlier.get(need) ?? UNKNOWN;
    const now = later.get(need) ?? UNKNOWN;
    const sources = [...new Set([...old.sources.keys(), ...now.sources.keys()])]
      .map((source) => ({ source, before: old.sources.get(source) ?? 0, after: now.sources.get(source) ?? 0 }))
      .filter((entry) => entry.before !== entry.after);
    if (sources.length === 0 && old.last === now.last && old.outcome?.met === now.outcome?.met) return [];
    // A reason is new if nothing of its kind kept the same source away before.
    const known = new Set(old.outcome?.reasons.map(kindOf));
    return [
      {
        need,
        before: old.outcome?.met ?? 0,
        after: now.outcome?.met ?? 0,
        sources,
        lastArrival: { before: old.last, after: now.last },
        newReasons: (now.outcome?.reasons ?? []).filter((reason) => !known.has(kindOf(reason))),
      },
    ];
  });
}

interface Supplied {
  readonly outcome?: NeedOutcome;
  readonly sources: Map<string, number>;
  last: number | undefined;
}

const UNKNOWN: Supplied = { sources: new Map(), last: undefined };

function byNeed(plan: Allocation): Map<string, Supplied> {
  const supplied = new Map<string, Supplied>(
    plan.needs.map((outcome) => [outcome.need, { outcome, sources: new Map<string, number>(), last: undefined }]),
  );
  for (const { need, source, serves, arriveHour } of plan.shipments) {
    const entry = supplied.get(need)!;
    entry.sources.set(source, (entry.sources.get(source) ?? 0) + serves);
    entry.last = Math.max(entry.last ?? -Infinity, arriveHour);
  }
  return supplied;
}

function kindOf(reason: Reason): string {
  return `${reason.code} ${'source' in reason ? reason.source : ''}`;
}
