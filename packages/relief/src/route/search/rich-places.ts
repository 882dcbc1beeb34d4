import { endNode, FAR, firstReload } from '../model.ts';
import { beginAt } from '../windows.ts';
import type { Candidates } from './candidates.ts';
import { DROPS_BEHIND, LOAD, LOAD_FIELDS, PEAK_FROM, PEAK_TO, type RichState } from './rich-state.ts';
import type { Search } from './search.ts';
import { CELL_SHIFT, EDGE, LATEST, LEAVE, NEXT, ROUTE } from './state.ts';

/** What becomes of the trip that a stop is put in: it goes on, or ends behind the stop, or ends ahead of it. */
export const GO_ON = 0;
/** Manner `ENDS_BEHIND + k` and `ENDS_AHEAD + k` reload at the vehicle's `k`-th place. */
export const ENDS_BEHIND = 1;
export const ENDS_AHEAD = 1 << 10;

/** Adds what is possible behind a node: in the same trip, and with a reload behind or ahead where the vehicle may. */
export function consider(search: Search, rich: RichState, visit: number, node: number, into: Candidates): void {
  const { state, model } = search;
  const { cells } = state;
  const slot = cells[(node << CELL_SHIFT) + ROUTE]!;
  const typeIndex = model.typeOf[slot]!;
  if (model.allowed?.[typeIndex * model.tasks.length + visit] === 0) return;
  const type = model.types[typeIndex]!;
  const { cost, time, at, width, service, close } = model;
  const next = cells[(node << CELL_SHIFT) + NEXT]!;
  const { base } = type;
  const here = base + at[node]! * width;
  const mine = base + at[visit]! * width;
  const begin = beginAt(model, visit, cells[(node << CELL_SHIFT) + LEAVE]! + time[here + at[visit]!]!);
  const closes = close[visit]!;
  const done = begin + service[visit]!;
  const latest = cells[(next << CELL_SHIFT) + LATEST]!;
  const opening = state.size[slot] === 0 ? type.fixedCost + cells[(node << CELL_SHIFT) + EDGE]! : 0;
  const toHere = cost[here + at[visit]!]!;
  const fromHere = cost[mine + at[next]!]!;
  const edge = cells[(node << CELL_SHIFT) + EDGE]!;
  const delta = toHere + fromHere - edge + opening;
  if (
    begin <= closes &&
    done + time[mine + at[next]!]! <= latest &&
    delta < into.worst &&
    fits(rich, visit, node, type.capacity) &&
    (type.maximumDuration === FAR ||
      shortEnough(rich, visit, node, next, time[here + at[visit]!]!, time[mine + at[next]!]!, type.maximumDuration))
  ) {
    into.add(node, GO_ON, slot, delta);
  }
  if (type.reloads.length === 0 || rich.carrying[node]! > 0 || state.size[slot] === 0) return;
  const reloads = firstReload(model);
  for (let k = 0; k < type.reloads.length; k++) {
    const reload = type.reloads[k]!;
    const depot = at[reload]!;
    const toDepot = cost[mine + depot]! + cost[base + depot * width + at[next]!]!;
    if (begin <= closes && node !== endNode(model, slot)) {
      const behind = toHere + toDepot - edge;
      const left = Math.max(model.open[reload]!, done + time[mine + depot]!) + type.reloadDuration;
      const last = next === endNode(model, slot);
      if (
        !last &&
        next < reloads &&
        behind < into.worst &&
        left + time[base + depot * width + at[next]!]! <= latest &&
        fitsAtEnd(rich, visit, node, type.capacity)
      ) {
        into.add(node, ENDS_BEHIND + k, slot, behind);
      }
    }
    const ahead = cost[here + depot]! + cost[base + depot * width + at[visit]!]! + fromHere - edge;
    if (node >= model.visits || ahead >= into.worst) continue;
    const back =
      Math.max(model.open[reload]!, cells[(node << CELL_SHIFT) + LEAVE]! + time[here + depot]!) + type.reloadDuration;
    const beginAhead = beginAt(model, visit, back + time[base + depot * width + at[visit]!]!);
    if (beginAhead > closes || beginAhead + service[visit]! + time[mine + at[next]!]! > latest) continue;
    if (fitsAtBegin(rich, visit, node, type.capacity)) into.add(node, ENDS_AHEAD + k, slot, ahead);
  }
}

/** Whether the route can last no longer than it may with the stop between two nodes, windows taken as one each. */
function shortEnough(
  rich: RichState,
  visit: number,
  node: number,
  next: number,
  wayTo: number,
  wayFrom: number,
  limit: number,
) {
  const { upTo, fromHere } = rich;
  const { open, close, service } = rich.state.model;
  const reach = upTo.duration(node) + wayTo;
  const wait = Math.max(0, open[visit]! - reach - upTo.latest(node));
  const latest = Math.min(close[visit]! - reach, upTo.latest(node));
  const onward = reach + wait + service[visit]! + wayFrom;
  return onward + Math.max(0, fromHere.earliest(next) - onward - latest) + fromHere.duration(next) <= limit;
}

/** Loads when the stop is put behind the node in the same trip. */
function fits(rich: RichState, visit: number, node: number, capacity: Int32Array): boolean {
  const { dimensions, drop, take } = rich.state.model;
  for (let k = 0; k < dimensions; k++) {
    const here = visit * dimensions + k;
    const there = (node * dimensions + k) * LOAD_FIELDS;
    if (
      rich.loads[there + PEAK_TO]! + drop[here]! > capacity[k]! ||
      rich.loads[there + PEAK_FROM]! + take[here]! > capacity[k]!
    )
      return false;
  }
  return true;
}

/** Loads when the trip ends behind the stop. */
function fitsAtEnd(rich: RichState, visit: number, node: number, capacity: Int32Array): boolean {
  const { dimensions, drop, take } = rich.state.model;
  for (let k = 0; k < dimensions; k++) {
    const here = visit * dimensions + k;
    const there = (node * dimensions + k) * LOAD_FIELDS;
    const gone = rich.loads[there + DROPS_BEHIND]!;
    if (rich.loads[there + PEAK_TO]! - gone + drop[here]! > capacity[k]!) return false;
    if (rich.loads[there + LOAD]! - gone + take[here]! > capacity[k]!) return false;
  }
  return true;
}

/** Loads when a trip begins ahead of the stop. */
function fitsAtBegin(rich: RichState, visit: number, node: number, capacity: Int32Array): boolean {
  const { dimensions, drop, take } = rich.state.model;
  for (let k = 0; k < dimensions; k++) {
    const here = visit * dimensions + k;
    const there = (node * dimensions + k) * LOAD_FIELDS;
    const gone = rich.loads[there + DROPS_BEHIND]!;
    const taken = rich.loads[there + LOAD]! - gone;
    if (gone + drop[here]! > capacity[k]! || rich.loads[there + PEAK_FROM]! - taken + take[here]! > capacity[k]!)
      return false;
  }
  return true;
}
