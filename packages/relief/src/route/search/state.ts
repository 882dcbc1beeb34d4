import { endNode, type Model, startNode } from '../model.ts';

/** Fields of a node's cell; a cell is half a cache line, and one read of a node brings all of them. */
export const CELL = 8;
export const CELL_SHIFT = 3;
export const PREVIOUS = 0;
export const NEXT = 1;
/** Slot of the route, -1 while absent. */
export const ROUTE = 2;
/** Earliest departure. */
export const LEAVE = 3;
/** Latest begin of the service with which the rest of the route is still in time. */
export const LATEST = 4;
/** Cost of the way to the next node. */
export const EDGE = 5;
/** Node at which the trip began. */
export const HEAD = 6;

/**
 * The routes that the search works on, as linked lists of nodes with what constant-time checks need, and a log that
 * takes back everything since `mark`.
 */
export interface State {
  readonly model: Model;
  readonly cells: Int32Array;
  /** By slot: visits, cost beyond the ways (fixed cost not included), and load of one-way single loads. */
  readonly size: Int32Array;
  readonly load: Int32Array;
  readonly extra: Float64Array;
  /** Absent tasks, and where each task stands among them (-1: served). */
  readonly absent: Int32Array;
  readonly absentAt: Int32Array;
  absentCount: number;
  /** Absent tasks that must be served, by rank. */
  readonly missing: Int32Array;
  /** Ways, fixed costs, extra costs and prizes of what is left out. */
  cost: number;
  /** Routes with visits, and visits in routes. */
  used: number;
  served: number;
  /** Unused slots by type, last one first. */
  readonly unused: Int32Array[];
  readonly unusedCount: Int32Array;
  readonly log: Log;
}

interface Log {
  stamp: number;
  readonly nodeStamp: Int32Array;
  readonly nodes: Int32Array;
  readonly cells: Int32Array;
  count: number;
  readonly slotStamp: Int32Array;
  readonly slots: Int32Array;
  readonly slotValues: Float64Array;
  slotCount: number;
  readonly absent: Int32Array;
  absentCount: number;
  cost: number;
  used: number;
  served: number;
}

/** Nothing served yet but what is pinned. */
export function emptyState(model: Model): State {
  const slots = model.typeOf.length;
  const tasks = model.tasks.length;
  const cells = new Int32Array(model.nodes * CELL);
  for (let node = 0; node < model.nodes; node++) {
    cells[node * CELL + ROUTE] = -1;
    cells[node * CELL + PREVIOUS] = -1;
    cells[node * CELL + NEXT] = -1;
  }
  const state: State = {
    model,
    cells,
    size: new Int32Array(slots),
    load: new Int32Array(slots),
    extra: new Float64Array(slots),
    absent: Int32Array.from({ length: tasks }, (_, task) => task),
    absentAt: Int32Array.from({ length: tasks }, (_, task) => task),
    absentCount: tasks,
    missing: new Int32Array(model.ranks),
    cost: 0,
    used: 0,
    served: 0,
    unused: model.types.map(() => new Int32Array(slots)),
    unusedCount: new Int32Array(model.types.length),
    log: {
      stamp: 1,
      nodeStamp: new Int32Array(model.nodes),
      nodes: new Int32Array(model.nodes),
      cells: new Int32Array(model.nodes * CELL),
      count: 0,
      slotStamp: new Int32Array(slots),
      slots: new Int32Array(slots),
      slotValues: new Float64Array(slots * 3),
      slotCount: 0,
      absent: new Int32Array(tasks),
      absentCount: tasks,
      cost: 0,
      used: 0,
      served: 0,
    },
  };
  for (let slot = slots - 1; slot >= 0; slot--) {
    const start = startNode(model, slot);
    const end = endNode(model, slot);
    const way = model.types[model.typeOf[slot]!]!.base + model.at[start]! * model.width + model.at[end]!;
    cells[start * CELL + NEXT] = end;
    cells[end * CELL + PREVIOUS] = start;
    cells[start * CELL + ROUTE] = slot;
    cells[end * CELL + ROUTE] = slot;
    cells[start * CELL + HEAD] = start;
    cells[start * CELL + LEAVE] = model.open[start]!;
    cells[end * CELL + LATEST] = model.close[end]!;
    cells[start * CELL + LATEST] = model.close[end]!;
    // An unused route costs nothing; its way is counted when it opens.
    cells[start * CELL + EDGE] = model.cost[way]!;
    giveBack(state, slot);
  }
  for (let task = 0; task < tasks; task++) {
    if (model.prize[task] === Infinity) state.missing[model.rank[task]!]!++;
    else state.cost += model.prize[task]!;
  }
  return state;
}

/** The next unused slot of a type, -1 where none is left. */
export function unusedSlot(state: State, type: number): number {
  const count = state.unusedCount[type]!;
  return count === 0 ? -1 : state.unused[type]![count - 1]!;
}

/** Puts a slot back among the unused, lowest last, so that the order in which slots were used has no influence. */
export function giveBack(state: State, slot: number): void {
  const type = state.model.typeOf[slot]!;
  const stack = state.unused[type]!;
  let index = state.unusedCount[type]!++;
  while (index > 0 && stack[index - 1]! < slot) {
    stack[index] = stack[index - 1]!;
    index--;
  }
  stack[index] = slot;
}

/** Takes the slot from the unused. */
export function takeUp(state: State, slot: number): void {
  const type = state.model.typeOf[slot]!;
  const stack = state.unused[type]!;
  const count = --state.unusedCount[type]!;
  let index = count;
  while (stack[index] !== slot) index--;
  for (; index < count; index++) stack[index] = stack[index + 1]!;
}

/** Moves a task from the absent to the served. */
export function markServed(state: State, task: number): void {
  const { absent, absentAt, model } = state;
  const hole = absentAt[task]!;
  const last = absent[--state.absentCount]!;
  absent[hole] = last;
  absentAt[last] = hole;
  absentAt[task] = -1;
  const prize = model.prize[task]!;
  if (prize === Infinity) state.missing[model.rank[task]!]!--;
  else state.cost -= prize;
}

/** Moves a task from the served to the absent. */
export function markAbsent(state: State, task: number): void {
  const { absent, absentAt, model } = state;
  absentAt[task] = state.absentCount;
  absent[state.absentCount++] = task;
  const prize = model.prize[task]!;
  if (prize === Infinity) state.missing[model.rank[task]!]!++;
  else state.cost += prize;
}

/** Keeps everything done so far. */
export function mark(state: State): void {
  const { log } = state;
  log.stamp++;
  log.count = 0;
  log.slotCount = 0;
  log.cost = state.cost;
  log.used = state.used;
  log.served = state.served;
  log.absentCount = state.absentCount;
  for (let i = 0; i < state.absentCount; i++) log.absent[i] = state.absent[i]!;
}

/** Notes a node before its first change since the mark. */
export function touch(state: State, node: number): void {
  const { log, cells } = state;
  if (log.nodeStamp[node] === log.stamp) return;
  log.nodeStamp[node] = log.stamp;
  const into = log.count << CELL_SHIFT;
  const from = node << CELL_SHIFT;
  log.nodes[log.count++] = node;
  for (let field = 0; field < CELL; field++) log.cells[into + field] = cells[from + field]!;
}

/** Notes a slot before its first change since the mark. */
export function touchSlot(state: State, slot: number): void {
  const { log } = state;
  if (log.slotStamp[slot] === log.stamp) return;
  log.slotStamp[slot] = log.stamp;
  const into = 3 * log.slotCount;
  log.slots[log.slotCount++] = slot;
  log.slotValues[into] = state.size[slot]!;
  log.slotValues[into + 1] = state.load[slot]!;
  log.slotValues[into + 2] = state.extra[slot]!;
}

/** Takes back everything since the mark. */
export function undo(state: State): void {
  const { log, cells, model } = state;
  for (let k = 0; k < log.count; k++) {
    const from = k << CELL_SHIFT;
    const into = log.nodes[k]! << CELL_SHIFT;
    for (let field = 0; field < CELL; field++) cells[into + field] = log.cells[from + field]!;
  }
  for (let k = 0; k < log.slotCount; k++) {
    const slot = log.slots[k]!;
    const size = log.slotValues[3 * k]!;
    if (size > 0 && state.size[slot] === 0) takeUp(state, slot);
    else if (size === 0 && state.size[slot]! > 0) giveBack(state, slot);
    state.size[slot] = size;
    state.load[slot] = log.slotValues[3 * k + 1]!;
    state.extra[slot] = log.slotValues[3 * k + 2]!;
  }
  for (let i = 0; i < state.absentCount; i++) {
    const task = state.absent[i]!;
    state.absentAt[task] = -1;
    if (model.prize[task] === Infinity) state.missing[model.rank[task]!]!--;
  }
  state.absentCount = log.absentCount;
  for (let i = 0; i < log.absentCount; i++) {
    const task = log.absent[i]!;
    state.absent[i] = task;
    state.absentAt[task] = i;
    if (model.prize[task] === Infinity) state.missing[model.rank[task]!]!++;
  }
  state.cost = log.cost;
  state.used = log.used;
  state.served = log.served;
}
