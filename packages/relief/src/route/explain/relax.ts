import type { RouteProblem, Shipment, Stop, Vehicle, Visit } from '../problem.ts';
import type { Relaxation } from './explain.ts';

/** The problem with the relaxation that `explain` names for a task carried out. */
export function applyRouteRelaxation(problem: RouteProblem, task: string, relaxation: Relaxation): RouteProblem {
  const vehicles = (id: string, change: (vehicle: Vehicle) => Vehicle): RouteProblem => ({
    ...problem,
    vehicles: problem.vehicles.map((vehicle) => (vehicle.id === id ? change(vehicle) : vehicle)),
  });
  const tasks = (stop: (one: Stop) => Stop, shipment: (one: Shipment) => Shipment): RouteProblem => ({
    ...problem,
    ...(problem.stops ? { stops: problem.stops.map((one) => (one.id === task ? stop(one) : one)) } : {}),
    ...(problem.shipments
      ? { shipments: problem.shipments.map((one) => (one.id === task ? shipment(one) : one)) }
      : {}),
  });
  switch (relaxation.kind) {
    case 'skill':
      return vehicles(relaxation.vehicle, (vehicle) => ({
        ...vehicle,
        skills: [...(vehicle.skills ?? []), ...relaxation.skills],
      }));
    case 'compartment':
      return vehicles(relaxation.vehicle, (vehicle) => ({
        ...vehicle,
        compartments: [...(vehicle.compartments ?? []), relaxation.range],
      }));
    case 'capacity':
      return vehicles(relaxation.vehicle, (vehicle) => ({
        ...vehicle,
        capacity: (vehicle.capacity ?? []).with(relaxation.dimension, relaxation.amount),
      }));
    case 'window': {
      const { until } = relaxation;
      return tasks(
        (stop) => longer(stop, until),
        (one) => ({ ...one, from: longer(one.from, until), to: longer(one.to, until) }),
      );
    }
    case 'vehicle': {
      const { progress: _done, ...like } = problem.vehicles.find((vehicle) => vehicle.id === relaxation.like)!;
      const names = new Set(problem.vehicles.map((vehicle) => vehicle.id));
      let id = `${like.id}+`;
      while (names.has(id)) id += '+';
      return { ...problem, vehicles: [...problem.vehicles, { ...like, id, count: 1 }] };
    }
    case 'prize':
      return tasks(
        (stop) => ({ ...stop, prize: relaxation.atLeast * 1.01 + 1 }),
        (one) => ({ ...one, prize: relaxation.atLeast * 1.01 + 1 }),
      );
    case 'time':
      return problem;
  }
}

/** The last window open until the time, a little more for rounding. */
function longer<T extends Visit>(visit: T, until: number): T {
  const windows = visit.windows ?? [];
  const last = windows.at(-1);
  if (!last || last[1] >= until) return visit;
  return { ...visit, windows: [...windows.slice(0, -1), [last[0], until + 1e-3]] };
}
