import { roundUp } from './matrices.ts';
import { firstReload, type Model, type VehicleType } from './model.ts';

/** The route whose times are being worked out, by index of its nodes; scaled time. */
export interface RouteTimes {
  readonly model: Model;
  /** Begin of the service, departure, and the earliest begin that is allowed. */
  readonly begin: Float64Array;
  readonly leave: Float64Array;
  readonly lowest: Float64Array;
  /** Index of the last pinned visit, and the earliest departure from it. */
  held: number;
  free: number;
  /** Departures from the pinned visits, where they are known. */
  left: readonly number[] | undefined;
}

/** Time of the way from node to node, setting up included. */
export function wayTime({ time, at, width }: Model, from: number, to: number, type: VehicleType): number {
  return time[type.base + at[from]! * width + at[to]!]!;
}

/** Time that the work at a node takes. */
export function serviceTime(model: Model, node: number, type: VehicleType): number {
  return node >= firstReload(model) ? type.reloadDuration : model.service[node]!;
}

/** Departure from a pinned visit that the vehicle began with at `begin` or before. */
export function heldLeave(route: RouteTimes, node: number, index: number, begin: number, type: VehicleType): number {
  const known = route.left?.[index - 1];
  const leave =
    known === undefined ? begin + serviceTime(route.model, node, type) : roundUp(known * route.model.timeScale);
  return index === route.held ? Math.max(leave, route.free) : leave;
}
