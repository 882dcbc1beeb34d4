import { failure, ok, type Issue, type Result } from '@sanad/result';
import type {
  Break,
  Matrix,
  Place,
  RouteProblem,
  Shipment,
  Stop,
  Task,
  Travel,
  Vehicle,
  Visit,
  Window,
} from '../problem.ts';

const SPEC = 'VROOM API 1.15';

type Json = Record<string, unknown>;

/** Whether a JSON value is a VROOM problem: it has `vehicles`, and `jobs` or `shipments` in VROOM's manner. */
export function isVroom(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'places' in value) return false;
  return 'vehicles' in value && ('jobs' in value || 'shipments' in value);
}

/**
 * Reads VROOM's JSON: jobs, shipments, vehicles with breaks, matrices by profile. Without matrices, coordinates are taken
 * as longitude and latitude and travelled at 13.9 m/s (50 km/h) in straight lines. Costs follow VROOM: travel time at
 * 3600 an hour unless the vehicle says otherwise. `steps` of a vehicle give the plan to start from.
 */
export function readVroom(value: unknown): Result<RouteProblem> {
  const issues: Issue[] = [];
  const report = (path: string, message: string) => issues.push({ code: 'vroom', path, message, spec: SPEC });
  const input = value as Json;
  const jobs = list(input.jobs, 'jobs', report);
  const shipments = list(input.shipments, 'shipments', report);
  const vehicles = list(input.vehicles, 'vehicles', report);
  const places = new PlaceList(input.matrices !== undefined, report);
  const readVisit = (one: Json, path: string): Visit => ({
    place: places.id(one.location_index, one.location, path),
    ...optional('service', number(one.service)),
    ...optional('setup', number(one.setup)),
    ...(Array.isArray(one.time_windows) ? { windows: one.time_windows as Window[] } : {}),
  });
  const skills = (one: Json) =>
    Array.isArray(one.skills) && one.skills.length > 0 ? { skills: one.skills.map(String) } : {};
  const task = (one: Json): Omit<Task, 'id'> => ({ ...optional('priority', number(one.priority)), ...skills(one) });
  const stops = jobs.map((job, k): Stop => ({
    id: String(job.id),
    ...readVisit(job, `jobs/${k}`),
    ...task(job),
    ...optional('delivery', amounts(job.delivery)),
    ...optional('pickup', amounts(job.pickup)),
  }));
  const carried = shipments.map((shipment, k): Shipment => {
    const from = (shipment.pickup ?? {}) as Json;
    const to = (shipment.delivery ?? {}) as Json;
    return {
      id: `${String(from.id)}-${String(to.id)}`,
      from: { label: String(from.id), ...readVisit(from, `shipments/${k}/pickup`) },
      to: { label: String(to.id), ...readVisit(to, `shipments/${k}/delivery`) },
      ...task(shipment),
      ...optional('amount', amounts(shipment.amount)),
    };
  });
  const fleet = vehicles.map((vehicle, k): Vehicle => {
    const costs = (vehicle.costs ?? {}) as Json;
    const path = `vehicles/${k}`;
    const start = places.optional(vehicle.start_index, vehicle.start, path);
    const end = places.optional(vehicle.end_index, vehicle.end, path);
    if (start === undefined && end === undefined)
      report(path, `vehicle ${String(vehicle.id)} has neither start nor end`);
    if (
      Array.isArray(vehicle.breaks) &&
      vehicle.breaks.some((one: Json | null) => ((one?.time_windows ?? []) as unknown[]).length > 1)
    ) {
      report(`${path}/breaks`, 'a break with several windows is not supported');
    }
    return {
      id: String(vehicle.id),
      ...optional('start', start),
      ...optional('end', end),
      ...optional('capacity', amounts(vehicle.capacity)),
      ...(Array.isArray(vehicle.time_window) ? { shift: vehicle.time_window as unknown as Window } : {}),
      profile: typeof vehicle.profile === 'string' ? vehicle.profile : 'car',
      ...skills(vehicle),
      ...(typeof vehicle.speed_factor === 'number' ? { slowness: 1 / vehicle.speed_factor } : {}),
      ...optional('fixedCost', number(costs.fixed)),
      // VROOM's cost is travel time where no costs are given, and so is the distance here.
      distanceCost: input.matrices === undefined ? 1 / SPEED : 1,
      ...optional('maximumStops', number(vehicle.max_tasks)),
      ...optional('maximumDistance', longest(vehicle, input, path, report)),
      ...(Array.isArray(vehicle.breaks)
        ? { breaks: list(vehicle.breaks, `${path}/breaks`, report).map(readBreak) }
        : {}),
    };
  });
  const travel = travelOf(input, vehicles, places, report);
  if (issues.length > 0) return failure(...issues);
  const plan = vehicles.flatMap((vehicle) => {
    const tasks = list(vehicle.steps, 'steps', report).flatMap((step) => {
      if (step.type === 'job') return [String(step.id)];
      const shipment = carried.find((one) => one.from.label === String(step.id) || one.to.label === String(step.id));
      return (step.type === 'pickup' || step.type === 'delivery') && shipment ? [shipment.id] : [];
    });
    return tasks.length > 0 ? [{ vehicle: String(vehicle.id), tasks }] : [];
  });
  return ok({
    places: places.all(),
    travel,
    vehicles: fleet,
    stops,
    shipments: carried,
    ...(plan.length > 0 ? { plan } : {}),
  });
}

function list(value: unknown, path: string, report: (path: string, message: string) => void): Json[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null)) return value as Json[];
  report(path, 'must be a list of objects');
  return [];
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const amounts = (value: unknown): number[] | undefined => (Array.isArray(value) ? (value as number[]) : undefined);

/** A property that is only there if it has a value. */
function optional<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}

/** The limit on travel time as one on what the matrix of distances holds; other limits have nothing to be held against. */
function longest(
  vehicle: Json,
  input: Json,
  path: string,
  report: (path: string, message: string) => void,
): number | undefined {
  if (vehicle.max_distance !== undefined)
    report(`${path}/max_distance`, 'is not supported: VROOM JSON gives no distances here');
  const limit = number(vehicle.max_travel_time);
  if (limit === undefined) return undefined;
  if (input.matrices === undefined) return limit * SPEED;
  const costs = Object.values(input.matrices as Record<string, Json | null>).some(
    (matrix) => matrix?.costs !== undefined,
  );
  if (costs) report(`${path}/max_travel_time`, 'is not supported together with a matrix of costs');
  return limit;
}

function readBreak(one: Json): Break {
  const windows = Array.isArray(one.time_windows) ? (one.time_windows as Window[]) : [];
  return { id: String(one.id), window: windows[0] ?? [0, 1e9], duration: number(one.service) ?? 0 };
}

/** The places that a VROOM problem names by index or by coordinates. */
class PlaceList {
  readonly #places = new Map<string, Place>();
  readonly #byIndex: boolean;
  readonly #report: (path: string, message: string) => void;

  constructor(byIndex: boolean, report: (path: string, message: string) => void) {
    this.#byIndex = byIndex;
    this.#report = report;
  }

  id(index: unknown, location: unknown, path: string): string {
    const id = this.optional(index, location, path);
    if (id === undefined) this.#report(path, this.#byIndex ? 'has no location_index' : 'has no location');
    return id ?? '';
  }

  optional(index: unknown, location: unknown, path: string): string | undefined {
    if (this.#byIndex) return typeof index === 'number' ? String(index) : undefined;
    if (location === undefined) return undefined;
    if (!Array.isArray(location) || location.length !== 2 || location.some((value) => typeof value !== 'number')) {
      this.#report(path, 'a location is [longitude, latitude]');
      return undefined;
    }
    const id = location.join(',');
    this.#places.set(id, { id, x: location[0] as number, y: location[1] as number });
    return id;
  }

  /** All places; with matrices one for each row. */
  all(): Place[] {
    return [...this.#places.values()];
  }

  rows(count: number): void {
    for (let k = 0; k < count; k++) this.#places.set(String(k), { id: String(k) });
  }
}

/** Straight lines at 50 km/h where there is no matrix. */
const SPEED = 50 / 3.6;

function travelOf(
  input: Json,
  vehicles: readonly Json[],
  places: PlaceList,
  report: (path: string, message: string) => void,
): Travel {
  const matrices = input.matrices as Record<string, Json | null> | null | undefined;
  if (matrices === undefined) return { kind: 'globe', speed: SPEED };
  const profiles: Record<string, Matrix> = {};
  let rows = 0;
  for (const [name, matrix] of Object.entries(matrices ?? {})) {
    const durations = matrix?.durations as number[][] | undefined;
    if (!Array.isArray(durations)) {
      report(`matrices/${name}/durations`, 'is missing');
      continue;
    }
    rows = durations.length;
    // VROOM minimises `costs`, or else the duration.
    const costs = (matrix?.costs ?? durations) as number[][];
    profiles[name] = { distances: costs, durations };
  }
  places.rows(rows);
  for (const [k, vehicle] of vehicles.entries()) {
    const profile = typeof vehicle.profile === 'string' ? vehicle.profile : 'car';
    if (!profiles[profile]) report(`vehicles/${k}/profile`, `there is no matrix for the profile ${profile}`);
  }
  return { kind: 'matrix', profiles };
}
