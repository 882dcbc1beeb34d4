import type { PlannedRoute } from '../plan.ts';
import type { Vehicle } from '../problem.ts';
import { wayOf } from '../travel.ts';
import { type Context, isVisit, slack, visitOf } from './context.ts';

/** Limits of the whole route, its distance and its cost; answers the true cost. */
export function checkLimits(
  context: Context,
  route: PlannedRoute,
  vehicle: Vehicle,
  path: string,
  pinned: number,
): number {
  const way = wayOf(context.problem, vehicle.profile ?? 'default');
  const places = route.steps
    .filter((step) => step.kind !== 'break')
    .map((step) => context.places.get(step.place ?? '') ?? -1);
  let distance = 0;
  for (let k = 1; k < places.length; k++) {
    if (places[k - 1]! >= 0 && places[k]! >= 0 && places[k - 1] !== places[k])
      distance += way.distance(places[k - 1]!, places[k]!);
  }
  const visits = route.steps.filter((step) => isVisit(step)).length;
  const reloads = route.steps.filter((step) => step.kind === 'reload');
  const duration = route.steps.at(-1)!.arrival - route.steps[0]!.leave;
  const more = (rule: string, is: number, limit: number | undefined) => {
    if (limit !== undefined && is > limit + slack(limit)) context.report(rule, path, `${is} is more than ${limit}`);
  };
  more('maximum-distance', distance, vehicle.maximumDistance);
  if (pinned === 0) more('maximum-duration', duration, vehicle.maximumDuration);
  more('maximum-stops', visits, vehicle.maximumStops);
  more('maximum-trips', reloads.length + 1, vehicle.reload?.maximumTrips ?? (vehicle.reload ? Infinity : 1));
  for (const step of reloads) {
    if (!vehicle.reload?.places.includes(step.place ?? ''))
      context.report('reload-place', path, `may not reload at ${step.place}`);
  }
  let cost = (vehicle.fixedCost ?? 0) + distance * (vehicle.distanceCost ?? 1) + duration * (vehicle.timeCost ?? 0);
  for (const step of route.steps) {
    const wish = visitOf(context, step)?.wish;
    if (!wish) continue;
    cost += Math.max(0, wish.window[0] - step.begin) * (wish.early ?? 0);
    cost += Math.max(0, step.begin - wish.window[1]) * (wish.late ?? 0);
  }
  if (Math.abs(cost - route.cost) > slack(cost))
    context.report('cost', `${path}/cost`, `says ${route.cost}, is ${cost}`);
  if (Math.abs(distance - route.distance) > slack(distance))
    context.report('distance', `${path}/distance`, `says ${route.distance}, is ${distance}`);
  return cost;
}
