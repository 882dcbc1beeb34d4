import type { ModelTask } from './model.ts';
import type { RouteProblem, Stop, Vehicle, Visit } from './problem.ts';

/** By code unit, so that the order of ids is the same everywhere. */
export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** All tasks in the order of their ids, so that the order of the input has no influence; split stops in parts. */
export function tasksOf(problem: RouteProblem): ModelTask[] {
  const largest = largestCapacity(problem.vehicles);
  const stops = (problem.stops ?? [])
    .toSorted(byId)
    .flatMap((stop) =>
      parts(stop, largest).map((delivery): ModelTask => ({ kind: 'stop', id: stop.id, stop, delivery })),
    );
  const shipments = (problem.shipments ?? [])
    .toSorted(byId)
    .map((shipment): ModelTask => ({ kind: 'shipment', id: shipment.id, shipment }));
  return [...stops, ...shipments];
}

/** The visits of the model: the stop or the pickup of each task, then the deliveries of the shipments. */
export function visitsOf(tasks: readonly ModelTask[]): { visits: Visit[]; partner: Int32Array } {
  const visits = tasks.map((task): Visit => {
    if (task.kind === 'shipment') return task.shipment.from;
    const whole = task.stop.delivery?.[0] ?? 0;
    const share = task.stop.split && whole > 0 ? (task.delivery[0] ?? 0) / whole : 1;
    return share === 1 ? task.stop : { ...task.stop, service: (task.stop.service ?? 0) * share };
  });
  const partners: number[] = tasks.map(() => -1);
  tasks.forEach((task, index) => {
    if (task.kind !== 'shipment') return;
    partners[index] = visits.length;
    partners.push(index);
    visits.push(task.shipment.to);
  });
  return { visits, partner: Int32Array.from(partners) };
}

function largestCapacity(vehicles: readonly Vehicle[]): number {
  return Math.max(1, ...vehicles.map((vehicle) => vehicle.capacity?.[0] ?? Infinity));
}

/** Most parts that a stop is split in: more would slow the search and seldom help. */
const MOST_PARTS = 12;

/**
 * The parts of a split delivery, fixed before the search (after P. Chen, B. Golden, X. Wang and E. Wasil 2017): as many
 * equal parts as the least useful drop allows, but not many more than vehicles are needed for.
 */
function parts(stop: Stop, largest: number): (readonly number[])[] {
  const delivery = stop.delivery ?? [];
  const amount = delivery[0] ?? 0;
  if (!stop.split || amount === 0) return [delivery];
  const needed = Math.ceil(amount / largest);
  const most = Math.max(1, Math.floor(amount / Math.max(1, stop.split.leastDrop)));
  const count = Math.min(most, Math.max(2 * needed, Math.min(MOST_PARTS, 4)));
  return Array.from({ length: count }, (_, part) =>
    delivery.map((whole) => Math.floor((whole * (part + 1)) / count) - Math.floor((whole * part) / count)),
  );
}
