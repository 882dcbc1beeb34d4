import { FAR, type Rules, type VehicleType } from './model.ts';
import type { RouteProblem } from './problem.ts';

/** Which rules beyond time windows and loads a problem uses. */
export function rulesOf(problem: RouteProblem, types: readonly VehicleType[]): Rules {
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
