import { sortRemoved } from './order.ts';
import { insertPlain } from './plain-insertion.ts';
import { insertRich, settleRuined, settleUndone } from './rich-insertion.ts';
import { ruin } from './ruin.ts';
import type { Search } from './search.ts';
import { undo } from './state.ts';

/** One round of ruin and recreate from a seed visit; false where the ruin left a route that can't be driven. */
export function round(search: Search, seed: number): boolean {
  const { rich } = search;
  if (!ruin(search, seed) || (rich && !settleRuined(search, rich))) return false;
  recreate(search);
  return true;
}

/** Puts the removed tasks back, each where it costs least, in one of SISR's orders. */
export function recreate(search: Search): void {
  const { rich, removed } = search;
  sortRemoved(search);
  for (let k = 0; k < search.removedCount; k++) {
    if (rich) insertRich(search, rich, removed[k]!);
    else insertPlain(search, removed[k]!);
  }
}

/** Takes the round back. */
export function takeBack(search: Search): void {
  undo(search.state);
  if (search.rich) settleUndone(search, search.rich);
}
