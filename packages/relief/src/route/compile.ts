import { endNode, FAR, type Model, type ModelTask, type Rules, startNode, type VehicleType } from './model.ts';
import { buildMatrices, classKey, round, roundDown, roundUp } from './matrices.ts';
import type { RouteProblem, TemperatureRange, Vehicle, Visit } from './problem.ts';
import { scales } from './scale.ts';
import { Timer } from './timing.ts';
import { byId, tasksOf, visitsOf } from './tasks.ts';

/** How a problem is turned into a model. */
export interface CompileOptions {
  /** `free` lets every vehicle be used as often as there are tasks, whatever its count. */
  readonly fleet?: 'fixed' | 'free';
}

/** The model of a problem that has passed `checkProblem`. */
export function compile(problem: RouteProblem, options: CompileOptions = {}): Model {
  const scale = scales(problem);
  const tasks = tasksOf(problem);
  const { visits, partner } = visitsOf(tasks);
  const placeIndex = new Map(problem.places.map((place, index) => [place.id, index]));
  const place = (id: string | undefined) => (id === undefined ? -1 : placeIndex.get(id)!);
  const fleet = fleetOf(problem, options.fleet === 'free' ? tasks.length : undefined, tasks.length);
  const slots = fleet.slots.length;

  // Rows: one for each visit (in order), then one for each place of the vehicles.
  const depots = [
    ...new Set(fleet.types.flatMap((one) => [one.start, one.end, ...(one.reload?.places ?? [])]).map(place)),
  ];
  const rowOfDepot = new Map(depots.map((depot, index) => [depot, visits.length + index]));
  const rows = {
    place: Int32Array.from([...visits.map((visit) => place(visit.place)), ...depots]),
    setup: Float64Array.from([...visits.map((visit) => visit.setup ?? 0), ...depots.map(() => 0)]),
  };
  const width = rows.place.length;
  const classes = new Map<string, Vehicle>();
  for (const vehicle of fleet.types) if (!classes.has(classKey(vehicle))) classes.set(classKey(vehicle), vehicle);
  const matrices = buildMatrices(problem, rows, [...classes.values()], scale.cost, scale.time);

  const dimensions = Math.max(1, ...fleet.types.map((one) => one.capacity?.length ?? 0));
  const classIndex = new Map([...classes.keys()].map((key, index) => [key, index]));
  const opening = (id: string | undefined): readonly [number, number] => {
    const window = id === undefined ? undefined : problem.places[place(id)]!.open;
    return [roundUp((window?.[0] ?? 0) * scale.time), roundDown((window?.[1] ?? Infinity) * scale.time)];
  };
  const reloadPlaces = [...new Set(fleet.types.flatMap((one) => one.reload?.places ?? []))];
  const types = fleet.types.map((vehicle): VehicleType => ({
    vehicle,
    progress: vehicle.progress,
    base: classIndex.get(classKey(vehicle))! * width * width,
    fixedCost: round((vehicle.fixedCost ?? 0) * scale.cost),
    timeCost: ((vehicle.timeCost ?? 0) * scale.cost) / scale.time,
    capacity: Int32Array.from({ length: dimensions }, (_, k) => Math.min(vehicle.capacity?.[k] ?? FAR, FAR)),
    breaks: (vehicle.breaks ?? [])
      .map((of) => ({
        from: roundUp(of.window[0] * scale.time),
        to: roundDown(of.window[1] * scale.time),
        duration: roundUp(of.duration * scale.time),
        of,
      }))
      .toSorted((a, b) => a.from - b.from || a.to - b.to || byId(a.of, b.of)),
    maximumDuration: roundDown((vehicle.maximumDuration ?? Infinity) * scale.time),
    maximumDistance: vehicle.maximumDistance ?? Infinity,
    maximumStops: vehicle.maximumStops ?? Infinity,
    reloads: (vehicle.reload?.places ?? []).map((id) => visits.length * (1 + reloadPlaces.indexOf(id)) + 2 * slots),
    reloadDuration: roundUp((vehicle.reload?.duration ?? 0) * scale.time),
    maximumTrips: vehicle.reload ? (vehicle.reload.maximumTrips ?? Infinity) : 1,
    compartments: vehicle.compartments ?? [],
  }));

  const nodes = visits.length * (1 + reloadPlaces.length) + 2 * slots;
  const at = new Int32Array(nodes);
  const service = new Int32Array(nodes);
  const open = new Int32Array(nodes);
  const close = new Int32Array(nodes).fill(FAR);
  visits.forEach((visit, index) => {
    at[index] = index;
    service[index] = roundUp((visit.service ?? 0) * scale.time);
    open[index] = roundUp((visit.windows?.[0]?.[0] ?? 0) * scale.time);
    close[index] = roundDown((visit.windows?.at(-1)?.[1] ?? Infinity) * scale.time);
  });
  fleet.slots.forEach((slot, index) => {
    const vehicle = fleet.types[slot.type]!;
    const node = visits.length + 2 * index;
    const shift = vehicle.shift ?? [0, Infinity];
    for (const [end, id] of [
      [0, vehicle.start],
      [1, vehicle.end],
    ] as const) {
      const [opens, closes] = opening(id);
      at[node + end] = rowOfDepot.get(place(id))!;
      open[node + end] = Math.max(opens, roundUp(shift[0] * scale.time));
      close[node + end] = Math.min(closes, roundDown(shift[1] * scale.time));
    }
    if (vehicle.progress?.visited.length === 0) {
      open[node] = Math.max(open[node]!, roundUp((vehicle.progress.free ?? 0) * scale.time));
    }
  });

  reloadPlaces.forEach((id, index) => {
    const from = visits.length * (1 + index) + 2 * slots;
    const [opens, closes] = opening(id);
    at.fill(rowOfDepot.get(place(id))!, from, from + visits.length);
    open.fill(opens, from, from + visits.length);
    close.fill(closes, from, from + visits.length);
  });

  const loads = loadsOf(tasks, visits.length, partner, dimensions);
  const ranking = ranksOf(tasks);
  const release = Int32Array.from(tasks, (task) => roundUp((of(task).release ?? 0) * scale.time));
  const maximumRide = Int32Array.from(tasks, (task) => roundDown((of(task).maximumRide ?? Infinity) * scale.time));
  const rules = rulesOf(problem, types);
  const several = visits.some((visit) => (visit.windows?.length ?? 0) > 1);
  const judged =
    rules.breaks || rules.spans || rules.wishes || rules.timeCost || rules.distance || rules.stops || rules.goods;
  const oneWay = loads.take.every((amount) => amount === 0) && loads.carry.every((amount) => amount === 0);
  const slotOf = new Map(fleet.slots.map((slot, index) => [slot.name, index]));
  const starts = startingRoutes(
    problem,
    tasks,
    partner,
    fleet.slots.map((slot) => fleet.types[slot.type]!),
    slotOf,
  );

  const model: Model = {
    problem,
    tasks,
    visits: visits.length,
    nodes,
    partner,
    declared: visits,
    costScale: scale.cost,
    timeScale: scale.time,
    types,
    typeOf: Int32Array.from(fleet.slots, (slot) => slot.type),
    slotNames: fleet.slots.map((slot) => slot.name),
    width,
    at,
    placeOf: rows.place,
    ...matrices,
    service,
    open,
    close,
    windows: several ? visits.map((visit) => windowsOf(visit, scale.time)) : undefined,
    release,
    maximumRide,
    dimensions,
    ...loads,
    prize: Float64Array.from(tasks, (task) => round2((of(task).prize ?? Infinity) * scale.cost)),
    ...ranking,
    allowed: allowedOf(tasks, types),
    rules,
    plain:
      !judged &&
      reloadPlaces.length === 0 &&
      !rules.releases &&
      oneWay &&
      dimensions === 1 &&
      partner.every((other) => other < 0),
    judged: judged || rules.releases,
    ...starts,
  };
  dropHopeless(model);
  return model;
}

/**
 * Takes the worth from tasks that not even an empty vehicle could serve: the search then neither misses nor tries them.
 * The plan still lists them, at the price that the problem gives them.
 */
function dropHopeless(model: Model): void {
  const timer = new Timer(model);
  const empty = model.types.map((_, type) =>
    model.typeOf.findIndex((own, slot) => own === type && model.pinned[slot]!.length === 0),
  );
  if (empty.includes(-1)) return;
  model.tasks.forEach((_, task) => {
    const delivery = model.partner[task]!;
    const hopeful = empty.some((slot, type) => {
      if (model.allowed?.[type * model.tasks.length + task] === 0) return false;
      const { capacity } = model.types[type]!;
      const large = capacity.some((limit, k) => {
        const at = task * model.dimensions + k;
        return Math.max(model.drop[at]!, model.take[at]!, model.carry[at]!) > limit;
      });
      if (large) return false;
      const nodes = [startNode(model, slot), task, ...(delivery < 0 ? [] : [delivery]), endNode(model, slot)];
      return timer.judge(Int32Array.from(nodes), nodes.length, slot);
    });
    if (!hopeful) model.prize[task] = 0;
  });
}

const of = (task: ModelTask) => (task.kind === 'stop' ? task.stop : task.shipment);

const round2 = (prize: number) => (Number.isFinite(prize) ? Math.round(prize) : Infinity);

function windowsOf(visit: Visit, scale: number): Int32Array | undefined {
  const windows = visit.windows ?? [];
  if (windows.length < 2) return undefined;
  return Int32Array.from(windows.flatMap(([from, to]) => [roundUp(from * scale), roundDown(to * scale)]));
}

interface Slot {
  readonly type: number;
  readonly name: string;
}

/** One slot for each vehicle, those that are alike beside one another; more than there are tasks serve nothing. */
function fleetOf(problem: RouteProblem, copies: number | undefined, most: number): { types: Vehicle[]; slots: Slot[] } {
  const types: Vehicle[] = [];
  const typeOfKey = new Map<string, number>();
  const slots: Slot[] = [];
  const used = new Map((problem.plan ?? []).map((route) => [route.vehicle, true]));
  for (const vehicle of problem.vehicles.toSorted(byId)) {
    const { id: _id, count: _count, ...rest } = vehicle;
    const key = JSON.stringify(rest);
    let type = typeOfKey.get(key);
    if (type === undefined) {
      type = types.length;
      typeOfKey.set(key, type);
      types.push(vehicle);
    }
    const count = vehicle.count ?? 1;
    const wanted = copies ?? count;
    for (let copy = 1; copy <= wanted; copy++) {
      const name = count === 1 && wanted === 1 ? vehicle.id : `${vehicle.id}#${copy}`;
      if (copy <= most || used.has(name)) slots.push({ type, name });
    }
  }
  return { types, slots };
}

function loadsOf(tasks: readonly ModelTask[], visits: number, partner: Int32Array, dimensions: number) {
  const drop = new Int32Array(visits * dimensions);
  const take = new Int32Array(visits * dimensions);
  const carry = new Int32Array(visits * dimensions);
  tasks.forEach((task, index) => {
    for (let k = 0; k < dimensions; k++) {
      if (task.kind === 'stop') {
        drop[index * dimensions + k] = task.delivery[k] ?? 0;
        take[index * dimensions + k] = task.stop.pickup?.[k] ?? 0;
      } else {
        const amount = task.shipment.amount?.[k] ?? 0;
        carry[index * dimensions + k] = amount;
        carry[partner[index]! * dimensions + k] = -amount;
      }
    }
  });
  const any = (amounts: Int32Array) =>
    Uint8Array.from({ length: visits }, (_, visit) =>
      amounts.subarray(visit * dimensions, (visit + 1) * dimensions).some((amount) => amount > 0) ? 1 : 0,
    );
  return { drop, take, carry, fromDepot: any(drop), toDepot: any(take) };
}

function ranksOf(tasks: readonly ModelTask[]): { rank: Int32Array; ranks: number } {
  const priorities = [...new Set(tasks.map((task) => of(task).priority ?? 0))].toSorted((a, b) => b - a);
  return {
    rank: Int32Array.from(tasks, (task) => priorities.indexOf(of(task).priority ?? 0)),
    ranks: Math.max(1, priorities.length),
  };
}

function allowedOf(tasks: readonly ModelTask[], types: readonly VehicleType[]): Uint8Array | undefined {
  const allowed = new Uint8Array(types.length * tasks.length);
  types.forEach(({ vehicle, compartments }, t) => {
    const skills = new Set(vehicle.skills ?? []);
    tasks.forEach((task, i) => {
      const { skills: wanted, temperature } = of(task);
      const able = (wanted ?? []).every((skill) => skills.has(skill));
      allowed[t * tasks.length + i] =
        able && (!temperature || compartments.some((one) => meet(one, temperature))) ? 1 : 0;
    });
  });
  return allowed.every((one) => one === 1) ? undefined : allowed;
}

/** Whether a temperature lies in both ranges. */
export const meet = (a: TemperatureRange, b: TemperatureRange): boolean => a[0] <= b[1] && b[0] <= a[1];

function rulesOf(problem: RouteProblem, types: readonly VehicleType[]): Rules {
  const tasks = [...(problem.stops ?? []), ...(problem.shipments ?? [])];
  const visits = [...(problem.stops ?? []), ...(problem.shipments ?? []).flatMap((one) => [one.from, one.to])];
  const rides = tasks.some((task) => Number.isFinite(task.maximumRide ?? Infinity));
  const ranges = new Set(tasks.filter((task) => task.temperature).map((task) => task.temperature!.join()));
  return {
    breaks: types.some((type) => type.breaks.length > 0),
    spans: rides || types.some((type) => type.maximumDuration < FAR),
    rides,
    wishes: visits.some((visit) => visit.wish),
    timeCost: types.some((type) => type.timeCost > 0),
    distance: types.some((type) => type.maximumDistance < Infinity),
    stops: types.some((type) => type.maximumStops < Infinity),
    goods: (problem.incompatible ?? []).length > 0 || ranges.size > 1,
    trips: types.some((type) => type.reloads.length > 0),
    releases: tasks.some((task) => (task.release ?? 0) > 0),
  };
}

/** Visits that are pinned, and routes to start from (behind the pinned ones), by slot. */
function startingRoutes(
  problem: RouteProblem,
  tasks: readonly ModelTask[],
  partner: Int32Array,
  vehicles: readonly Vehicle[],
  slotOf: ReadonlyMap<string, number>,
): { pinned: number[][]; initial: number[][] } {
  const visitsOfTask = new Map<string, number[]>();
  tasks.forEach((task, index) => {
    const own = visitsOfTask.get(task.id) ?? [];
    own.push(index, ...(partner[index]! >= 0 ? [partner[index]!] : []));
    visitsOfTask.set(task.id, own);
  });
  const next = (id: string) => {
    const visit = visitsOfTask.get(id)?.shift();
    return visit === undefined ? [] : [visit];
  };
  const pinned = vehicles.map((vehicle) => (vehicle.progress?.visited ?? []).flatMap(next));
  const initial = vehicles.map((): number[] => []);
  for (const route of problem.plan ?? []) {
    const slot = slotOf.get(route.vehicle);
    if (slot !== undefined) initial[slot]!.push(...route.tasks.flatMap(next));
  }
  return { pinned, initial };
}
