import type { ModelTask } from './model.ts';
import type { RouteProblem, Vehicle } from './problem.ts';
import { byId } from './tasks.ts';

/** One vehicle and the type that it is of. */
export interface Slot {
  readonly type: number;
  readonly name: string;
}

/** One slot for each vehicle, those that are alike beside one another; more than there are tasks serve nothing. */
export function fleetOf(
  problem: RouteProblem,
  copies: number | undefined,
  most: number,
): { types: Vehicle[]; slots: Slot[] } {
  const types: Vehicle[] = [];
  const typeOfKey = new Map<string, number>();
  const slots: Slot[] = [];
  const used = new Map((problem.plan ?? []).map((route) => [route.vehicle, true]));
  for (const vehicle of problem.vehicles.toSorted(byId)) {
    const { id: _id, count: _count, ...rest } = vehicle;
    const key = JSON.stringify(rest);
    let type = typeOfKey.get(key);
    if (type === undefined) {
      type = types.length;
      typeOfKey.set(key, type);
      types.push(vehicle);
    }
    const count = vehicle.count ?? 1;
    const wanted = copies ?? count;
    for (let copy = 1; copy <= wanted; copy++) {
      const name = count === 1 && wanted === 1 ? vehicle.id : `${vehicle.id}#${copy}`;
      if (copy <= most || used.has(name)) slots.push({ type, name });
    }
  }
  return { types, slots };
}

/** Visits that are pinned, and routes to start from (behind the pinned ones), by slot. */
export function startingRoutes(
  problem: RouteProblem,
  tasks: readonly ModelTask[],
  partner: Int32Array,
  vehicles: readonly Vehicle[],
  slotOf: ReadonlyMap<string, number>,
): { pinned: number[][]; initial: number[][] } {
  const visitsOfTask = new Map<string, number[]>();
  tasks.forEach((task, index) => {
    const own = visitsOfTask.get(task.id) ?? [];
    own.push(index, ...(partner[index]! >= 0 ? [partner[index]!] : []));
    visitsOfTask.set(task.id, own);
  });
  const next = (id: string) => {
    const visit = visitsOfTask.get(id)?.shift();
    return visit === undefined ? [] : [visit];
  };
  const pinned = vehicles.map((vehicle) => (vehicle.progress?.visited ?? []).flatMap(next));
  const initial = vehicles.map((): number[] => []);
  for (const route of problem.plan ?? []) {
    const slot = slotOf.get(route.vehicle);
    if (slot !== undefined) initial[slot]!.push(...route.tasks.flatMap(next));
  }
  return { pinned, initial };
}
