import { meet } from '../demands.ts';
import { taskOf } from '../model.ts';
import type { RoutePlan } from '../plan.ts';
import type { RouteProblem, Shipment, Stop } from '../problem.ts';
import { amountOf, Trial } from './trial.ts';

/** The rule that keeps a task from being served. */
export type Cause =
  | { readonly code: 'skill'; readonly skills: readonly string[] }
  | { readonly code: 'temperature'; readonly range: readonly [number, number] }
  | { readonly code: 'too-big'; readonly dimension: number; readonly amount: number; readonly largest: number }
  | { readonly code: 'too-late'; readonly earliest: number; readonly closes: number }
  | { readonly code: 'out-of-reach' }
  | { readonly code: 'vehicles-full'; readonly lacking: number; readonly dimension: number }
  | { readonly code: 'vehicles-busy' }
  | { readonly code: 'not-worth'; readonly adds: number; readonly prize: number }
  | { readonly code: 'not-found' };

/** A change of the problem; together with the others of its explanation it is enough for the task to be served. */
export type Relaxation =
  | { readonly kind: 'skill'; readonly vehicle: string; readonly skills: readonly string[] }
  | { readonly kind: 'compartment'; readonly vehicle: string; readonly range: readonly [number, number] }
  | { readonly kind: 'capacity'; readonly vehicle: string; readonly dimension: number; readonly amount: number }
  | { readonly kind: 'window'; readonly until: number }
  | { readonly kind: 'vehicle'; readonly like: string }
  | { readonly kind: 'prize'; readonly atLeast: number }
  | { readonly kind: 'time' };

/** Why a task is where it is, or why it was left out. */
export type Explanation =
  | {
      readonly task: string;
      readonly served: true;
      readonly vehicle: string;
      /** What serving it adds to the cost of its route. */
      readonly adds: number;
      /** The cheapest other vehicle, left out where no other could take it as things are. */
      readonly instead?: { readonly vehicle: string; readonly adds: number };
    }
  | {
      readonly task: string;
      readonly served: false;
      readonly cause: Cause;
      readonly relaxations: readonly Relaxation[];
    };

/** Explains the given tasks, or all, of a plan; the vehicles' work so far is taken as the plan has it. */
export function explain(problem: RouteProblem, plan: RoutePlan, tasks?: readonly string[]): Explanation[] {
  const trial = new Trial(problem, plan);
  const { model } = trial;
  const wanted = tasks && new Set(tasks);
  const slotOf = new Map<number, number>();
  trial.routes.forEach((route, slot) => {
    for (const node of route) if (node < model.visits) slotOf.set(taskOf(model, node), slot);
  });
  const seen = new Set<string>();
  return model.tasks.flatMap(({ id }, task) => {
    if ((wanted && !wanted.has(id)) || seen.has(id)) return [];
    const slot = slotOf.get(task);
    // Of a split stop the part that is missing says more than those that are served.
    if (slot !== undefined && plan.unassigned.some((one) => one.id === id)) return [];
    seen.add(id);
    return [slot === undefined ? explainLeft(trial, problem, task) : explainServed(trial, task, slot)];
  });
}

function explainServed(trial: Trial, task: number, slot: number): Explanation {
  const { model, routes } = trial;
  const route = routes[slot]!;
  const without = route.filter((node) => node !== task && node !== model.partner[task]!);
  const adds = (trial.cost(route, slot) ?? 0) - (trial.cost(without, slot) ?? 0);
  let instead: { vehicle: string; adds: number } | undefined;
  const unusedTypes = new Set<number>();
  routes.forEach((other, k) => {
    if (k === slot) return;
    // Unused vehicles that are alike are asked once.
    if (other.length === 0 && unusedTypes.has(model.typeOf[k]!)) return;
    if (other.length === 0) unusedTypes.add(model.typeOf[k]!);
    const place = trial.best(task, k);
    if (place && (!instead || place.adds < instead.adds)) instead = { vehicle: model.slotNames[k]!, adds: place.adds };
  });
  const common = { task: model.tasks[task]!.id, served: true, vehicle: model.slotNames[slot]!, adds } as const;
  return instead ? { ...common, instead } : common;
}

function explainLeft(trial: Trial, problem: RouteProblem, task: number): Explanation {
  const { model } = trial;
  const { id } = model.tasks[task]!;
  const declared = [...(problem.stops ?? []), ...(problem.shipments ?? [])].find((one) => one.id === id)!;
  const slots = Array.from(model.typeOf, (_, slot) => slot);
  const able = slots.filter((slot) => trial.able(task, slot));
  const cause = causeOf(trial, declared, task, able);
  if (cause.code === 'not-found') return { task: id, served: false, cause, relaxations: [{ kind: 'time' }] };
  // The vehicle that needs the least to be changed: whatever it lacks itself first, then the windows, then its worth.
  const candidates = able.length > 0 ? able : slots;
  const perType = model.types.flatMap((_, type) => candidates.find((slot) => model.typeOf[slot] === type) ?? []);
  const ways = perType.flatMap((slot) => waysToServe(trial, declared, task, slot) ?? []);
  const [least] = ways.toSorted((a, b) => a.relaxations.length - b.relaxations.length || a.cost - b.cost);
  return { task: id, served: false, cause, relaxations: least?.relaxations ?? [] };
}

function causeOf(trial: Trial, declared: Stop | Shipment, task: number, able: readonly number[]): Cause {
  const { model } = trial;
  const { skills = [], temperature } = declared;
  if (able.length === 0) {
    const skilled = model.types.some((type) => skills.every((skill) => type.vehicle.skills?.includes(skill)));
    return skilled && temperature ? { code: 'temperature', range: temperature } : { code: 'skill', skills };
  }
  const large = tooBig(trial, task, able);
  if (large) return { code: 'too-big', ...large };
  const alone = aloneOf(trial, task);
  if (able.every((slot) => trial.cost(alone, slot) === undefined)) {
    const earliest = trial.withoutWindows(
      task,
      () =>
        able
          .flatMap((slot) => (trial.cost(alone, slot) === undefined ? [] : [lastBegin(trial, alone)]))
          .toSorted((a, b) => a - b)[0],
    );
    if (earliest === undefined) return { code: 'out-of-reach' };
    return { code: 'too-late', earliest, closes: model.close[alone.at(-1)!]! / model.timeScale };
  }
  const adds = Math.min(...able.map((slot) => trial.best(task, slot)?.adds ?? Infinity));
  if (adds < Infinity)
    return declared.prize === undefined ? { code: 'not-found' } : { code: 'not-worth', adds, prize: declared.prize };
  const [emptiest] = able.map((slot) => trial.lacking(task, slot)).toSorted((a, b) => Math.max(...a) - Math.max(...b));
  const lacking = Math.max(...emptiest!);
  return lacking > 0
    ? { code: 'vehicles-full', lacking, dimension: emptiest!.indexOf(lacking) }
    : { code: 'vehicles-busy' };
}

const aloneOf = ({ model }: Trial, task: number): number[] => [
  task,
  ...(model.partner[task]! >= 0 ? [model.partner[task]!] : []),
];

const lastBegin = (trial: Trial, alone: readonly number[]): number => trial.begin(alone.length - 1);

/** What must be changed so that a vehicle of the slot's type serves the task; `undefined` if nothing here helps. */
function waysToServe(trial: Trial, declared: Stop | Shipment, task: number, slot: number) {
  const { model } = trial;
  const type = model.types[model.typeOf[slot]!]!;
  const vehicle = type.vehicle.id;
  const relaxations: Relaxation[] = [];
  const skills = (declared.skills ?? []).filter((skill) => !type.vehicle.skills?.includes(skill));
  if (skills.length > 0) relaxations.push({ kind: 'skill', vehicle, skills });
  const range = declared.temperature;
  if (range && !type.compartments.some((one) => meet(one, range)))
    relaxations.push({ kind: 'compartment', vehicle, range });
  type.capacity.forEach((limit, dimension) => {
    const amount = amountOf(model, task, dimension);
    if (amount > limit) relaxations.push({ kind: 'capacity', vehicle, dimension, amount });
  });
  const cold = relaxations.some((one) => one.kind === 'compartment');
  const rest = () => waysInTime(trial, declared, task, slot, relaxations);
  return cold ? trial.withAnyTemperature(rest) : rest();
}

/** What else must be changed once the vehicle has all it lacks: the windows, the number of vehicles, the worth. */
function waysInTime(
  trial: Trial,
  declared: Stop | Shipment,
  task: number,
  slot: number,
  lacks: readonly Relaxation[],
): { relaxations: Relaxation[]; cost: number } | undefined {
  const { model } = trial;
  const relaxations = [...lacks];
  const { id: vehicle } = model.types[model.typeOf[slot]!]!.vehicle;
  const changed = relaxations.length > 0;
  const larger = relaxations.some((one) => one.kind === 'capacity');
  const alone = aloneOf(trial, task);
  const timely = trial.cost(alone, slot, larger);
  let until: number | undefined;
  const cost =
    timely ??
    trial.withoutWindows(task, () => {
      const late = trial.cost(alone, slot, larger);
      if (late !== undefined) until = lastBegin(trial, alone);
      return late;
    });
  if (cost === undefined) return undefined;
  if (until !== undefined) relaxations.push({ kind: 'window', until });
  // As things are, or in one more vehicle.
  const same = Array.from(model.typeOf, (_, other) => other).filter(
    (other) => model.typeOf[other] === model.typeOf[slot],
  );
  const free = same.some((other) => trial.routes[other]!.length === 0);
  const now =
    larger || until !== undefined
      ? Infinity
      : Math.min(...same.map((other) => trial.best(task, other, changed)?.adds ?? Infinity));
  if (!free && now === Infinity) relaxations.push({ kind: 'vehicle', like: vehicle });
  const price = Math.min(now, cost);
  if (declared.prize !== undefined && declared.prize <= price) relaxations.push({ kind: 'prize', atLeast: price });
  return { relaxations, cost: price };
}

function tooBig({ model }: Trial, task: number, able: readonly number[]) {
  const capacities = able.map((slot) => model.types[model.typeOf[slot]!]!.capacity);
  if (capacities.some((capacity) => capacity.every((limit, k) => amountOf(model, task, k) <= limit))) return undefined;
  const largest = capacities.toSorted((a, b) => b[0]! - a[0]!)[0]!;
  const dimension = largest.findIndex((limit, k) => amountOf(model, task, k) > limit);
  return { dimension, amount: amountOf(model, task, dimension), largest: largest[dimension]! };
}
