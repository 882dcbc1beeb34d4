import { allowedOf, loadsOf, ranksOf } from './demands.ts';
import { fleetOf, startingRoutes } from './fleet.ts';
import { dropHopeless } from './hopeless.ts';
import { FAR, type Model, type ModelTask, type VehicleType } from './model.ts';
import { buildMatrices, classKey, round, roundDown, roundUp } from './matrices.ts';
import type { RouteProblem, Vehicle, Visit } from './problem.ts';
import { rulesOf } from './rules.ts';
import { scales } from './scale.ts';
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

const of = (task: ModelTask) => (task.kind === 'stop' ? task.stop : task.shipment);

const round2 = (prize: number) => (Number.isFinite(prize) ? Math.round(prize) : Infinity);

function windowsOf(visit: Visit, scale: number): Int32Array | undefined {
  const windows = visit.windows ?? [];
  if (windows.length < 2) return undefined;
  return Int32Array.from(windows.flatMap(([from, to]) => [roundUp(from * scale), roundDown(to * scale)]));
}
