import { FAR } from './model.ts';
import type { RouteProblem } from './problem.ts';

/**
 * Powers of ten by which costs and times become whole numbers: the smallest that makes all given numbers whole, else
 * the largest up to 10⁴ with which no sum along a route passes 2²⁹.
 */
export function scales(problem: RouteProblem): { cost: number; time: number } {
  const tasks = [...(problem.stops ?? []), ...(problem.shipments ?? [])];
  const visits = [...(problem.stops ?? []), ...(problem.shipments ?? []).flatMap((one) => [one.from, one.to])];
  const vehicles = problem.vehicles;
  const factor = Math.max(1, ...vehicles.map((vehicle) => vehicle.slowness ?? 1));
  const exactTravel = travelDecimals(problem);
  const longest = longestWay(problem);

  const times = [
    ...visits.flatMap((visit) => [visit.service ?? 0, visit.setup ?? 0, ...(visit.windows ?? []).flat()]),
    ...tasks.flatMap((task) => [task.release ?? 0, task.maximumRide ?? 0]),
    ...vehicles.flatMap((vehicle) => [
      ...(vehicle.shift ?? []),
      vehicle.maximumDuration ?? 0,
      vehicle.reload?.duration ?? 0,
    ]),
  ].filter((time) => Number.isFinite(time));
  const closings = vehicles.map((vehicle) => vehicle.shift?.[1] ?? Infinity);
  const work = Math.max(0, ...visits.map((visit) => (visit.service ?? 0) + (visit.setup ?? 0)));
  const horizon = Math.min(
    Math.max(0, ...closings),
    (visits.length + 2) * (longest.duration * factor + work) + Math.max(0, ...times),
  );
  const plainTimes = vehicles.every((vehicle) => (vehicle.slowness ?? 1) === 1);
  const time = scale(times, plainTimes ? exactTravel : undefined, 2 * (horizon + longest.duration * factor + work));

  const prices = [...tasks.map((task) => task.prize ?? 0), ...vehicles.flatMap((vehicle) => [vehicle.fixedCost ?? 0])];
  const wholeRates = vehicles.every(
    (vehicle) => Number.isInteger(vehicle.distanceCost ?? 1) && (vehicle.timeCost ?? 0) === 0,
  );
  const rate = Math.max(0, ...vehicles.map((vehicle) => vehicle.distanceCost ?? 1));
  const rateOfTime = Math.max(0, ...vehicles.map((vehicle) => vehicle.timeCost ?? 0));
  const dearest = longest.distance * rate + longest.duration * factor * rateOfTime;
  const cost = scale(
    prices,
    wholeRates ? exactTravel : undefined,
    4 * dearest + Math.max(0, ...prices.filter(Number.isFinite)),
  );
  // One scale where times need the finer one anyway lets cost and time share a matrix.
  const common = Math.max(cost, time);
  return common * 4 * dearest < FAR && common * 2 * horizon < FAR ? { cost: common, time: common } : { cost, time };
}

function scale(values: readonly number[], travel: number | undefined, largest: number): number {
  let limit = 10_000;
  while (limit > 1 && largest * limit >= FAR) limit /= 10;
  if (travel === undefined) return limit;
  let result = travel;
  while (result < limit && !values.every((value) => Math.abs(value * result - Math.round(value * result)) < 1e-6))
    result *= 10;
  return Math.min(result, limit);
}

/** The scale at which all distances and durations are whole, undefined where there is none up to 10. */
function travelDecimals({ travel }: RouteProblem): number | undefined {
  switch (travel.kind) {
    case 'plane':
      return travel.rounding === 'nearest' ? 1 : travel.rounding === 'one-decimal-down' ? 10 : undefined;
    case 'globe':
      return undefined;
    case 'matrix': {
      const tables = Object.values(travel.profiles).flatMap((one) => [one.distances, one.durations ?? []]);
      const whole = (by: number) =>
        tables.every((table) =>
          table.every((row) => row.every((x) => x === null || Math.abs(x * by - Math.round(x * by)) < 1e-6)),
        );
      return whole(1) ? 1 : whole(10) ? 10 : undefined;
    }
  }
}

/** Upper bounds of distance and duration between any two places. */
function longestWay({ travel, places }: RouteProblem): { distance: number; duration: number } {
  const extent = (values: number[]) => {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high > low ? high - low : 0;
  };
  switch (travel.kind) {
    case 'plane': {
      const longest =
        Math.hypot(extent(places.map((place) => place.x ?? 0)), extent(places.map((place) => place.y ?? 0))) + 1;
      return { distance: longest, duration: longest };
    }
    case 'globe': {
      const degrees = extent(places.map((place) => place.x ?? 0)) + extent(places.map((place) => place.y ?? 0));
      const longest = Math.min(20_100_000, 111_400 * degrees + 1);
      return { distance: longest, duration: longest / travel.speed };
    }
    case 'matrix': {
      let distance = 0;
      let duration = 0;
      for (const one of Object.values(travel.profiles)) {
        for (const row of one.distances) for (const value of row) distance = Math.max(distance, value ?? 0);
        for (const row of one.durations ?? one.distances)
          for (const value of row) duration = Math.max(duration, value ?? 0);
      }
      return { distance, duration };
    }
  }
}
