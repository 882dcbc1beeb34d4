import { compile } from '../compile.ts';
import { endNode, FAR, firstReload, type Model, startNode } from '../model.ts';
import type { RoutePlan } from '../plan.ts';
import type { RouteProblem } from '../problem.ts';
import { Timer } from '../timing.ts';

/** A place for a task in a route: which vehicle, and what it adds to the cost. */
export interface Place {
  readonly slot: number;
  readonly adds: number;
}

/** Tries tasks in the routes of a plan with all rules. */
export class Trial {
  readonly model: Model;
  /** Nodes of each slot's route between departure and return. */
  readonly routes: number[][];
  readonly #timer: Timer;
  readonly #nodes: Int32Array;

  constructor(problem: RouteProblem, plan: RoutePlan) {
    this.model = compile(problem);
    this.#timer = new Timer(this.model);
    this.#nodes = new Int32Array(this.model.nodes + 2);
    this.routes = routesOf(this.model, plan);
  }

  /** Cost of a route in the problem's unit, `undefined` if it breaks a rule; `anyLoad` doesn't ask for room. */
  cost(nodes: readonly number[], slot: number, anyLoad = false): number | undefined {
    const { model } = this;
    const type = model.types[model.typeOf[slot]!]!;
    if (nodes.length === 0) return 0;
    const all = this.#nodes;
    all[0] = startNode(model, slot);
    nodes.forEach((node, k) => (all[k + 1] = node));
    all[nodes.length + 1] = endNode(model, slot);
    if (!anyLoad && !this.#fitsLoads(nodes, slot)) return undefined;
    if (!this.#timer.judge(all, nodes.length + 2, slot)) return undefined;
    let cost = type.fixedCost + this.#timer.extra;
    for (let k = 0; k <= nodes.length; k++)
      cost += model.cost[type.base + model.at[all[k]!]! * model.width + model.at[all[k + 1]!]!]!;
    return cost / model.costScale;
  }

  /** Begin of the service at a place of the route that was asked for last. */
  begin(index: number): number {
    return this.#timer.begin[index + 1]! / this.model.timeScale;
  }

  /** Whether the vehicle has the skills and the temperatures for a task. */
  able(task: number, slot: number): boolean {
    return this.model.allowed?.[this.model.typeOf[slot]! * this.model.tasks.length + task] !== 0;
  }

  /** The cheapest place for a task in a slot's route; `anyone` doesn't ask for skills. */
  best(task: number, slot: number, anyone = false): Place | undefined {
    const { model } = this;
    if (!anyone && !this.able(task, slot)) return undefined;
    const route = this.routes[slot]!;
    const before = this.cost(route, slot) ?? 0;
    const delivery = model.partner[task]!;
    const pinned = model.pinned[slot]!.length;
    let adds = Infinity;
    for (let k = pinned; k <= route.length; k++) {
      const withTask = route.toSpliced(k, 0, task);
      for (let d = k + 1; d <= (delivery < 0 ? k + 1 : withTask.length); d++) {
        const cost = this.cost(delivery < 0 ? withTask : withTask.toSpliced(d, 0, delivery), slot);
        if (cost !== undefined) adds = Math.min(adds, cost - before);
      }
    }
    return adds < Infinity ? { slot, adds } : undefined;
  }

  /** Runs a trial with the visits of a task open at any time. */
  withoutWindows<T>(task: number, run: () => T): T {
    const { model } = this;
    const visits = [task, model.partner[task]!].filter((visit) => visit >= 0);
    const kept = visits.map((visit) => ({ visit, close: model.close[visit]!, several: model.windows?.[visit] }));
    const windows = model.windows as (Int32Array | undefined)[] | undefined;
    for (const { visit } of kept) {
      model.close[visit] = FAR;
      if (windows) windows[visit] = undefined;
    }
    try {
      return run();
    } finally {
      for (const { visit, close, several } of kept) {
        model.close[visit] = close;
        if (windows) windows[visit] = several;
      }
    }
  }

  /** Runs a trial as if every vehicle could keep every temperature. */
  withAnyTemperature<T>(run: () => T): T {
    const { goods } = this.#timer;
    goods.anyTemperature = true;
    try {
      return run();
    } finally {
      goods.anyTemperature = false;
    }
  }

  /** How much is too much, by dimension, if the task came aboard with everything the vehicle carries at its fullest. */
  lacking(task: number, slot: number): number[] {
    const { model } = this;
    const { capacity } = model.types[model.typeOf[slot]!]!;
    return Array.from(capacity, (limit, k) => {
      const amount = amountOf(model, task, k);
      const aboard = this.routes[slot]!.reduce(
        (sum, node) => (node < model.visits ? sum + Math.max(0, amountOf(model, node, k)) : sum),
        0,
      );
      return Math.max(0, aboard + amount - limit);
    });
  }

  #fitsLoads(nodes: readonly number[], slot: number): boolean {
    const { model } = this;
    const { dimensions, drop, take, carry, visits } = model;
    const { capacity } = model.types[model.typeOf[slot]!]!;
    const reloads = firstReload(model);
    for (let k = 0; k < dimensions; k++) {
      let aboard = 0;
      for (let index = 0; index <= nodes.length; index++) {
        const node = nodes[index - 1];
        if (node === undefined || node >= reloads) {
          aboard = 0;
          for (let later = index; later < nodes.length && nodes[later]! < visits; later++)
            aboard += drop[nodes[later]! * dimensions + k]!;
        } else aboard += take[node * dimensions + k]! + carry[node * dimensions + k]! - drop[node * dimensions + k]!;
        if (aboard > capacity[k]!) return false;
      }
    }
    return true;
  }
}

/** What a visit brings aboard at most, in one dimension. */
export function amountOf(model: Model, visit: number, dimension: number): number {
  const at = visit * model.dimensions + dimension;
  return Math.max(model.drop[at]!, model.take[at]!) + Math.max(0, model.carry[at]!);
}

/** The plan's routes as nodes of the model. */
function routesOf(model: Model, plan: RoutePlan): number[][] {
  const routes: number[][] = Array.from(model.typeOf, () => []);
  const slots = new Map(model.slotNames.map((name, slot) => [name, slot]));
  const free = new Map<string, number[]>();
  model.tasks.forEach((task, index) => free.set(task.id, [...(free.get(task.id) ?? []), index]));
  let reloads = 0;
  for (const route of plan.routes) {
    const slot = slots.get(route.vehicle);
    if (slot === undefined) continue;
    const nodes = routes[slot]!;
    for (const step of route.steps) {
      if (step.kind === 'reload') {
        const { reloads: firsts, vehicle } = model.types[model.typeOf[slot]!]!;
        nodes.push(firsts[vehicle.reload!.places.indexOf(step.place!)]! + (reloads++ % model.visits));
      } else if (step.kind === 'pickup') nodes.push(free.get(step.id!)![0]!);
      else if (step.kind === 'delivery') nodes.push(model.partner[free.get(step.id!)![0]!]!);
      else if (step.kind === 'stop') {
        // A split stop may have got several of its parts at once.
        let left = step.delivered?.[0] ?? 0;
        do {
          const task = free.get(step.id!)!.shift();
          if (task === undefined) break;
          nodes.push(task);
          left -= model.drop[task * model.dimensions]!;
        } while (left > 0);
      }
    }
  }
  return routes;
}
