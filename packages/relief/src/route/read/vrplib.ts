import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { Place, RouteProblem, Travel, Vehicle } from '../problem.ts';

const SPEC = 'VRPLIB (TSPLIB 95 §1, with the sections of PyVRP)';

/** The fields and sections of a VRPLIB text. */
interface Sections {
  readonly fields: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<string, number[][]>;
  readonly issues: Issue[];
}

/**
 * Reads a VRPLIB problem: CVRP and VRPTW with one or many depots, fleets with their own capacities, depots, reload
 * depots, limits and costs, release times, prizes and backhauls. Stops are named as in solution files: locations from 0.
 *
 * Distances follow the convention of the set: nearest integers without time windows (TSPLIB 95 §2.1), exact for
 * `TYPE: MDVRPTW`, and one decimal, truncated, for the other types with time windows (DIMACS); explicit matrices are
 * taken as they are.
 */
export function readVrplib(text: string): Result<RouteProblem> {
  const sections = split(text);
  const { fields, rows, issues } = sections;
  const dimension = Number(fields.get('DIMENSION'));
  if (!Number.isInteger(dimension) || dimension < 1) {
    issues.push({
      code: 'vrplib-dimension',
      path: 'DIMENSION',
      message: 'DIMENSION is not a positive integer',
      spec: SPEC,
    });
  }
  if (issues.length > 0) return failure(...issues);
  const column = (name: string, fallback: number): number[] => {
    const single = fields.get(name.replace(/_SECTION$/, ''));
    const values = Array.from({ length: dimension }, () => (single === undefined ? fallback : Number(single)));
    for (const row of rows.get(name) ?? []) values[row[0]! - 1] = row[1]!;
    return values;
  };
  const depots = (rows.get('DEPOT_SECTION') ?? [[1]]).flat().filter((depot) => depot > 0);
  const windows = new Map(
    (rows.get('TIME_WINDOW_SECTION') ?? []).map((row) => [row[0]! - 1, [row[1]!, row[2]!] as const]),
  );
  const coordinates = new Map((rows.get('NODE_COORD_SECTION') ?? []).map((row) => [row[0]! - 1, row]));
  const type = fields.get('TYPE') ?? '';
  const travel = travelOf(
    sections,
    dimension,
    windows.size === 0 ? 'nearest' : type === 'MDVRPTW' ? 'none' : 'one-decimal-down',
  );
  if (!travel) {
    const message = `EDGE_WEIGHT_TYPE ${fields.get('EDGE_WEIGHT_TYPE')} is not EUC_2D or EXPLICIT with FULL_MATRIX or LOWER_ROW`;
    return failure({ code: 'vrplib-weights', path: 'EDGE_WEIGHT_TYPE', message, spec: SPEC });
  }
  const isDepot = new Set(depots.map((depot) => depot - 1));
  const places = Array.from({ length: dimension }, (_, index): Place => {
    const at = coordinates.get(index);
    const open = isDepot.has(index) ? windows.get(index) : undefined;
    return { id: String(index), ...(at ? { x: at[1]!, y: at[2]! } : {}), ...(open ? { open } : {}) };
  });
  const demand = column(rows.has('LINEHAUL_SECTION') ? 'LINEHAUL_SECTION' : 'DEMAND_SECTION', 0);
  const backhaul = column('BACKHAUL_SECTION', 0);
  const service = column('SERVICE_TIME_SECTION', 0);
  const release = column('RELEASE_TIME_SECTION', 0);
  const prize = column('PRIZE_SECTION', Number.NaN);
  const stops = places
    .map((place, index) => ({ place, index }))
    .filter(({ index }) => !isDepot.has(index))
    .map(({ place, index }) => {
      const window = windows.get(index);
      return {
        id: place.id,
        place: place.id,
        delivery: [demand[index]!],
        ...(backhaul[index]! > 0 ? { pickup: [backhaul[index]!] } : {}),
        ...(service[index]! > 0 ? { service: service[index]! } : {}),
        ...(window ? { windows: [window] } : {}),
        ...(release[index]! > 0 ? { release: release[index]! } : {}),
        ...(Number.isNaN(prize[index]) ? {} : { prize: prize[index]! }),
      };
    });
  const vehicles = vehiclesOf(sections, depots, stops.length);
  return ok({ name: fields.get('NAME') ?? '', places, travel, vehicles, stops });
}

function split(text: string): Sections {
  const fields = new Map<string, string>();
  const rows = new Map<string, number[][]>();
  const issues: Issue[] = [];
  let section: number[][] | undefined;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line === 'EOF') return;
    const field = /^([A-Z_0-9]+)\s*:\s*(.*)$/.exec(line);
    if (field) {
      fields.set(field[1]!, field[2]!.trim());
      section = undefined;
    } else if (/^[A-Z_0-9]+_SECTION$/.test(line)) {
      section = [];
      rows.set(line, section);
    } else if (section) {
      const numbers = line.split(/\s+/).map(Number);
      if (numbers.every((number) => Number.isFinite(number))) section.push(numbers);
      else
        issues.push({
          code: 'vrplib-row',
          path: `${index + 1}:1`,
          message: `not numbers: ${line.slice(0, 60)}`,
          spec: SPEC,
        });
    } else
      issues.push({
        code: 'vrplib-line',
        path: `${index + 1}:1`,
        message: 'neither a field nor in a section',
        spec: SPEC,
      });
  });
  return { fields, rows, issues };
}

function travelOf(
  { fields, rows }: Sections,
  dimension: number,
  rounding: 'none' | 'nearest' | 'one-decimal-down',
): Travel | undefined {
  switch (fields.get('EDGE_WEIGHT_TYPE')) {
    case 'EUC_2D':
      return { kind: 'plane', rounding };
    case 'EXPLICIT': {
      const values = (rows.get('EDGE_WEIGHT_SECTION') ?? []).flat();
      if (fields.get('EDGE_WEIGHT_FORMAT') === 'LOWER_ROW' && values.length === (dimension * (dimension - 1)) / 2) {
        const at = (a: number, b: number) =>
          a === b ? 0 : values[(Math.max(a, b) * (Math.max(a, b) - 1)) / 2 + Math.min(a, b)]!;
        return matrix(dimension, at);
      }
      return values.length === dimension * dimension
        ? matrix(dimension, (a, b) => values[a * dimension + b]!)
        : undefined;
    }
    default:
      return undefined;
  }
}

function matrix(dimension: number, at: (from: number, to: number) => number): Travel {
  const distances = Array.from({ length: dimension }, (_, a) => Array.from({ length: dimension }, (__, b) => at(a, b)));
  return { kind: 'matrix', profiles: { default: { distances } } };
}

/** Vehicles are numbered from 1; without a number of vehicles there are as many as stops. */
function vehiclesOf({ fields, rows }: Sections, depots: readonly number[], stops: number): Vehicle[] {
  const count = Number(fields.get('VEHICLES') ?? stops);
  const of = (name: string, vehicle: number): number[] | undefined => {
    const row = rows.get(`${name}_SECTION`)?.find((one) => one[0] === vehicle);
    if (row) return row.slice(1);
    const single = fields.get(name);
    return single === undefined ? undefined : [Number(single)];
  };
  const depotOf = (vehicle: number) => String((of('VEHICLES_DEPOT', vehicle)?.[0] ?? depots[0] ?? 1) - 1);
  const one = (vehicle: number) => {
    const capacity = of('CAPACITY', vehicle);
    const reload = of('VEHICLES_RELOAD_DEPOT', vehicle);
    const trips = of('VEHICLES_MAX_RELOADS', vehicle)?.[0];
    const duration = of('VEHICLES_MAX_DURATION', vehicle)?.[0];
    const distance = of('VEHICLES_MAX_DISTANCE', vehicle)?.[0] ?? of('DISTANCE', vehicle)?.[0];
    const fixed = of('VEHICLES_FIXED_COST', vehicle)?.[0];
    const rate = of('VEHICLES_UNIT_DISTANCE_COST', vehicle)?.[0];
    return {
      start: depotOf(vehicle),
      end: depotOf(vehicle),
      ...(capacity ? { capacity } : {}),
      ...(duration === undefined ? {} : { maximumDuration: duration }),
      ...(distance === undefined ? {} : { maximumDistance: distance }),
      ...(fixed === undefined ? {} : { fixedCost: fixed }),
      ...(rate === undefined ? {} : { distanceCost: rate }),
      ...(reload
        ? {
            reload: {
              places: reload.map((depot) => String(depot - 1)),
              ...(trips === undefined ? {} : { maximumTrips: trips + 1 }),
            },
          }
        : {}),
    };
  };
  const own = [...rows.keys()].some((name) => name.startsWith('VEHICLES_') || name === 'CAPACITY_SECTION');
  if (!own) return [{ id: 'vehicle', count, ...one(1) }];
  return Array.from({ length: count }, (_, index) => ({ id: String(index + 1), ...one(index + 1) }));
}
