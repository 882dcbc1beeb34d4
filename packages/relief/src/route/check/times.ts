import type { PlannedRoute, Step } from '../plan.ts';
import type { Vehicle, Visit, Window } from '../problem.ts';
import { wayOf } from '../travel.ts';
import { type Context, isVisit, slack, visitOf } from './context.ts';

/** Order and length of everything a vehicle does, and whether places and visits are open. */
export function checkTimes(
  context: Context,
  route: PlannedRoute,
  vehicle: Vehicle,
  path: string,
  pinned: number,
): void {
  const way = wayOf(context.problem, vehicle.profile ?? 'default');
  let visits = 0;
  let from = -1;
  let left = Number.NEGATIVE_INFINITY;
  let rested = 0;
  route.steps.forEach((step, index) => {
    const at = `${path}/steps/${index}`;
    if (step.begin < step.arrival - slack(step.begin) || step.leave < step.begin - slack(step.leave)) {
      context.report('time-order', at, 'arrival, begin and leave are not in this order');
    }
    if (step.begin < left - slack(left)) context.report('time-order', at, 'begins before the step before has ended');
    if (step.kind === 'break') {
      rested += step.leave - step.begin;
      return;
    }
    const visit = visitOf(context, step);
    const place = step.place === undefined ? -1 : (context.places.get(step.place) ?? -1);
    if (visit && visit.place !== step.place)
      context.report('place', at, `${step.id} is at ${visit.place}, not ${step.place}`);
    const visiting = isVisit(step);
    if (visiting && !visit) return context.report('task-unknown', at, `${step.id} is not a task of this kind`);
    if (visiting) visits++;
    const done = visiting && visits <= pinned;
    const moved = from !== place && from >= 0 && place >= 0;
    const travel = moved ? way.duration(from, place) * (vehicle.slowness ?? 1) : 0;
    const setup = from !== place ? (visit?.setup ?? 0) : 0;
    if (index > 0 && !done && step.begin < left + travel + setup + rested - slack(step.begin)) {
      context.report(
        'travel-time',
        at,
        `begins ${left + travel + setup + rested - step.begin} too early for the way there`,
      );
    }
    const service = serviceOf(context, step, visit, vehicle);
    if (!done && step.leave < step.begin + service - slack(step.leave)) {
      context.report('service-time', at, `leaves before the ${service} that the service takes`);
    }
    if (!done) checkOpen(context, step, visit, vehicle, at);
    from = place;
    left = step.leave;
    rested = 0;
  });
}

function serviceOf(context: Context, step: Step, visit: Visit | undefined, vehicle: Vehicle): number {
  if (step.kind === 'reload') return vehicle.reload?.duration ?? 0;
  const whole = visit?.service ?? 0;
  const stop = step.id === undefined ? undefined : context.stops.get(step.id);
  if (!stop?.split || !step.delivered) return whole;
  return (whole * (step.delivered[0] ?? 0)) / Math.max(1, stop.delivery?.[0] ?? 1);
}

function checkOpen(context: Context, step: Step, visit: Visit | undefined, vehicle: Vehicle, at: string): void {
  const within = (window: Window, time: number) =>
    time >= window[0] - slack(window[0]) && time <= window[1] + slack(window[1]);
  if (visit?.windows && visit.windows.length > 0 && !visit.windows.some((window) => within(window, step.begin))) {
    context.report('time-window', at, `${step.id} begins at ${step.begin}, outside its windows`);
  }
  if (visit) return;
  const open = context.problem.places[context.places.get(step.place ?? '') ?? -1]?.open;
  const time = step.kind === 'start' ? step.leave : step.kind === 'reload' ? step.begin : step.arrival;
  if (open && !within(open, time)) context.report('place-closed', at, `${step.place} is closed at ${time}`);
  if (vehicle.shift && !within(vehicle.shift, time)) context.report('shift', at, `${time} is outside the shift`);
}

/** Whether each break is taken once, in its window. */
export function checkBreaks(context: Context, route: PlannedRoute, vehicle: Vehicle, path: string): void {
  const free = vehicle.progress?.free ?? Number.NEGATIVE_INFINITY;
  const end = route.steps.at(-1)?.arrival ?? 0;
  const taken = route.steps.filter((step) => step.kind === 'break');
  for (const rest of vehicle.breaks ?? []) {
    const step = taken.filter((one) => one.id === rest.id);
    const needless = rest.window[0] >= end - slack(end) || rest.window[1] < free + slack(free);
    if (step.length !== 1 && !(needless && step.length === 0)) {
      context.report('break-missing', path, `break ${rest.id} is taken ${step.length} times`);
    }
    for (const one of step) {
      const { begin, leave } = one;
      const inWindow = begin >= rest.window[0] - slack(begin) && begin <= rest.window[1] + slack(begin);
      if (!inWindow || leave - begin < rest.duration - slack(leave)) {
        context.report(
          'break',
          path,
          `break ${rest.id} is ${begin}–${leave}, not ${rest.duration} long within its window`,
        );
      }
    }
  }
  for (const one of taken) {
    if (!(vehicle.breaks ?? []).some((rest) => rest.id === one.id))
      context.report('break-unknown', path, `no break ${one.id}`);
  }
}
