import { beginAt } from '../windows.ts';
import { endNode, FAR, startNode } from '../model.ts';
import { fixLatest, fixLeave, link } from './links.ts';
import type { Search } from './search.ts';
import { CELL_SHIFT, EDGE, LATEST, LEAVE, markServed, NEXT, PREVIOUS, ROUTE, unusedSlot } from './state.ts';

/** Chance that a visit without a place beside its neighbours looks everywhere before an unused vehicle is opened. */
const EVERYWHERE = 0.5;

/**
 * Puts a visit where it costs least (SISR's greedy insertion with blinks), if there is a place and it costs less than
 * leaving it out. Looks beside its neighbours and at unused vehicles; everywhere only if none of them will do, so that
 * routes are opened a little more easily than is greedy: with too few of them the search is stuck in long detours.
 */
export function insertPlain(search: Search, visit: number): boolean {
  const { state } = search;
  search.bestBehind = -1;
  search.bestDelta = Math.min(state.model.prize[visit]!, 4 * FAR);
  if (search.missed[visit] === search.round) return insertMissed(search, visit);
  lookBeside(search, visit);
  const early = search.bestBehind < 0 && search.random.real() < EVERYWHERE;
  if (early) lookEverywhere(search, visit);
  lookAtUnused(search, visit);
  if (!early && search.bestBehind < 0 && state.model.prize[visit] === Infinity) lookEverywhere(search, visit);
  return insertBest(search, visit);
}

/** A task that had no place before: only in routes that changed in this round can there be one now. */
function insertMissed(search: Search, visit: number): boolean {
  const { log } = search.state;
  for (let k = 0; k < log.slotCount; k++) lookInRoute(search, visit, log.slots[k]!);
  lookAtUnused(search, visit);
  return insertBest(search, visit);
}

function insertBest(search: Search, visit: number): boolean {
  const { state } = search;
  if (search.bestBehind < 0) return false;
  link(state, visit, search.bestBehind);
  fixLeave(state, visit);
  fixLatest(state, visit);
  markServed(state, visit);
  return true;
}

/**
 * The inner loop of the search. Each place costs one read of a cell and one of the visit's own row of the matrix before
 * most are dropped as too dear; only the rest are asked for room and time.
 */
function lookBeside(search: Search, visit: number): void {
  const { state, neighbours, capacityOf, baseOf } = search;
  const { model, cells, load } = state;
  const { cost, costTo, time, timeTo, at, width, typeOf, allowed } = model;
  const { before, behind, reach } = neighbours;
  const amount = model.drop[visit]!;
  const opens = model.open[visit]!;
  const closes = model.close[visit]!;
  const work = model.service[visit]!;
  const several = model.windows?.[visit] !== undefined;
  const tasks = model.tasks.length;
  const row = visit * width;
  let best = search.bestDelta;
  let bestBehind = -1;
  let blink = search.blink;
  for (let list = 0; list < 2; list++) {
    const near = list === 0 ? before : behind;
    for (let k = visit * reach, stop = k + reach; k < stop; k++) {
      const other = near[k]!;
      if (other < 0) break;
      let cell = other << CELL_SHIFT;
      const slot = cells[cell + ROUTE]!;
      if (slot < 0) continue;
      let node = other;
      let next = other;
      if (list === 0) next = cells[cell + NEXT]!;
      else {
        node = cells[cell + PREVIOUS]!;
        cell = node << CELL_SHIFT;
      }
      const base = baseOf[slot]! + row;
      const from = base + at[node]!;
      const to = base + at[next]!;
      const delta = costTo[from]! + cost[to]! - cells[cell + EDGE]!;
      if (delta >= best || load[slot]! + amount > capacityOf[slot]!) continue;
      let begin = cells[cell + LEAVE]! + timeTo[from]!;
      if (begin > closes) continue;
      if (begin < opens) begin = opens;
      if (several) begin = beginAt(model, visit, begin);
      if (begin > closes || begin + work + time[to]! > cells[(next << CELL_SHIFT) + LATEST]!) continue;
      if (allowed !== undefined && allowed[typeOf[slot]! * tasks + visit] === 0) continue;
      if (--blink <= 0) {
        blink = search.nextBlink();
        continue;
      }
      best = delta;
      bestBehind = node;
    }
  }
  search.blink = blink;
  search.bestDelta = best;
  search.bestBehind = bestBehind;
}

function lookAtUnused(search: Search, visit: number): void {
  const { state } = search;
  const { model } = state;
  const speculative = search.mayOpen && (search.bestBehind < 0 || model.prize[visit] === Infinity);
  if (speculative) search.bestDelta = 4 * FAR;
  for (let type = 0; type < model.types.length; type++) {
    const slot = unusedSlot(state, type);
    if (slot < 0) continue;
    const start = startNode(model, slot);
    const opening = model.types[type]!.fixedCost + state.cells[(start << CELL_SHIFT) + EDGE]!;
    consider(search, visit, start, endNode(model, slot), opening);
  }
  if (speculative && search.bestBehind >= 0) search.mayOpen = false;
}

function lookEverywhere(search: Search, visit: number): void {
  const { size } = search.state;
  for (let slot = 0; slot < size.length; slot++) lookInRoute(search, visit, slot);
}

function lookInRoute(search: Search, visit: number, slot: number): void {
  const { model, cells, size, load } = search.state;
  if (size[slot] === 0 || load[slot]! + model.drop[visit]! > search.capacityOf[slot]!) return;
  const end = endNode(model, slot);
  for (let node = startNode(model, slot); node !== end;) {
    const next = cells[(node << CELL_SHIFT) + NEXT]!;
    consider(search, visit, node, next, 0);
    node = next;
  }
}

function consider(search: Search, visit: number, node: number, next: number, opening: number): void {
  const { state } = search;
  const { model, cells } = state;
  const slot = cells[(node << CELL_SHIFT) + ROUTE]!;
  const { typeOf, allowed, at, width } = model;
  if (state.load[slot]! + model.drop[visit]! > search.capacityOf[slot]!) return;
  if (allowed !== undefined && allowed[typeOf[slot]! * model.tasks.length + visit] === 0) return;
  const from = search.baseOf[slot]! + at[visit]! * width + at[node]!;
  const to = search.baseOf[slot]! + at[visit]! * width + at[next]!;
  const begin = beginAt(model, visit, cells[(node << CELL_SHIFT) + LEAVE]! + model.timeTo[from]!);
  if (begin > model.close[visit]!) return;
  if (begin + model.service[visit]! + model.time[to]! > cells[(next << CELL_SHIFT) + LATEST]!) return;
  const delta = model.costTo[from]! + model.cost[to]! - cells[(node << CELL_SHIFT) + EDGE]! + opening;
  if (delta >= search.bestDelta) return;
  search.bestDelta = delta;
  search.bestBehind = node;
}
