import { taskOf } from '../model.ts';
import { fixLatest, fixLeave, PINNED, unlink } from './links.ts';
import type { Search } from './search.ts';
import { CELL_SHIFT, LATEST, markAbsent, NEXT, PREVIOUS, ROUTE } from './state.ts';

/** Visits removed on average, and longest string (Christiaens & Vanden Berghe 2020, §5.1). */
const AVERAGE_REMOVED = 10;
const LONGEST_STRING = 10;
/** Chance that the first string is a whole route, if it is not too long: with strings alone routes seldom go. */
const WHOLE = 0.02;
const LARGEST_WHOLE = 50;
/** Chance of a split string, and of a split string not to keep one visit more. */
const SPLIT = 0.5;
const SPLIT_DEPTH = 0.01;
/**
 * Share of rounds in which a vehicle is opened for a task that is not worth it alone, as more may follow, and the tasks
 * left out nearby that are tried then. Without it the search keeps too few routes.
 */
const OPENING = 0.1;
const MOST_OPTIONAL = 30;
/** Absent tasks that are tried again in one round, about. */
const MOST_MISSING = 20;

/**
 * Slack induction by string removals: takes strings of visits out of routes that are near one another, and notes tasks
 * left out nearby. Answers false if a route can't be driven in time without what was taken out (detours can be faster).
 */
export function ruin(search: Search, seed: number): boolean {
  const { state, model, neighbours, random, ruined } = search;
  const { near, circle } = neighbours;
  search.removedCount = 0;
  search.round++;
  const average = state.used === 0 ? 0 : state.served / state.used;
  const longest = Math.min(LONGEST_STRING, average);
  const strings = Math.floor(random.real() * ((4 * AVERAGE_REMOVED) / (1 + longest) - 1) + 1);
  let done = 0;
  let optional = 0;
  search.mayOpen = random.real() < OPENING;
  const mostOptional = search.mayOpen && search.optional ? MOST_OPTIONAL : AVERAGE_REMOVED;
  for (
    let k = -1;
    k < circle && (done < strings || (search.mayOpen && search.optional && optional < mostOptional));
    k++
  ) {
    const visit = k < 0 ? seed : near[seed * circle + k]!;
    if (visit < 0) break;
    const slot = state.cells[(visit << CELL_SHIFT) + ROUTE]!;
    if (slot < 0) {
      const task = taskOf(model, visit);
      if (
        optional < mostOptional &&
        model.prize[task]! > 0 &&
        search.noted[task] !== search.round &&
        state.absentAt[task]! >= 0
      ) {
        note(search, task);
        optional++;
      }
      continue;
    }
    if (ruined[slot] === search.round || done >= strings) continue;
    ruined[slot] = search.round;
    const most = Math.min(state.size[slot]!, longest);
    const whole = k < 0 && state.size[slot]! <= LARGEST_WHOLE && random.real() < WHOLE;
    const length = whole ? state.size[slot]! : Math.floor(random.real() * most) + 1;
    if (!removeString(search, visit, slot, length)) return false;
    done++;
  }
  noteMissing(search);
  return true;
}

function note(search: Search, task: number): void {
  search.noted[task] = search.round;
  search.removed[search.removedCount++] = task;
}

/** Tasks that must be served are tried again in every round; of very many absent ones a random part. */
function noteMissing(search: Search): void {
  const { state, model, random } = search;
  let missing = 0;
  for (const count of state.missing) missing += count;
  if (missing === 0) return;
  const share = MOST_MISSING / missing;
  for (let k = 0; k < state.absentCount; k++) {
    const task = state.absent[k]!;
    if (model.prize[task] !== Infinity || search.noted[task] === search.round) continue;
    if (share < 1 && random.real() >= share) continue;
    note(search, task);
    search.missed[task] = search.round;
  }
}

function removeString(search: Search, around: number, slot: number, length: number): boolean {
  const { state, random, scratch } = search;
  const { cells } = state;
  const size = state.size[slot]!;
  let kept = 0;
  if (length > 1 && length < size && random.real() < SPLIT) {
    kept = 1;
    while (length + kept < size && random.real() > SPLIT_DEPTH) kept++;
  }
  const total = length + kept;
  if (!movable(search, around)) return true;
  // The string begins up to total - 1 visits before `around`, as far as the trip and what is pinned allow.
  let first = around;
  for (let back = random.below(total); back > 0; back--) {
    const previous = cells[(first << CELL_SHIFT) + PREVIOUS]!;
    if (!movable(search, previous)) break;
    first = previous;
  }
  let count = 0;
  for (let node = first; count < total && movable(search, node); node = cells[(node << CELL_SHIFT) + NEXT]!) {
    scratch[count++] = node;
  }
  while (count < total) {
    const previous = cells[(first << CELL_SHIFT) + PREVIOUS]!;
    if (!movable(search, previous)) break;
    scratch.copyWithin(1, 0, count);
    scratch[0] = previous;
    first = previous;
    count++;
  }
  const removable = Math.max(1, count - kept);
  const gap = removable < count ? random.below(removable + 1) : removable;
  return removeRange(search, 0, gap) && removeRange(search, gap + (count - removable), count);
}

/** Whether a node is a visit that may be taken out: neither it nor the other end of its shipment is pinned. */
function movable({ model, state }: Search, node: number): boolean {
  if (node >= model.visits || state.cells[(node << CELL_SHIFT) + LATEST] === PINNED) return false;
  const partner = model.partner[node]!;
  return partner < 0 || state.cells[(partner << CELL_SHIFT) + LATEST] !== PINNED;
}

/** Takes out the visits `scratch[from … to-1]`, which follow one another, and the other ends of their shipments. */
function removeRange(search: Search, from: number, to: number): boolean {
  if (from >= to) return true;
  const { state, scratch, model } = search;
  const { cells } = state;
  const previous = cells[(scratch[from]! << CELL_SHIFT) + PREVIOUS]!;
  const next = cells[(scratch[to - 1]! << CELL_SHIFT) + NEXT]!;
  for (let k = from; k < to; k++) {
    const visit = scratch[k]!;
    if (cells[(visit << CELL_SHIFT) + ROUTE]! < 0) continue;
    const task = taskOf(model, visit);
    const partner = model.partner[visit]!;
    unlink(state, visit);
    if (partner >= 0) unlink(state, partner);
    markAbsent(state, task);
    note(search, task);
  }
  // Rich routes are brought up to date as a whole.
  if (!model.plain) return true;
  if (!fixLeave(state, next)) return false;
  fixLatest(state, previous);
  return true;
}
