import { FAR } from './model.ts';
import type { RouteProblem, Vehicle } from './problem.ts';
import { wayOf } from './travel.ts';

/** The rows of a matrix: index of the place (-1: anywhere, at no distance from all), and time to set up on arrival. */
export interface Rows {
  readonly place: Int32Array;
  readonly setup: Float64Array;
}

/** Cost and time between rows for each class of vehicle, in scaled integers. */
export interface Matrices {
  readonly cost: Int32Array;
  readonly costTo: Int32Array;
  readonly time: Int32Array;
  readonly timeTo: Int32Array;
}

/** Vehicles with the same key share a matrix. */
export const classKey = (vehicle: Vehicle): string =>
  JSON.stringify([vehicle.profile ?? '', vehicle.slowness ?? 1, vehicle.distanceCost ?? 1, vehicle.timeCost ?? 0]);

/** Fills the matrices of all classes; arrays are shared where cost and time, or both directions, are the same. */
export function buildMatrices(
  problem: RouteProblem,
  rows: Rows,
  classes: readonly Vehicle[],
  costScale: number,
  timeScale: number,
): Matrices {
  const width = rows.place.length;
  const cost = new Int32Array(classes.length * width * width);
  const pure = classes.every(
    (one) => (one.distanceCost ?? 1) === 1 && (one.timeCost ?? 0) === 0 && (one.slowness ?? 1) === 1,
  );
  const setups = rows.setup.some((setup) => setup > 0);
  const sameDuration =
    problem.travel.kind === 'plane' ||
    (problem.travel.kind === 'matrix' && Object.values(problem.travel.profiles).every((one) => !one.durations));
  const shared = pure && sameDuration && !setups && costScale === timeScale;
  const time = shared ? cost : new Int32Array(cost.length);
  const symmetricWay = problem.travel.kind !== 'matrix';
  classes.forEach((vehicle, index) => {
    const way = wayOf(problem, vehicle.profile ?? 'default');
    const perDistance = (vehicle.distanceCost ?? 1) * costScale;
    const perTime = (vehicle.timeCost ?? 0) * costScale;
    const slowness = vehicle.slowness ?? 1;
    const base = index * width * width;
    for (let a = 0; a < width; a++) {
      for (let b = symmetricWay ? a : 0; b < width; b++) {
        const from = rows.place[a]!;
        const to = rows.place[b]!;
        const nowhere = from < 0 || to < 0 || from === to;
        const distance = nowhere ? 0 : way.distance(from, to);
        const duration = nowhere ? 0 : sameDuration ? distance * slowness : way.duration(from, to) * slowness;
        const price = shared ? roundUp(distance * costScale) : round(distance * perDistance + duration * perTime);
        const here = base + a * width + b;
        const back = base + b * width + a;
        cost[here] = price;
        if (symmetricWay) cost[back] = price;
        if (shared) continue;
        const moved = from !== to;
        time[here] = roundUp((duration + (moved ? rows.setup[b]! : 0)) * timeScale);
        if (symmetricWay) time[back] = roundUp((duration + (moved ? rows.setup[a]! : 0)) * timeScale);
      }
    }
  });
  const costTo = symmetricWay ? cost : transposed(cost, classes.length, width);
  const timeTo = shared ? costTo : symmetricWay && !setups ? time : transposed(time, classes.length, width);
  return { cost, costTo, time, timeTo };
}

/** A scaled time or cost, never too short; the tolerance keeps decimals that are whole after scaling as they are. */
export const roundUp = (value: number): number => (value < FAR ? Math.ceil(value - 1e-6) : FAR);

/** A scaled closing time, never too late. */
export const roundDown = (value: number): number => (value < FAR ? Math.floor(value + 1e-6) : FAR);

/** The nearest scaled value. */
export const round = (value: number): number => (value < FAR ? Math.round(value) : FAR);

function transposed(matrix: Int32Array, classes: number, width: number): Int32Array {
  const result = new Int32Array(matrix.length);
  for (let base = 0; base < classes * width * width; base += width * width) {
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) result[base + b * width + a] = matrix[base + a * width + b]!;
    }
  }
  return result;
}
