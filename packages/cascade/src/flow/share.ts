import type { FlowPlan } from '../compile/compiled.ts';
import type { State } from '../engine/state.ts';
import { FlowSolver } from './solver.ts';

/** The flows of a simulation: a solver for each component that it touches. */
export interface FlowShare {
  readonly solvers: (FlowSolver | undefined)[];
  /** Components that may depart from their usual flows. */
  readonly touched: Set<number>;
  /** Components to be shared out anew, each with the element that first changed in it. */
  readonly dirty: Map<number, number>;
  /** How often everything hopeful has been raised, and per component when its short deliveries last were. */
  raises: number;
  readonly raisedIn: Int32Array;
}

/** Shares of flow at rest. */
export function createFlowShare({ components }: FlowPlan): FlowShare {
  return {
    solvers: [],
    touched: new Set(),
    dirty: new Map(),
    raises: 0,
    raisedIn: new Int32Array(components.length).fill(-1),
  };
}

/** Goes back to the usual flows. */
export function restFlows(flows: FlowShare, { components }: FlowPlan): void {
  for (const component of flows.touched) flows.solvers[component]?.restore(components[component]!.usual);
  flows.touched.clear();
  flows.dirty.clear();
  flows.raises = 0;
  flows.raisedIn.fill(-1);
}

/** The level of an asset or link has changed: its flow components are to be shared out anew. */
export function markFlows(state: State, element: number): void {
  const { flow, assetCount } = state.compiled;
  for (let at = flow.componentStart[element]!; at < flow.componentStart[element + 1]!; at += 1) {
    const component = flow.componentsOf[at]!;
    const solver = (state.flows.solvers[component] ??= solverOf(flow, component));
    state.flows.touched.add(component);
    if (!state.flows.dirty.has(component)) state.flows.dirty.set(component, element);
    if (element < assetCount) solver.setNode(flow.placeIn[at]!, state.level[element]!);
    else solver.setLink(flow.placeIn[at]!, state.level[element]!);
  }
}

function solverOf(flow: FlowPlan, index: number): FlowSolver {
  const component = flow.components[index]!;
  return new FlowSolver(component, component.usual);
}

/** Lists the deliveries that could grow where an element changes, once a raise for each component. */
export function raiseDeliveries(state: State, element: number, hopeful: number[]): void {
  const { flow } = state.compiled;
  for (let at = flow.componentStart[element]!; at < flow.componentStart[element + 1]!; at += 1) {
    const component = flow.componentsOf[at]!;
    if (state.flows.raisedIn[component] === state.flows.raises) continue;
    state.flows.raisedIn[component] = state.flows.raises;
    for (const delivery of flow.components[component]!.demandElement) {
      if (state.level[delivery]! < 1) hopeful.push(delivery);
    }
    // Taken to be whole now, they must be shared out even if nothing in the component turns out to change.
    if (!state.flows.dirty.has(component)) state.flows.dirty.set(component, element);
    state.flows.touched.add(component);
  }
}

/** Shares out anew what was marked, and tells every delivery whose level changed, and by which element's change. */
export function solveTouched(state: State, apply: (delivery: number, level: number, by: number) => void): void {
  const { flow } = state.compiled;
  for (const [component, by] of state.flows.dirty) {
    const solver = (state.flows.solvers[component] ??= solverOf(flow, component));
    solver.solve();
    const { demandElement, usual } = flow.components[component]!;
    for (let demand = 0; demand < demandElement.length; demand += 1) {
      const level = deliveryLevel(solver.delivered[demand]!, usual.delivered[demand]!);
      if (level !== state.level[demandElement[demand]!]) apply(demandElement[demand]!, level, by);
    }
  }
  state.flows.dirty.clear();
}

/** The part of its usual amount that a delivery gets; rounded, so that it does not hang on the order of additions. */
function deliveryLevel(delivered: number, usual: number): number {
  return usual > 0 ? Math.min(1, Math.round((delivered / usual) * 1e9) / 1e9) : 1;
}
