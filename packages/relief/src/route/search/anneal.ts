import { begin } from './begin.ts';
import { routesOf } from './links.ts';
import { round, takeBack } from './recreate.ts';
import type { Search } from './search.ts';
import { type Keep, Stability } from './stability.ts';
import { mark, type State } from './state.ts';

/** Routes by slot (nodes between departure and return) with what they cost in the model's scale. */
export interface Found {
  readonly routes: readonly (readonly number[])[];
  readonly cost: number;
  /** Tasks without a prize that were left out, by rank. */
  readonly missing: Int32Array;
  readonly iterations: number;
  /** First temperature. */
  readonly hot: number;
}

/** When the search stops, and what it tells on the way. */
export interface Limits {
  readonly iterations: number;
  /** Share of the budget that is spent, 0 … 1, at an iteration; asked seldom. */
  readonly spent: (iteration: number) => number;
  /** For a part of a search that is shared with others: the share to end at, and the first temperature of the whole. */
  readonly slice?: { readonly until: number; readonly hot?: number; readonly given?: readonly (readonly number[])[] };
}

/** A look at the search while it runs. */
export interface Glimpse {
  readonly iterations: number;
  readonly spent: number;
  readonly cost: number;
  readonly missing: number;
}

/** Fewer left out of a higher rank counts first: negative if `a` is better. */
export function compareMissing(a: Int32Array, b: Int32Array): number {
  for (let rank = 0; rank < a.length; rank++) if (a[rank] !== b[rank]) return a[rank]! - b[rank]!;
  return 0;
}

/** Temperatures at begin and end as multiples of the mean cost of a way in the first plan. */
const HOT = 5;
const COLD = 0.003;
/** Begin temperature when there is a plan to start from, and when that plan is to be changed little. */
const WARM = 0.3;
const TEPID = 0.03;
/** Share of the budget in which what is left out counts by how often it was absent, as long as something is. */
const FLEET_SHARE = 0.6;
/** Highest temperature meanwhile, as a share of the first: cost must not be shaken while room is sought. */
const CALM = 0.01;

/** Rounds between two looks at the clock, less one. */
const POLL = 255;

/** Simulated annealing over rounds of ruin and recreate; yields now and then so that others can run. */
export function* anneal(search: Search, limits: Limits, keep?: Keep): Generator<Glimpse, Found> {
  const { state, random, model } = search;
  const planned = begin(search, limits.slice?.given);
  const stability = keep && new Stability(search, keep);
  const best = {
    cells: state.cells.slice(),
    cost: state.cost,
    missing: state.missing.slice(),
    price: stability?.price ?? 0,
  };
  const before = new Int32Array(model.ranks);
  const heat = keep ? TEPID : planned ? WARM : HOT;
  const hot = limits.slice?.hot ?? (heat * Math.max(1, state.cost)) / Math.max(1, state.served + state.used);
  const until = limits.slice?.until ?? 1;
  let temperature = hot;
  let spent = 0;
  let missing = total(state.missing);
  let absence = missing > 0 ? absenceOf(search) : 0;
  let i = 0;
  for (; i < limits.iterations && model.visits > 0; i++) {
    if ((i & POLL) === 0) {
      spent = limits.spent(i);
      if (spent >= until) break;
      temperature = hot * (COLD / heat) ** spent;
      if (missing > 0 && spent < FLEET_SHARE) temperature = Math.min(temperature, hot * CALM);
      if ((i & 2047) === 0)
        yield { iterations: i, spent, cost: best.cost / model.costScale, missing: total(best.missing) };
    }
    mark(state);
    before.set(state.missing);
    const cost = state.cost;
    if (!round(search, stability?.seed() ?? search.anyVisit())) {
      takeBack(search);
      continue;
    }
    const worse = compareMissing(state.missing, before);
    const dearer = stability?.weigh() ?? 0;
    let accept = worse < 0 || (worse === 0 && state.cost + dearer < cost - temperature * Math.log(random.real()));
    if (missing > 0) {
      missing = total(state.missing);
      const newAbsence = missing > 0 ? absenceOf(search) : 0;
      if (spent < FLEET_SHARE) accept ||= newAbsence < absence;
      countAbsences(search);
      if (accept) absence = newAbsence;
    }
    if (!accept || dearer === Infinity) {
      takeBack(search);
      missing = total(state.missing);
      continue;
    }
    stability?.accept();
    const price = stability?.price ?? 0;
    const better = compareMissing(state.missing, best.missing);
    if (better < 0 || (better === 0 && state.cost + price < best.cost + best.price)) {
      best.cost = state.cost;
      best.price = price;
      best.missing.set(state.missing);
      best.cells.set(state.cells);
    }
  }
  // A slice that is not the last hands on where the search is, not the best it saw: the next goes on from there.
  if (until < 1)
    return { routes: routesOf(state), cost: state.cost, missing: state.missing.slice(), iterations: i, hot };
  const restored: State = { ...state, cells: best.cells };
  return { routes: routesOf(restored), cost: best.cost, missing: best.missing, iterations: i, hot };
}

function total(missing: Int32Array): number {
  let sum = 0;
  for (let rank = 0; rank < missing.length; rank++) sum += missing[rank]!;
  return sum;
}

/** How often the tasks that are left out now were left out before, weighted by rank. */
function absenceOf(search: Search): number {
  const { state, absences, model } = search;
  let sum = 0;
  for (let k = 0; k < state.absentCount; k++) {
    const task = state.absent[k]!;
    if (model.prize[task] === Infinity) sum += absences[task]! * (model.ranks - model.rank[task]!);
  }
  return sum;
}

function countAbsences(search: Search): void {
  const { state, absences } = search;
  for (let k = 0; k < state.absentCount; k++) absences[state.absent[k]!]!++;
}
