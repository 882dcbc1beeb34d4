import { roundUp } from '../matrices.ts';
import { endNode, FAR, startNode, taskOf } from '../model.ts';
import { fixLatest, fixLeave, link, PINNED, unlink } from './links.ts';
import { LOAD_FIELDS, PEAK_FROM } from './rich-state.ts';
import type { Search } from './search.ts';
import { CELL_SHIFT, LATEST, LEAVE, mark, markServed, NEXT, PREVIOUS, ROUTE } from './state.ts';
import { recreate, takeBack } from './recreate.ts';

/**
 * The first plan: what is pinned, then the given routes as far as they keep the rules, then all else by insertion.
 * Answers whether there were given routes.
 */
export function begin(search: Search, given = search.model.initial): boolean {
  const { model, state } = search;
  for (let slot = 0; slot < model.typeOf.length; slot++) if (search.owns(slot)) pin(search, slot);
  for (let slot = 0; slot < model.typeOf.length; slot++) {
    for (const visit of given[slot]!) append(search, slot, visit);
  }
  search.removedCount = 0;
  for (let k = 0; k < state.absentCount; k++) search.removed[search.removedCount++] = state.absent[k]!;
  for (let k = 0; k < state.absentCount; k++) search.loose.push(state.absent[k]!);
  mark(state);
  recreate(search);
  return given.some((route) => route.length > 0);
}

/** Puts what was visited or is on the road in its route with its times, whatever the rules say of it. */
function pin(search: Search, slot: number): void {
  const { model, state } = search;
  const { cells } = state;
  const visits = model.pinned[slot]!;
  if (visits.length === 0) return;
  const { base, progress } = model.types[model.typeOf[slot]!]!;
  let behind = startNode(model, slot);
  const started = progress?.started;
  let leave = started === undefined ? cells[(behind << CELL_SHIFT) + LEAVE]! : roundUp(started * model.timeScale);
  visits.forEach((visit, index) => {
    link(state, visit, behind);
    const arrival = leave + model.time[base + model.at[behind]! * model.width + model.at[visit]!]!;
    const known = progress?.left?.[index];
    leave =
      known === undefined
        ? Math.max(arrival, model.open[visit]!) + model.service[visit]!
        : roundUp(known * model.timeScale);
    if (index === visits.length - 1) leave = Math.max(leave, roundUp((progress?.free ?? 0) * model.timeScale));
    cells[(visit << CELL_SHIFT) + LEAVE] = leave;
    cells[(visit << CELL_SHIFT) + LATEST] = PINNED;
    if (visit < model.tasks.length) markServed(state, visit);
    behind = visit;
  });
  // What is aboard must be brought, by this vehicle.
  for (const visit of visits) {
    const delivery = model.partner[visit]!;
    if (delivery < 0 || state.cells[(delivery << CELL_SHIFT) + ROUTE]! >= 0) continue;
    link(state, delivery, state.cells[(endNode(model, slot) << CELL_SHIFT) + PREVIOUS]!);
  }
  const inTime = search.rich ? search.rich.refresh(slot) : fixLeave(state, endNode(model, slot));
  if (!inTime) allowLate(search, slot);
}

/** What is aboard is brought and the vehicle goes home even if that is too late by now; the checker says so. */
function allowLate(search: Search, slot: number): void {
  const { model, state, rich } = search;
  const { cells } = state;
  const end = endNode(model, slot);
  const windows = model.windows as (Int32Array | undefined)[] | undefined;
  for (
    let node = cells[(startNode(model, slot) << CELL_SHIFT) + NEXT]!;
    node !== end;
    node = cells[(node << CELL_SHIFT) + NEXT]!
  ) {
    if (isPinned(search, node)) continue;
    model.close[node] = FAR;
    if (windows) windows[node] = undefined;
    model.maximumRide[taskOf(model, node)] = FAR;
  }
  model.close[end] = FAR;
  cells[(end << CELL_SHIFT) + LATEST] = FAR;
  rich?.refresh(slot);
}

/** Puts a visit of a given route at the end of the route, if that keeps the rules. */
function append(search: Search, slot: number, visit: number): void {
  const { model, state, rich } = search;
  if (visit >= model.visits) return appendReload(search, slot, visit);
  const task = taskOf(model, visit);
  const partner = model.partner[visit]!;
  const fresh = visit === task;
  const elsewhere = state.cells[(visit << CELL_SHIFT) + ROUTE] !== slot;
  if (fresh ? state.absentAt[task]! < 0 : elsewhere || isPinned(search, visit)) return;
  if (model.allowed?.[model.typeOf[slot]! * model.tasks.length + task] === 0) return;
  mark(state);
  // A delivery follows its pickup at first, and moves to its own place in the given route when that comes.
  if (!fresh) unlink(state, visit);
  link(state, visit, state.cells[(endNode(model, slot) << CELL_SHIFT) + PREVIOUS]!);
  if (fresh && partner >= 0) link(state, partner, visit);
  if (fresh) markServed(state, task);
  const good = rich
    ? rich.refresh(slot) && !overloaded(search, slot)
    : state.load[slot]! <= search.capacityOf[slot]! && fixLeave(state, visit);
  if (!good) takeBack(search);
  else if (!rich) fixLatest(state, visit);
}

function appendReload(search: Search, slot: number, node: number): void {
  const { model, state, rich } = search;
  mark(state);
  link(state, node, state.cells[(endNode(model, slot) << CELL_SHIFT) + PREVIOUS]!);
  if (!rich?.refresh(slot)) takeBack(search);
}

function isPinned({ state }: Search, visit: number): boolean {
  return state.cells[(visit << CELL_SHIFT) + LATEST] === PINNED;
}

function overloaded(search: Search, slot: number): boolean {
  const { model, rich } = search;
  const { capacity } = model.types[model.typeOf[slot]!]!;
  const start = startNode(model, slot);
  for (let k = 0; k < model.dimensions; k++) {
    if (rich!.loads[(start * model.dimensions + k) * LOAD_FIELDS + PEAK_FROM]! > capacity[k]!) return true;
  }
  return false;
}
