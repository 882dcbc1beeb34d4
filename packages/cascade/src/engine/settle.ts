import { markFlows, raiseDeliveries, solveTouched } from '../flow/share.ts';
import { dependencyLevel, settleStore } from './store.ts';
import { type State, touchDependency, touchElement } from './state.ts';

/** How often a moment is gone through again because flow freed by one loss serves someone else. */
const ROUNDS = 8;

/** What a moment begins with: elements that may be better off, and elements that may be worse off. */
export interface Moment {
  readonly better: number[];
  readonly worse: number[];
}

/**
 * Settles a moment to the largest set of working elements that is consistent: first everything downstream of what got
 * better is taken to work, then what cannot is taken back, until nothing changes. So loops that can carry themselves
 * do, whatever the order of events, and only what is touched is looked at. Flows are shared out again in between;
 * where one loss frees flow for another, the moment is gone through again, at most `ROUNDS` times.
 */
export function settle(state: State, { better, worse }: Moment): void {
  let hopeful = better;
  let doubtful = worse;
  for (let round = 0; round < ROUNDS && hopeful.length + doubtful.length > 0; round += 1) {
    const assumed = raise(state, hopeful, doubtful);
    hopeful = lower(state, doubtful, assumed);
    doubtful = [];
  }
  for (const d of state.unsettled) settleStore(state, d);
  state.unsettled.length = 0;
}

/** Takes everything to work that could, now that some elements may be better off; lists the supplies assumed. */
function raise(state: State, better: readonly number[], worse: readonly number[]): number[] {
  state.flows.raises += 1;
  const assumed: number[] = [];
  const stack = [...better];
  for (const element of worse) raiseDeliveries(state, element, stack);
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    const level = hopefulLevel(state, element, assumed);
    if (level <= state.level[element]!) continue;
    const before = setLevel(state, element, level);
    raiseDeliveries(state, element, stack);
    recount(state, element, before, (d) => {
      if (state.supplied[d] === 0) stack.push(state.compiled.dependencies.asset[d]!);
    });
  }
  return assumed;
}

/** The level of an element if every supplier of it works that is not itself out. */
function hopefulLevel(state: State, element: number, assumed: number[]): number {
  const { assetCount, linkCount, owner, dependencies } = state.compiled;
  if (element >= assetCount + linkCount) return state.own[owner[element]!]! > 0 ? 1 : 0;
  let level = state.own[element]!;
  if (element >= assetCount) return level;
  for (let d = dependencies.start[element]!; d < dependencies.start[element + 1]!; d += 1) {
    if (state.supplied[d] === 0 && couldBeSupplied(state, d)) {
      setSupplied(state, d, 1);
      assumed.push(d);
    }
    level = Math.min(level, dependencyLevel(state, d));
  }
  return level;
}

function couldBeSupplied(state: State, d: number): boolean {
  const { owner, dependencies } = state.compiled;
  let possible = 0;
  for (let s = dependencies.supplierStart[d]!; s < dependencies.supplierStart[d + 1]!; s += 1) {
    if (state.own[owner[dependencies.suppliers[s]!]!]! >= dependencies.minimumLevel[d]!) possible += 1;
  }
  return possible >= dependencies.required[d]!;
}

/** Takes back what cannot work; lists the assets that wait for a delivery that grew meanwhile. */
function lower(state: State, worse: readonly number[], assumed: readonly number[]): number[] {
  const { dependencies } = state.compiled;
  const failing: number[] = [];
  const fail = (d: number, supplier: number): void => {
    if (state.supplied[d] === 0 || state.good[d]! >= dependencies.required[d]!) return;
    setSupplied(state, d, 0);
    if (state.settled[d] === 1) state.recorder?.supplyLost(d, supplier);
    failing.push(dependencies.asset[d]!);
  };
  const drop = (element: number, level: number, dependency: number): void => {
    if (level >= state.level[element]!) return;
    const before = setLevel(state, element, level);
    state.recorder?.dropped(state, element, dependency);
    recount(state, element, before, (d) => fail(d, element));
  };
  const recheck = (element: number): void => {
    let level = state.own[element]!;
    let binding = -1;
    if (element < state.compiled.assetCount) {
      for (let d = dependencies.start[element]!; d < dependencies.start[element + 1]!; d += 1) {
        const left = dependencyLevel(state, d);
        if (left < level) [level, binding] = [left, d];
      }
    }
    drop(element, level, binding);
  };

  for (const element of worse) recheck(element);
  for (const d of assumed) fail(d, -1);
  const grown: number[] = [];
  do {
    for (let next = 0; next < failing.length; next += 1) recheck(failing[next]!);
    failing.length = 0;
    solveTouched(state, (delivery, level, by) => {
      state.recorder?.flowShared(delivery, by);
      if (level < state.level[delivery]!) return drop(delivery, level, -1);
      recount(state, delivery, setLevel(state, delivery, level), (d) => grown.push(d));
    });
  } while (failing.length > 0);
  const waiting = grown.filter((d) => state.supplied[d] === 0 && state.good[d]! >= dependencies.required[d]!);
  return waiting.map((d) => dependencies.asset[d]!);
}

function setSupplied(state: State, d: number, supplied: 0 | 1): void {
  touchDependency(state, d);
  state.supplied[d] = supplied;
  state.unsettled.push(d);
}

/** Changes the level of an element; gives the one it had. */
function setLevel(state: State, element: number, level: number): number {
  touchElement(state, element);
  const before = state.level[element]!;
  state.level[element] = level;
  markFlows(state, element);
  return before;
}

/** Counts an element, whose level has changed, in or out of the suppliers of its dependents; visits those concerned. */
function recount(state: State, element: number, before: number, visit: (dependency: number) => void): void {
  const { dependentStart, dependents, minimumLevel } = state.compiled.dependencies;
  const level = state.level[element]!;
  const end = dependentStart[element + 1]!;
  for (let index = dependentStart[element]!; index < end; index += 1) {
    const d = dependents[index]!;
    const minimum = minimumLevel[d]!;
    if (level >= minimum === before >= minimum) continue;
    touchDependency(state, d);
    state.good[d]! += level >= minimum ? 1 : -1;
    visit(d);
  }
}
