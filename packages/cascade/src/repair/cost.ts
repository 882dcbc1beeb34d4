import { compile } from '../compile/compile.ts';
import type { OutageInterval } from '../engine/plan.ts';
import { planOutages } from '../engine/plan.ts';
import { run } from '../engine/run.ts';
import { createState, rest, type State } from '../engine/state.ts';
import type { Network } from '../model/network.ts';
import { populationHours } from '../simulate/tally.ts';
import { type Job, REPAIR_HORIZON_HOURS, type RepairProblem } from './problem.ts';
import type { ScheduledJob } from './schedule.ts';

/** What repairs at given times come to in unserved population-hours, by playing them. */
export class RepairCost {
  readonly horizon: number;
  /** How often it was asked. */
  evaluations = 0;
  readonly #state: State;
  readonly #elements: readonly number[];
  readonly #jobs: readonly Job[];
  /** What no plan can change: damage that is not repaired, and repairs that are committed. */
  readonly #fixed: readonly OutageInterval[];

  constructor(network: Network, problem: RepairProblem, jobs: readonly Job[]) {
    const compiled = compile(network);
    const elementOf = (id: string): number => compiled.indexById.get(id)!;
    const planned = new Set(jobs.map(({ target }) => target));
    const committed = new Map((problem.committed ?? []).map(({ target, endAt }) => [target, endAt]));
    this.horizon = problem.horizonHours ?? REPAIR_HORIZON_HOURS;
    this.#state = createState(compiled);
    this.#jobs = jobs;
    this.#elements = jobs.map(({ target }) => elementOf(target));
    this.#fixed = problem.damage
      .filter(({ target }) => !planned.has(target) && compiled.indexById.has(target))
      .map(({ target, level = 0 }) => ({
        element: elementOf(target),
        level,
        at: 0,
        until: committed.get(target) ?? Infinity,
      }));
  }

  /** Of a schedule; jobs that are not in it stay undone. */
  of(scheduled: readonly ScheduledJob[]): number {
    const ends = new Float64Array(this.#jobs.length).fill(Infinity);
    for (const { job, endAt } of scheduled) ends[job] = endAt;
    return this.ofEnds(ends);
  }

  /** Of the hours at which jobs end, Infinity where never. */
  ofEnds(ends: Float64Array): number {
    this.evaluations += 1;
    const outages = this.#jobs.map(({ level }, job) => this.#outage(this.#elements[job]!, level, ends[job]!));
    run(
      this.#state,
      planOutages(
        [...this.#fixed.map((each) => this.#outage(each.element, each.level, each.until!)), ...outages],
        this.horizon,
      ),
    );
    const cost = populationHours(this.#state);
    rest(this.#state);
    return cost;
  }

  #outage(element: number, level: number, end: number): OutageInterval {
    return { element, level, at: 0, ...(end < this.horizon && { until: end }) };
  }
}
