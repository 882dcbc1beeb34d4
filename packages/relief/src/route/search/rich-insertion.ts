import { endNode, FAR, startNode } from '../model.ts';
import type { Candidates } from './candidates.ts';
import { link } from './links.ts';
import { consider, ENDS_AHEAD, ENDS_BEHIND } from './rich-places.ts';
import type { RichState } from './rich-state.ts';
import { lookForShipment } from './shipment-insertion.ts';
import type { Search } from './search.ts';
import { CELL_SHIFT, EDGE, LATEST, LEAVE, markServed, NEXT, PREVIOUS, ROUTE, unusedSlot } from './state.ts';

/**
 * Puts a task where it costs least, with all rules: windows and loads sort the candidates out in constant time, then
 * the whole route is judged, cheapest candidate first.
 */
export function insertRich(search: Search, rich: RichState, task: number): boolean {
  const { model } = search;
  const { candidates } = search;
  const required = model.prize[task] === Infinity;
  const limit = search.mayOpen || required ? 4 * FAR : model.prize[task]!;
  const shipment = model.partner[task]! >= 0;
  candidates.clear(limit);
  const missed = search.missed[task] === search.round;
  if (shipment) lookForShipment(search, rich, task, missed);
  else if (missed) lookInChanged(search, rich, task);
  else {
    // Unused vehicles first: at the same cost they leave more room than one more trip, and few places are cheaper.
    lookAtUnused(search, rich, task);
    if (!search.mayOpen || !required || candidates.count === 0) lookBeside(search, rich, task);
  }
  let chosen = choose(search, rich, task, limit, candidates);
  if (chosen < 0 && required && !shipment && !missed) {
    search.wide.clear(limit);
    lookEverywhere(search, rich, task);
    chosen = choose(search, rich, task, limit, search.wide);
    if (chosen < 0) return false;
    insert(search, rich, task, search.wide, chosen);
  } else {
    if (chosen < 0) return false;
    if (required || candidates.delta[chosen]! >= model.prize[task]!) search.mayOpen = false;
    insert(search, rich, task, candidates, chosen);
  }
  return true;
}

/** The cheapest candidate that keeps all rules, -1 if none does. */
function choose(search: Search, rich: RichState, task: number, limit: number, candidates: Candidates): number {
  const { state, model } = search;
  if (!model.judged) return candidates.count > 0 ? 0 : -1;
  const { timer } = rich;
  const priced = model.rules.wishes || model.rules.timeCost;
  let best = limit;
  let chosen = -1;
  for (let k = 0; k < candidates.count; k++) {
    if (chosen >= 0 && !priced) break;
    const slot = candidates.slot[k]!;
    const count = withTask(search, rich, task, candidates, k);
    if (!timer.judge(rich.nodes, count, slot)) continue;
    const delta = candidates.delta[k]! + timer.extra - state.extra[slot]!;
    if (delta < best) {
      best = delta;
      chosen = k;
    }
  }
  return chosen;
}

/** Writes the nodes of the route with a candidate carried out; answers how many. */
function withTask(search: Search, rich: RichState, task: number, candidates: Candidates, k: number): number {
  const { model, state } = search;
  const { nodes } = rich;
  const slot = candidates.slot[k]!;
  const behind = candidates.behind[k]!;
  const second = candidates.second[k]!;
  const delivery = model.partner[task]!;
  const reloads = model.types[model.typeOf[slot]!]!.reloads;
  const end = endNode(model, slot);
  let count = 0;
  for (let node = startNode(model, slot); ; node = state.cells[(node << CELL_SHIFT) + NEXT]!) {
    nodes[count++] = node;
    if (node === end) return count;
    if (node === behind) {
      if (delivery < 0 && second >= ENDS_AHEAD) nodes[count++] = rich.freeReload(reloads[second - ENDS_AHEAD]!, task);
      nodes[count++] = task;
      if (delivery < 0 && second >= ENDS_BEHIND && second < ENDS_AHEAD) {
        nodes[count++] = rich.freeReload(reloads[second - ENDS_BEHIND]!, task);
      }
      if (delivery >= 0 && second === task) nodes[count++] = delivery;
    } else if (delivery >= 0 && node === second) nodes[count++] = delivery;
  }
}

function insert(search: Search, rich: RichState, task: number, candidates: Candidates, k: number): void {
  const { state, model } = search;
  const behind = candidates.behind[k]!;
  const second = candidates.second[k]!;
  const slot = candidates.slot[k]!;
  const delivery = model.partner[task]!;
  const { reloads } = model.types[model.typeOf[slot]!]!;
  if (delivery >= 0) {
    link(state, task, behind);
    link(state, delivery, second);
  } else if (second >= ENDS_AHEAD) {
    const node = rich.freeReload(reloads[second - ENDS_AHEAD]!, task);
    link(state, node, behind);
    link(state, task, node);
  } else {
    link(state, task, behind);
    if (second >= ENDS_BEHIND) link(state, rich.freeReload(reloads[second - ENDS_BEHIND]!, task), task);
  }
  markServed(state, task);
  if (!rich.refresh(slot)) throw new Error('a candidate that was judged good is not');
}

/** As the plain one drops most places by cost alone; the way over a depot is never shorter than the straight one. */
function lookBeside(search: Search, rich: RichState, visit: number): void {
  const { state, neighbours, candidates, baseOf } = search;
  const { cells, model } = state;
  const { cost, costTo, time, timeTo, at, width, close, service, open } = model;
  const { before, behind, reach } = neighbours;
  const oneTrip = !model.rules.trips;
  const row = visit * width;
  const closes = close[visit]!;
  const opens = open[visit]!;
  const work = service[visit]!;
  for (let list = 0; list < 2; list++) {
    const near = list === 0 ? before : behind;
    for (let k = visit * reach, stop = k + reach; k < stop; k++) {
      const other = near[k]!;
      if (other < 0) break;
      const otherCell = other << CELL_SHIFT;
      const slot = cells[otherCell + ROUTE]!;
      if (slot < 0) continue;
      const node = list === 0 ? other : cells[otherCell + PREVIOUS]!;
      const next = list === 0 ? cells[otherCell + NEXT]! : other;
      const base = baseOf[slot]! + row;
      const delta = costTo[base + at[node]!]! + cost[base + at[next]!]! - cells[(node << CELL_SHIFT) + EDGE]!;
      if (delta >= candidates.worst) continue;
      if (oneTrip) {
        const begin = cells[(node << CELL_SHIFT) + LEAVE]! + timeTo[base + at[node]!]!;
        if (begin > closes) continue;
        const done = (begin > opens ? begin : opens) + work + time[base + at[next]!]!;
        if (done > cells[(next << CELL_SHIFT) + LATEST]!) continue;
      }
      if (--search.blink <= 0) {
        search.blink = search.nextBlink();
        continue;
      }
      consider(search, rich, visit, node, candidates);
    }
  }
  if (!search.model.rules.trips) return;
  // A trip of its own at the begin or the end of a route.
  for (let slot = 0; slot < state.size.length; slot++) {
    if (state.size[slot] === 0) continue;
    consider(search, rich, visit, startNode(search.model, slot), search.candidates);
    const last = cells[(endNode(search.model, slot) << CELL_SHIFT) + PREVIOUS]!;
    consider(search, rich, visit, last, search.candidates);
  }
}

function lookAtUnused(search: Search, rich: RichState, visit: number): void {
  for (let type = 0; type < search.model.types.length; type++) {
    const slot = unusedSlot(search.state, type);
    if (slot >= 0) consider(search, rich, visit, startNode(search.model, slot), search.candidates);
  }
}

function lookEverywhere(search: Search, rich: RichState, visit: number): void {
  const { size } = search.state;
  for (let slot = 0; slot < size.length; slot++) lookInRoute(search, rich, visit, slot, search.wide);
}

/** For a task that had no place before: only in routes that changed in this round can there be one now. */
function lookInChanged(search: Search, rich: RichState, visit: number): void {
  const { log } = search.state;
  for (let k = 0; k < log.slotCount; k++) lookInRoute(search, rich, visit, log.slots[k]!, search.candidates);
  lookAtUnused(search, rich, visit);
}

function lookInRoute(search: Search, rich: RichState, visit: number, slot: number, into: Candidates): void {
  const { state, model } = search;
  if (state.size[slot] === 0) return;
  const end = endNode(model, slot);
  for (let node = startNode(model, slot); node !== end; node = state.cells[(node << CELL_SHIFT) + NEXT]!) {
    consider(search, rich, visit, node, into);
  }
}

/** Brings rich routes up to date after visits were taken out; false if one of them can't be driven any more. */
export function settleRuined(search: Search, rich: RichState): boolean {
  const { state } = search;
  const { log } = state;
  for (let k = 0; k < log.slotCount; k++) {
    const slot = log.slots[k]!;
    if (state.model.rules.trips) rich.dropReloads(slot);
    if (!rich.refresh(slot)) return false;
  }
  return true;
}

/** Recomputes what `undo` doesn't restore. */
export function settleUndone(search: Search, rich: RichState): void {
  const { log } = search.state;
  for (let k = 0; k < log.slotCount; k++) rich.reload(log.slots[k]!);
}
