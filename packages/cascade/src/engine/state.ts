import type { Compiled } from '../compile/compiled.ts';
import { createFlowShare, type FlowShare, restFlows } from '../flow/share.ts';
import { EventQueue } from './event-queue.ts';
import type { Recorder } from './recorder.ts';

/**
 * The moving state of one simulation. In the state at rest everything works fully and every dependency is supplied;
 * what departs from it is listed in `touched…`, so that going back to rest costs no more than the run did.
 */
export interface State {
  readonly compiled: Compiled;
  now: number;
  /** Per element: the level that its own outages leave it. */
  readonly own: Float64Array;
  /** Per element: the part of it that works. */
  readonly level: Float64Array;
  /** Per element: its level when the present moment began, valid where `seen` equals `moment`. */
  readonly before: Float64Array;
  readonly seen: Int32Array;
  moment: number;
  /** Per element: hours lost so far and the time up to which they are counted. */
  readonly hoursLost: Float64Array;
  readonly countedTo: Float64Array;

  /** Per dependency: whether it is supplied as the present moment settles, and as it was when the last one had. */
  readonly supplied: Uint8Array;
  readonly settled: Uint8Array;
  /** Per dependency: suppliers at or above its minimum level. */
  readonly good: Int32Array;
  /** Per dependency: hours of store used at the time `since`, at which its supply last came or went. */
  readonly used: Float64Array;
  readonly since: Float64Array;
  /** Per dependency: the level to which it was hit and that it holds until it is back. */
  readonly held: Float64Array;
  readonly generation: Int32Array;

  /** Elements whose level was set in the present moment. */
  readonly inMoment: number[];
  readonly touchedElements: number[];
  readonly elementTouched: Uint8Array;
  readonly touchedDependencies: number[];
  readonly dependencyTouched: Uint8Array;
  /** Dependencies whose supply may have come or gone in the present moment. */
  readonly unsettled: number[];
  readonly queue: EventQueue;
  /** Hours of store that an hour without supply uses up, where it is not one. */
  drain: ((dependency: number) => number) | undefined;
  readonly flows: FlowShare;
  /** People unserved now, and at the most so far. */
  people: number;
  peakPeople: number;
  recorder: Recorder | undefined;
}

/** A state at rest. */
export function createState(compiled: Compiled): State {
  const { elementCount, dependencies } = compiled;
  const count = dependencies.count;
  const good = new Int32Array(count);
  for (let d = 0; d < count; d += 1) good[d] = dependencies.supplierStart[d + 1]! - dependencies.supplierStart[d]!;
  return {
    compiled,
    now: 0,
    own: new Float64Array(elementCount).fill(1),
    level: new Float64Array(elementCount).fill(1),
    before: new Float64Array(elementCount).fill(1),
    seen: new Int32Array(elementCount).fill(-1),
    moment: 0,
    hoursLost: new Float64Array(elementCount),
    countedTo: new Float64Array(elementCount),
    supplied: new Uint8Array(count).fill(1),
    settled: new Uint8Array(count).fill(1),
    good,
    used: dependencies.usedAtStart.slice(),
    since: new Float64Array(count),
    held: new Float64Array(count).fill(1),
    generation: new Int32Array(count),
    inMoment: [],
    touchedElements: [],
    elementTouched: new Uint8Array(elementCount),
    touchedDependencies: [],
    dependencyTouched: new Uint8Array(count),
    unsettled: [],
    queue: new EventQueue(),
    drain: undefined,
    flows: createFlowShare(compiled.flow),
    people: 0,
    peakPeople: 0,
    recorder: undefined,
  };
}

/** Goes back to rest, touching only what the run touched. */
export function rest(state: State): void {
  const { dependencies } = state.compiled;
  for (const element of state.touchedElements) {
    state.own[element] = 1;
    state.level[element] = 1;
    state.before[element] = 1;
    state.seen[element] = -1;
    state.hoursLost[element] = 0;
    state.countedTo[element] = 0;
    state.elementTouched[element] = 0;
  }
  for (const d of state.touchedDependencies) {
    state.supplied[d] = 1;
    state.settled[d] = 1;
    state.good[d] = dependencies.supplierStart[d + 1]! - dependencies.supplierStart[d]!;
    state.used[d] = dependencies.usedAtStart[d]!;
    state.since[d] = 0;
    state.held[d] = 1;
    state.generation[d] = 0;
    state.dependencyTouched[d] = 0;
  }
  state.touchedElements.length = 0;
  state.touchedDependencies.length = 0;
  state.unsettled.length = 0;
  state.queue.clear();
  state.drain = undefined;
  restFlows(state.flows, state.compiled.flow);
  state.now = 0;
  state.moment = 0;
  state.people = 0;
  state.peakPeople = 0;
}

/** Notes an element before it first changes in a run and in a moment. */
export function touchElement(state: State, element: number): void {
  if (state.elementTouched[element] === 0) {
    state.elementTouched[element] = 1;
    state.touchedElements.push(element);
  }
  if (state.seen[element] !== state.moment) {
    state.seen[element] = state.moment;
    state.before[element] = state.level[element]!;
    state.inMoment.push(element);
  }
}

/** Notes a dependency before it first changes in a run. */
export function touchDependency(state: State, dependency: number): void {
  if (state.dependencyTouched[dependency] === 1) return;
  state.dependencyTouched[dependency] = 1;
  state.touchedDependencies.push(dependency);
}
