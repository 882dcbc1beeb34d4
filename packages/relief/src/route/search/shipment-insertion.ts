import { endNode, startNode } from '../model.ts';
import { beginAt } from '../windows.ts';
import { LOAD, LOAD_FIELDS, type RichState } from './rich-state.ts';
import type { Search } from './search.ts';
import { CELL_SHIFT, EDGE, LATEST, LEAVE, NEXT, unusedSlot } from './state.ts';

/**
 * Adds the good places for the pickup and the delivery of a shipment in unused vehicles and in every route, or, for one
 * that had no place before, in those that changed in this round.
 */
export function lookForShipment(search: Search, rich: RichState, pickup: number, missed: boolean): void {
  const { state, model } = search;
  const { log } = state;
  const routes = missed ? log.slotCount : state.size.length;
  for (let k = 0; k < routes; k++) {
    const slot = missed ? log.slots[k]! : k;
    if (state.size[slot]! > 0) lookInRoute(search, rich, pickup, slot);
  }
  for (let type = 0; type < model.types.length; type++) {
    const slot = unusedSlot(state, type);
    if (slot >= 0) lookInRoute(search, rich, pickup, slot);
  }
}

function lookInRoute(search: Search, rich: RichState, pickup: number, slot: number): void {
  const { state, model, candidates } = search;
  const { cells } = state;
  const typeIndex = model.typeOf[slot]!;
  if (model.allowed?.[typeIndex * model.tasks.length + pickup] === 0) return;
  const type = model.types[typeIndex]!;
  const { cost, time, at, width, close, service, dimensions, carry } = model;
  const delivery = model.partner[pickup]!;
  const { base, capacity } = type;
  const end = endNode(model, slot);
  const unused = state.size[slot] === 0;
  const opening = unused ? type.fixedCost + cells[(startNode(model, slot) << CELL_SHIFT) + EDGE]! : 0;
  const pickupRow = base + at[pickup]! * width;
  const deliveryRow = base + at[delivery]! * width;
  const hasRoom = (node: number) => {
    for (let k = 0; k < dimensions; k++) {
      if (rich.loads[(node * dimensions + k) * LOAD_FIELDS + LOAD]! + carry[pickup * dimensions + k]! > capacity[k]!)
        return false;
    }
    return true;
  };
  for (let behind = startNode(model, slot); behind !== end; behind = cells[(behind << CELL_SHIFT) + NEXT]!) {
    const next = cells[(behind << CELL_SHIFT) + NEXT]!;
    const row = base + at[behind]! * width;
    const begin = beginAt(model, pickup, cells[(behind << CELL_SHIFT) + LEAVE]! + time[row + at[pickup]!]!);
    // Later in the route is later in time: a pickup that is too late here is too late from here on.
    if (begin > close[pickup]!) return;
    const left = begin + service[pickup]!;
    if (left + time[pickupRow + at[next]!]! > cells[(next << CELL_SHIFT) + LATEST]!) continue;
    if (!hasRoom(behind)) continue;
    if (--search.blink <= 0) {
      search.blink = search.nextBlink();
      continue;
    }
    const edge = cells[(behind << CELL_SHIFT) + EDGE]!;
    const toPickup = opening + cost[row + at[pickup]!]! - edge;
    // Straight on to the delivery.
    const straight = beginAt(model, delivery, left + time[pickupRow + at[delivery]!]!);
    if (straight > close[delivery]!) continue;
    if (straight + service[delivery]! + time[deliveryRow + at[next]!]! <= cells[(next << CELL_SHIFT) + LATEST]!) {
      candidates.add(
        behind,
        pickup,
        slot,
        toPickup + cost[pickupRow + at[delivery]!]! + cost[deliveryRow + at[next]!]!,
      );
    }
    // Or other visits in between, as long as time and room last.
    const detour = toPickup + cost[pickupRow + at[next]!]!;
    if (detour >= candidates.worst) continue;
    let leave = left;
    let previousRow = pickupRow;
    for (let node = next; node < model.visits;) {
      const arrival = beginAt(model, node, leave + time[previousRow + at[node]!]!);
      if (arrival > cells[(node << CELL_SHIFT) + LATEST]! || !hasRoom(node)) break;
      leave = arrival + service[node]!;
      previousRow = base + at[node]! * width;
      const unload = beginAt(model, delivery, leave + time[previousRow + at[delivery]!]!);
      if (unload > close[delivery]!) break;
      const following = cells[(node << CELL_SHIFT) + NEXT]!;
      if (
        unload + service[delivery]! + time[deliveryRow + at[following]!]! <=
        cells[(following << CELL_SHIFT) + LATEST]!
      ) {
        const delta =
          cost[previousRow + at[delivery]!]! +
          cost[deliveryRow + at[following]!]! -
          cells[(node << CELL_SHIFT) + EDGE]!;
        candidates.add(behind, node, slot, detour + delta);
      }
      node = following;
    }
  }
}
