import type { PlannedRoute, RoutePlan, Step } from '../plan.ts';
import type { RouteProblem, Visit } from '../problem.ts';
import { wayOf } from '../travel.ts';

type Json = Record<string, unknown>;

/** A plan of a problem that came from `readVroom`, as VROOM answers it (API 1.15, code 0). */
export function formatVroom(problem: RouteProblem, plan: RoutePlan): Json {
  const names = namesOf(problem);
  const routes = plan.routes.map((route) => formatRoute(problem, route, names));
  const sum = (name: string) => routes.reduce((total, route) => total + (route[name] as number), 0);
  return {
    code: 0,
    summary: {
      cost: Math.round(plan.cost),
      routes: routes.length,
      unassigned: plan.unassigned.reduce((count, { id }) => count + names.unassigned(id).length, 0),
      setup: sum('setup'),
      service: sum('service'),
      duration: sum('duration'),
      waiting_time: sum('waiting_time'),
      priority: sum('priority'),
      violations: [],
    },
    unassigned: plan.unassigned.flatMap(({ id }) => names.unassigned(id)),
    routes,
  };
}

interface Names {
  /** The visit that a step makes, its VROOM id and type. */
  readonly visit: (step: Step) => { readonly id: number; readonly visit: Visit; readonly priority: number } | undefined;
  readonly unassigned: (id: string) => Json[];
}

function namesOf(problem: RouteProblem): Names {
  const stops = new Map((problem.stops ?? []).map((stop) => [stop.id, stop]));
  const shipments = new Map((problem.shipments ?? []).map((shipment) => [shipment.id, shipment]));
  return {
    visit: ({ kind, id = '' }) => {
      const stop = kind === 'stop' ? stops.get(id) : undefined;
      if (stop) return { id: Number(id), visit: stop, priority: stop.priority ?? 0 };
      const shipment = shipments.get(id);
      if (!shipment || (kind !== 'pickup' && kind !== 'delivery')) return undefined;
      const visit = kind === 'pickup' ? shipment.from : shipment.to;
      return { id: Number(visit.label), visit, priority: kind === 'pickup' ? (shipment.priority ?? 0) : 0 };
    },
    unassigned: (id) => {
      const stop = stops.get(id);
      if (stop) return [{ id: Number(id), type: 'job', ...location(stop.place) }];
      const shipment = shipments.get(id);
      if (!shipment) return [];
      return (['pickup', 'delivery'] as const).map((type) => {
        const visit = type === 'pickup' ? shipment.from : shipment.to;
        return { id: Number(visit.label), type, ...location(visit.place) };
      });
    },
  };
}

/** Places are named by their row in the matrices, or by their coordinates. */
function location(place: string | undefined): Json {
  if (place === undefined) return {};
  return place.includes(',') ? { location: place.split(',').map(Number) } : { location_index: Number(place) };
}

function formatRoute(problem: RouteProblem, route: PlannedRoute, names: Names): Json {
  const totals = { setup: 0, service: 0, waiting_time: 0, priority: 0 };
  let duration = 0;
  let lastPlace: string | undefined;
  const vehicle = problem.vehicles.find((one) => one.id === route.vehicle);
  const way = wayOf(problem, vehicle?.profile ?? 'default');
  const index = (place: string) => problem.places.findIndex((one) => one.id === place);
  const driving = (from: string | undefined, to: string | undefined) =>
    from === undefined || to === undefined || from === to
      ? 0
      : Math.round(way.duration(index(from), index(to)) * (vehicle?.slowness ?? 1));
  let previous: Step | undefined;
  const steps = route.steps.map((step) => {
    const found = names.visit(step);
    const moved = previous?.place !== step.place;
    const setup = found && moved ? (found.visit.setup ?? 0) : 0;
    const service = step.kind === 'break' ? step.leave - step.begin : (found?.visit.service ?? 0);
    // Our arrival includes the setup, VROOM's does not.
    const arrival = Math.round(step.kind === 'start' ? step.leave : step.arrival - setup);
    const waiting =
      step.kind === 'start' || step.kind === 'end' ? 0 : Math.max(0, Math.round(step.begin - setup) - arrival);
    if (step.kind !== 'break') {
      duration += driving(lastPlace, step.place);
      lastPlace = step.place;
    }
    totals.setup += setup;
    totals.service += service;
    totals.waiting_time += waiting;
    totals.priority += found?.priority ?? 0;
    previous = step;
    return {
      type: step.kind === 'stop' ? 'job' : step.kind,
      ...(found ? { id: found.id } : step.kind === 'break' ? { id: Number(step.id) } : {}),
      ...(step.kind === 'stop' ? { job: found!.id } : {}),
      ...location(step.place),
      arrival,
      duration,
      setup,
      service,
      waiting_time: waiting,
      load: step.load,
      violations: [],
    };
  });
  return {
    vehicle: Number(vehicle?.id ?? Number.NaN),
    cost: Math.round(route.cost),
    ...totals,
    duration,
    steps,
    violations: [],
  };
}
