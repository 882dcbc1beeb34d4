import { beginAt, beginUntil } from '../windows.ts';
import { endNode, startNode } from '../model.ts';
import {
  CELL_SHIFT,
  EDGE,
  giveBack,
  HEAD,
  LATEST,
  LEAVE,
  NEXT,
  PREVIOUS,
  ROUTE,
  type State,
  takeUp,
  touch,
  touchSlot,
} from './state.ts';

/** Links a visit behind a node; times are left to `fixTimes`. */
export function link(state: State, visit: number, behind: number): void {
  const { cells, model } = state;
  const slot = cells[(behind << CELL_SHIFT) + ROUTE]!;
  const type = model.types[model.typeOf[slot]!]!;
  const next = cells[(behind << CELL_SHIFT) + NEXT]!;
  touch(state, behind);
  touch(state, visit);
  touch(state, next);
  touchSlot(state, slot);
  if (state.size[slot] === 0) {
    takeUp(state, slot);
    state.used++;
    state.cost += type.fixedCost + cells[(startNode(model, slot) << CELL_SHIFT) + EDGE]!;
  }
  const { cost, at, width } = model;
  const row = type.base + at[visit]! * width;
  const toHere = cost[type.base + at[behind]! * width + at[visit]!]!;
  const fromHere = cost[row + at[next]!]!;
  state.cost += toHere + fromHere - cells[(behind << CELL_SHIFT) + EDGE]!;
  cells[(behind << CELL_SHIFT) + EDGE] = toHere;
  cells[(behind << CELL_SHIFT) + NEXT] = visit;
  cells[(visit << CELL_SHIFT) + PREVIOUS] = behind;
  cells[(visit << CELL_SHIFT) + NEXT] = next;
  cells[(visit << CELL_SHIFT) + ROUTE] = slot;
  cells[(visit << CELL_SHIFT) + EDGE] = fromHere;
  // Never the times that it had elsewhere: `fixLeave` and `fixLatest` stop where nothing changes.
  cells[(visit << CELL_SHIFT) + LEAVE] = UNKNOWN;
  cells[(visit << CELL_SHIFT) + LATEST] = UNKNOWN;
  cells[(visit << CELL_SHIFT) + HEAD] = cells[(behind << CELL_SHIFT) + HEAD]!;
  cells[(next << CELL_SHIFT) + PREVIOUS] = visit;
  if (visit < model.visits) {
    state.size[slot]!++;
    state.served++;
    state.load[slot] = state.load[slot]! + model.drop[visit * model.dimensions]!;
  }
}

/** Takes a node out of its route; times are left to `fixTimes`. */
export function unlink(state: State, visit: number): void {
  const { cells, model } = state;
  const here = visit << CELL_SHIFT;
  const slot = cells[here + ROUTE]!;
  const type = model.types[model.typeOf[slot]!]!;
  const previous = cells[here + PREVIOUS]!;
  const next = cells[here + NEXT]!;
  touch(state, previous);
  touch(state, visit);
  touch(state, next);
  touchSlot(state, slot);
  const way = model.cost[type.base + model.at[previous]! * model.width + model.at[next]!]!;
  state.cost += way - cells[(previous << CELL_SHIFT) + EDGE]! - cells[here + EDGE]!;
  cells[(previous << CELL_SHIFT) + EDGE] = way;
  cells[(previous << CELL_SHIFT) + NEXT] = next;
  cells[(next << CELL_SHIFT) + PREVIOUS] = previous;
  cells[here + ROUTE] = -1;
  if (visit >= model.visits) return;
  state.served--;
  state.load[slot] = state.load[slot]! - model.drop[visit * model.dimensions]!;
  if (--state.size[slot]! > 0) return;
  const start = startNode(model, slot);
  for (let node = cells[(start << CELL_SHIFT) + NEXT]!; node !== endNode(model, slot);) {
    const following = cells[(node << CELL_SHIFT) + NEXT]!;
    unlink(state, node);
    node = following;
  }
  state.cost -= type.fixedCost + cells[(start << CELL_SHIFT) + EDGE]! + state.extra[slot]!;
  state.extra[slot] = 0;
  state.used--;
  giveBack(state, slot);
}

/** Brings the earliest departures up to date from a node on; false if a visit can't be reached in time any more. */
export function fixLeave(state: State, from: number): boolean {
  const { cells, model } = state;
  const { at, time, service, close, width, visits } = model;
  const base = model.types[model.typeOf[cells[(from << CELL_SHIFT) + ROUTE]!]!]!.base;
  let node = from;
  let previous = cells[(node << CELL_SHIFT) + PREVIOUS]!;
  let leave = cells[(previous << CELL_SHIFT) + LEAVE]!;
  while (node < visits) {
    const here = node << CELL_SHIFT;
    const begin = beginAt(model, node, leave + time[base + at[previous]! * width + at[node]!]!);
    if (begin > close[node]!) return false;
    leave = begin + service[node]!;
    if (cells[here + LEAVE] === leave) return true;
    touch(state, node);
    cells[here + LEAVE] = leave;
    previous = node;
    node = cells[here + NEXT]!;
  }
  return leave + time[base + at[previous]! * width + at[node]!]! <= close[node]!;
}

/** Brings the latest begins up to date from a node back; pinned visits keep theirs. */
export function fixLatest(state: State, from: number): void {
  const { cells, model } = state;
  const { at, time, service, width, visits } = model;
  const base = model.types[model.typeOf[cells[(from << CELL_SHIFT) + ROUTE]!]!]!.base;
  let node = from;
  let next = cells[(node << CELL_SHIFT) + NEXT]!;
  let latest = cells[(next << CELL_SHIFT) + LATEST]!;
  while (node < visits) {
    const here = node << CELL_SHIFT;
    if (cells[here + LATEST] === PINNED) return;
    const until = latest - time[base + at[node]! * width + at[next]!]! - service[node]!;
    latest = beginUntil(model, node, until);
    if (cells[here + LATEST] === latest) return;
    touch(state, node);
    cells[here + LATEST] = latest;
    next = node;
    node = cells[here + PREVIOUS]!;
  }
}

const UNKNOWN = -2;

/** Latest begin of a visit that stays where it is: no time is early enough to squeeze another one in before it. */
export const PINNED = -1;

/** The nodes of a route from departure to return, written to `into`; answers how many. */
export function routeNodes(state: State, slot: number, into: Int32Array): number {
  const { cells, model } = state;
  const end = endNode(model, slot);
  let count = 0;
  for (let node = startNode(model, slot); ; node = cells[(node << CELL_SHIFT) + NEXT]!) {
    into[count++] = node;
    if (node === end) return count;
  }
}

/** The visits of all routes by slot. */
export function routesOf(state: State): number[][] {
  const { model } = state;
  const nodes = new Int32Array(model.nodes);
  return Array.from(model.typeOf, (_, slot) => Array.from(nodes.subarray(1, routeNodes(state, slot, nodes) - 1)));
}
