import type { State } from '../engine/state.ts';

/** Marks the flow components that an element takes part in to be shared out anew. */
export function markFlows(_state: State, _element: number): void {}

/** Marks the components of an element, and lists deliveries in them that could grow. */
export function raiseDeliveries(_state: State, _element: number, _hopeful: number[]): void {}

/** Shares out anew what was marked, and tells each delivery whose level changed. */
export function solveTouched(_state: State, _apply: (delivery: number, level: number, by: number) => void): void {}
