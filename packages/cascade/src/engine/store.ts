import { TIMER_RETURN, TIMER_STEP } from './event-queue.ts';
import { snap } from './plan.ts';
import { type State, touchDependency } from './state.ts';

/** Times agree within this many hours. */
const SAME = 2e-6;

/** Hours of store used by now: they grow without supply and are won back with it. */
export function usedNow(state: State, d: number): number {
  const { stepStart, stepAfter, refillRate } = state.compiled.dependencies;
  const elapsed = state.now - state.since[d]!;
  const used = state.used[d]!;
  if (state.settled[d] === 0) return Math.min(stepAfter[stepStart[d + 1]! - 1]!, used + elapsed * drainOf(state, d));
  return elapsed > 0 ? Math.max(0, used - refillRate[d]! * elapsed) : used;
}

/** Hours of store that an hour without supply uses up: one, but for runs that make autonomies uncertain. */
const drainOf = (state: State, d: number): number => state.drain?.(d) ?? 1;

/** What still works after some hours without supply. */
function stepLevel(state: State, d: number, used: number): number {
  const { stepStart, stepAfter, stepLevel } = state.compiled.dependencies;
  let level = 1;
  for (let step = stepStart[d]!; step < stepStart[d + 1]! && stepAfter[step]! <= used + SAME; step += 1) {
    level = stepLevel[step]!;
  }
  return level;
}

/** The level that a dependency leaves its asset now, given whether it is supplied. */
export function dependencyLevel(state: State, d: number): number {
  if (state.supplied[d] === 1) {
    if (state.settled[d] === 1) return state.held[d]!;
    if (state.compiled.dependencies.returnHours[d] === 0) return 1;
  }
  return Math.min(state.held[d]!, stepLevel(state, d, usedNow(state, d)));
}

/** Brings the store of a dependency up to a moment that has settled, and sets its next timer. */
export function settleStore(state: State, d: number): void {
  if (state.supplied[d] === state.settled[d]) return;
  touchDependency(state, d);
  const used = usedNow(state, d);
  state.held[d] = Math.min(state.held[d]!, stepLevel(state, d, used));
  state.used[d] = used;
  state.since[d] = state.now;
  state.settled[d] = state.supplied[d]!;
  state.generation[d]! += 1;
  if (state.supplied[d] === 0) {
    setStepTimer(state, d);
    return;
  }
  const { returnHours, refillRate } = state.compiled.dependencies;
  if (refillRate[d] === Infinity) state.used[d] = 0;
  if (state.held[d] === 1) return;
  if (returnHours[d] === 0) state.held[d] = 1;
  else state.queue.push(snap(state.now + returnHours[d]!), d, TIMER_RETURN, state.generation[d]!);
}

/** Sets the timer for the next loss in steps, if one is ahead. */
function setStepTimer(state: State, d: number): void {
  const { stepStart, stepAfter } = state.compiled.dependencies;
  const used = usedNow(state, d);
  for (let step = stepStart[d]!; step < stepStart[d + 1]!; step += 1) {
    if (stepAfter[step]! > used + SAME) {
      state.queue.push(
        snap(state.now + (stepAfter[step]! - used) / drainOf(state, d)),
        d,
        TIMER_STEP,
        state.generation[d]!,
      );
      return;
    }
  }
}

/** A timer has run out: a step is lost, or the asset is back. True where its asset is better off. */
export function onTimer(state: State, d: number, kind: number): boolean {
  if (kind === TIMER_RETURN) {
    state.held[d] = 1;
    return true;
  }
  state.held[d] = Math.min(state.held[d]!, stepLevel(state, d, usedNow(state, d)));
  setStepTimer(state, d);
  return false;
}

/** Brings hours of autonomy to a dependency; what had stopped for want of it starts again. */
export function refuel(state: State, d: number, hours: number): void {
  touchDependency(state, d);
  const used = Math.max(0, usedNow(state, d) - hours);
  state.used[d] = used;
  state.since[d] = state.now;
  state.held[d] = state.settled[d] === 0 ? stepLevel(state, d, used) : 1;
  state.generation[d]! += 1;
  if (state.settled[d] === 0) setStepTimer(state, d);
}
