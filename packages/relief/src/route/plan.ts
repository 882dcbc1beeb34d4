import { firstReload, type Model, type ModelTask, startNode, endNode, taskOf, type VehicleType } from './model.ts';
import type { Found } from './search/anneal.ts';
import { Timer } from './timing.ts';
import { wayOf } from './travel.ts';

/** One thing that a vehicle does; times are in the problem's unit. */
export interface Step {
  readonly kind: 'start' | 'stop' | 'pickup' | 'delivery' | 'reload' | 'break' | 'end';
  /** Task or break; left out at start, reload and end. */
  readonly id?: string;
  /** Left out for breaks, and at start and end where the vehicle may be anywhere. */
  readonly place?: string;
  readonly arrival: number;
  /** Begin of the service, the reload or the break. */
  readonly begin: number;
  readonly leave: number;
  /** Aboard when it leaves, by dimension. */
  readonly load: readonly number[];
  /** What a stop gets; less than its demand where the delivery is split. */
  readonly delivered?: readonly number[];
}

/** What one vehicle does. */
export interface PlannedRoute {
  readonly vehicle: string;
  readonly steps: readonly Step[];
  readonly distance: number;
  /** From leaving the start to reaching the end. */
  readonly duration: number;
  readonly cost: number;
}

/** Who visits whom when, and who is left out. */
export interface RoutePlan {
  /** Costs of the routes and prizes of what is left out. */
  readonly cost: number;
  readonly routes: readonly PlannedRoute[];
  /** Tasks that nobody serves; `amount` is what is still missing of a split delivery. */
  readonly unassigned: readonly { readonly id: string; readonly amount?: readonly number[] }[];
  readonly iterations: number;
}

/** The plan of what the search found. */
export function planOf(model: Model, found: Found): RoutePlan {
  const timer = new Timer(model);
  const routes = inOrder(model, found.routes).flatMap((nodes, slot) =>
    nodes.length > 0 ? [plannedRoute(model, timer, nodes, slot)] : [],
  );
  const served = new Set(found.routes.flat().filter((node) => node < model.tasks.length));
  const left = model.tasks.filter((_, task) => !served.has(task));
  const costOfRoutes = routes.reduce((sum, route) => sum + route.cost, 0);
  return {
    cost: left.reduce((sum, task) => sum + (prizeOf(task) ?? 0) * shareOf(task), costOfRoutes),
    routes,
    unassigned: unassignedOf(left),
    iterations: found.iterations,
  };
}

/**
 * The routes of vehicles that are alike by their first visit, so that equal plans look equal; vehicles keep theirs where
 * the problem says what they do already.
 */
function inOrder(model: Model, routes: Found['routes']): Found['routes'] {
  const planned = (routesOfSlot: readonly (readonly number[])[]) => routesOfSlot.some((route) => route.length > 0);
  if (planned(model.initial) || planned(model.pinned)) return routes;
  const first = (slot: number) => routes[slot]![0] ?? Infinity;
  const sorted = [...routes];
  model.types.forEach((_, type) => {
    const slots = routes.flatMap((__, slot) => (model.typeOf[slot] === type ? [slot] : []));
    const order = slots.toSorted((a, b) => (first(a) === first(b) ? a - b : first(a) - first(b)));
    slots.forEach((slot, k) => (sorted[slot] = routes[order[k]!]!));
  });
  return sorted;
}

const prizeOf = (task: ModelTask) => (task.kind === 'stop' ? task.stop : task.shipment).prize;

/** The part of its stop that a task is. */
export function shareOf(task: ModelTask): number {
  if (task.kind === 'shipment' || !task.stop.split) return 1;
  const whole = task.stop.delivery?.[0] ?? 0;
  return whole > 0 ? (task.delivery[0] ?? 0) / whole : 1;
}

function unassignedOf(left: readonly ModelTask[]): RoutePlan['unassigned'] {
  const amounts = new Map<string, readonly number[] | undefined>();
  for (const task of left) {
    const before = amounts.get(task.id);
    const own = task.kind === 'stop' && task.stop.split ? task.delivery : undefined;
    amounts.set(task.id, own ? own.map((amount, k) => amount + (before?.[k] ?? 0)) : undefined);
  }
  return [...amounts].map(([id, amount]) => (amount ? { id, amount } : { id }));
}

function plannedRoute(model: Model, timer: Timer, visits: readonly number[], slot: number): PlannedRoute {
  const nodes = Int32Array.from([startNode(model, slot), ...visits, endNode(model, slot)]);
  const type = model.types[model.typeOf[slot]!]!;
  if (!timer.judge(nodes, nodes.length, slot, true))
    throw new Error(`the route of ${model.slotNames[slot]} breaks a rule`);
  const steps = stepsOf(model, timer, nodes, slot, type);
  const way = wayOf(model.problem, type.vehicle.profile ?? 'default');
  let distance = 0;
  let driving = 0;
  for (let k = 1; k < nodes.length; k++) {
    const from = model.placeOf[model.at[nodes[k - 1]!]!]!;
    const to = model.placeOf[model.at[nodes[k]!]!]!;
    if (from < 0 || to < 0 || from === to) continue;
    distance += way.distance(from, to);
    driving += way.duration(from, to) * (type.vehicle.slowness ?? 1);
  }
  const duration = steps.at(-1)!.arrival - steps[0]!.leave;
  const { fixedCost = 0, distanceCost = 1, timeCost = 0 } = type.vehicle;
  const wishes = model.rules.wishes ? steps.reduce((sum, step) => sum + wishCost(model, step), 0) : 0;
  return {
    vehicle: model.slotNames[slot]!,
    steps,
    distance,
    duration: Math.max(duration, timeCost > 0 ? driving : 0),
    cost: fixedCost + distance * distanceCost + duration * timeCost + wishes,
  };
}

/** What it costs to begin a visit at a time outside the wished window. */
function wishCost(model: Model, step: Step): number {
  const task = model.tasks.find((one) => one.id === step.id);
  if (!task || step.kind === 'break') return 0;
  const visit = task.kind === 'stop' ? task.stop : step.kind === 'pickup' ? task.shipment.from : task.shipment.to;
  if (!visit.wish) return 0;
  const [from, to] = visit.wish.window;
  return (
    Math.max(0, from - step.begin) * (visit.wish.early ?? 0) + Math.max(0, step.begin - to) * (visit.wish.late ?? 0)
  );
}

function stepsOf(model: Model, timer: Timer, nodes: Int32Array, slot: number, type: VehicleType): Step[] {
  const { timeScale, visits, placeOf, at, time, width, dimensions } = model;
  const steps: Step[] = [];
  const reloads = firstReload(model);
  // Breaks before what is pinned ended are over.
  const held = model.pinned[slot]!.length;
  const load = Array.from({ length: dimensions }, () => 0);
  const loadTrip = (from: number) => {
    for (let k = from; k < nodes.length - 1 && nodes[k]! < visits; k++) {
      for (let d = 0; d < dimensions; d++) load[d]! += model.drop[nodes[k]! * dimensions + d]!;
    }
  };
  nodes.forEach((node, k) => {
    const place = model.problem.places[placeOf[at[node]!]!]?.id;
    const begin = timer.begin[k]! / timeScale;
    const leave = timer.leave[k]! / timeScale;
    const resting: Step[] = [];
    if (k > held && type.breaks.length > 0) {
      for (let b = k === 0 ? 0 : timer.breaks.breaksBefore[k - 1]!; b < timer.breaks.breaksBefore[k]!; b++) {
        const from = timer.breaks.breakBegin[b]!;
        resting.push({
          kind: 'break',
          id: type.breaks[b]!.of.id,
          arrival: from / timeScale,
          begin: from / timeScale,
          leave: (from + type.breaks[b]!.duration) / timeScale,
          load: [...load],
        });
      }
    }
    steps.push(...resting);
    const way = k === 0 ? 0 : time[type.base + at[nodes[k - 1]!]! * width + at[node]!]!;
    const reached = k === 0 ? timer.begin[0]! : timer.leave[k - 1]! + way;
    const rested = resting.reduce((sum, step) => sum + (step.leave - step.begin), 0);
    const common = {
      ...(place === undefined ? {} : { place }),
      arrival: Math.min(begin, reached / timeScale + rested),
      begin,
      leave,
    };
    if (node < visits) {
      for (let d = 0; d < dimensions; d++) {
        const here = node * dimensions + d;
        load[d]! += model.take[here]! + model.carry[here]! - model.drop[here]!;
      }
      const task = model.tasks[taskOf(model, node)]!;
      const kind = task.kind === 'stop' ? 'stop' : node < model.tasks.length ? 'pickup' : 'delivery';
      const previous = steps.at(-1);
      const delivered = task.kind === 'stop' && task.stop.split ? task.delivery : undefined;
      if (delivered && previous?.kind === 'stop' && previous.id === task.id && previous.delivered) {
        const sum = delivered.map((amount, d) => amount + previous.delivered![d]!);
        steps[steps.length - 1] = { ...previous, leave, load: [...load], delivered: sum };
      } else steps.push({ kind, id: task.id, ...common, load: [...load], ...(delivered ? { delivered } : {}) });
      return;
    }
    if (k === 0 || node >= reloads) {
      // At the depot everything that was picked up goes off, and the next trip's deliveries come aboard.
      load.fill(0);
      loadTrip(k + 1);
    } else load.fill(0);
    steps.push({ kind: k === 0 ? 'start' : node >= reloads ? 'reload' : 'end', ...common, load: [...load] });
  });
  return steps;
}
