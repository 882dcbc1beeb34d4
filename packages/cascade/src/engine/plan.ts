import type { Compiled } from '../compile/compiled.ts';
import { DEFAULT_HORIZON_HOURS, type Scenario } from '../model/scenario.ts';

/** A scenario in the numbers of a compiled network, its steps in the order in which they happen. */
export interface Plan {
  readonly horizon: number;
  readonly outages: readonly PlannedOutage[];
  /** Indexes of the outages of each element. */
  readonly outagesOf: ReadonlyMap<number, readonly number[]>;
  readonly steps: readonly PlanStep[];
}

/** A loss of an element (asset or link) down to a level. */
export interface PlannedOutage {
  readonly element: number;
  readonly level: number;
  readonly reason?: string;
}

/** Within one moment: what ends, then repairs, then what begins, then refuels. */
export type PlanStep =
  | { readonly at: number; readonly order: 0 | 2; readonly outage: number }
  | { readonly at: number; readonly order: 1; readonly element: number }
  | {
      readonly at: number;
      readonly order: 3;
      readonly element: number;
      readonly service: number;
      readonly hours: number;
    };

/** Times are kept to this many parts of an hour, so that what happens together is seen to. */
const GRID = 1e6;

/** A time on the grid. */
export const snap = (hours: number): number => Math.round(hours * GRID) / GRID;

/** What is lost from when until when. */
export interface OutageInterval extends PlannedOutage {
  readonly at: number;
  readonly until?: number;
}

/** A plan of outages and, where given, repairs and refuels. */
export function planOutages(
  intervals: readonly OutageInterval[],
  horizon: number,
  others: readonly PlanStep[] = [],
): Plan {
  const outages = intervals.toSorted(byContent);
  const steps = [...others, ...outageSteps(outages)].toSorted(inTime);
  return { horizon, outages, outagesOf: byElement(outages), steps };
}

/** What a scenario says, in the numbers of a compiled network. */
export interface ScenarioParts {
  readonly horizon: number;
  readonly intervals: readonly OutageInterval[];
  /** Repairs and refuels. */
  readonly others: readonly PlanStep[];
}

/** The plan of a scenario. */
export function planScenario(compiled: Compiled, scenario: Scenario): Plan {
  const { intervals, horizon, others } = scenarioParts(compiled, scenario);
  return planOutages(intervals, horizon, others);
}

/** A scenario's outages, and its repairs and refuels. */
export function scenarioParts(compiled: Compiled, scenario: Scenario): ScenarioParts {
  const intervals: OutageInterval[] = [];
  const others: PlanStep[] = [];
  for (const event of scenario.events) {
    const element = compiled.indexById.get(event.target) ?? 0;
    if (event.kind === 'outage') {
      const { at, until, level = 0, reason } = event;
      intervals.push({
        element,
        level,
        at,
        ...(until !== undefined && { until }),
        ...(reason !== undefined && { reason }),
      });
    } else if (event.kind === 'repair') {
      others.push({ at: snap(event.at), order: 1, element });
    } else {
      const service = event.service === undefined ? -1 : compiled.serviceIds.indexOf(event.service);
      others.push({ at: snap(event.at), order: 3, element, service, hours: event.hours ?? Infinity });
    }
  }
  return { horizon: scenario.horizonHours ?? DEFAULT_HORIZON_HOURS, intervals, others };
}

function outageSteps(intervals: readonly OutageInterval[]): PlanStep[] {
  return intervals.flatMap(({ at, until }, outage): PlanStep[] => [
    { at: snap(at), order: 2, outage },
    ...(until === undefined ? [] : [{ at: snap(until), order: 0, outage } as const]),
  ]);
}

function byElement(outages: readonly PlannedOutage[]): Map<number, number[]> {
  const lists = new Map<number, number[]>();
  for (const [index, { element }] of outages.entries()) {
    const list = lists.get(element);
    if (list) list.push(index);
    else lists.set(element, [index]);
  }
  return lists;
}

/** By element first, so that what happens together is taken in an order that does not depend on the input's. */
const byContent = (a: OutageInterval, b: OutageInterval): number =>
  a.element - b.element ||
  a.at - b.at ||
  (a.until ?? Infinity) - (b.until ?? Infinity) ||
  a.level - b.level ||
  byReason(a, b);

const byReason = (a: PlannedOutage, b: PlannedOutage): number => ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1);

const inTime = (a: PlanStep, b: PlanStep): number => a.at - b.at || a.order - b.order || rank(a) - rank(b);

const rank = (step: PlanStep): number => (step.order === 1 || step.order === 3 ? step.element : step.outage);
