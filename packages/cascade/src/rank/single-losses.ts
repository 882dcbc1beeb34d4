import type { Compiled } from '../compile/compiled.ts';
import { planOutages } from '../engine/plan.ts';
import { run } from '../engine/run.ts';
import { createState, rest, type State } from '../engine/state.ts';
import { populationHours } from '../simulate/tally.ts';

/** What the loss of each element alone costs, by element. */
export interface SingleLosses {
  /** Unserved population-hours. */
  readonly populationHours: Float64Array;
  /** Other assets and links that were not fully working for some time because of it. */
  readonly stops: Int32Array;
}

/** How long each element is out, in hours from 0, and how far to look. */
export interface OutageTerms {
  readonly hours: Float64Array;
  readonly horizon: number;
}

/** The cost of losing each of the elements `from` up to `to`, one at a time. */
export function singleLosses(compiled: Compiled, terms: OutageTerms, from: number, to: number): SingleLosses {
  const state = createState(compiled);
  const losses = { populationHours: new Float64Array(to - from), stops: new Int32Array(to - from) };
  for (let element = from; element < to; element += 1) {
    lose(state, terms, [element]);
    losses.populationHours[element - from] = populationHours(state);
    losses.stops[element - from] = countStopped(state, element);
    rest(state);
  }
  return losses;
}

/** Plays the loss of some elements from hour 0 on; the state must be at rest and is left as the run ended. */
export function lose(state: State, { hours, horizon }: OutageTerms, elements: readonly number[]): void {
  const outages = elements.map((element) => ({ element, level: 0, at: 0, until: hours[element]! }));
  run(state, planOutages(outages, horizon));
}

function countStopped(state: State, lost: number): number {
  const solid = state.compiled.assetCount + state.compiled.linkCount;
  let count = 0;
  for (const element of state.touchedElements) {
    if (element !== lost && element < solid && state.hoursLost[element]! > 0) count += 1;
  }
  return count;
}
