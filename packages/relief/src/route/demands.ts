import type { ModelTask, VehicleType } from './model.ts';
import type { TemperatureRange } from './problem.ts';

const of = (task: ModelTask) => (task.kind === 'stop' ? task.stop : task.shipment);

/** Amounts by visit and dimension, and where goods of stops come from and go to. */
export function loadsOf(tasks: readonly ModelTask[], visits: number, partner: Int32Array, dimensions: number) {
  const drop = new Int32Array(visits * dimensions);
  const take = new Int32Array(visits * dimensions);
  const carry = new Int32Array(visits * dimensions);
  tasks.forEach((task, index) => {
    for (let k = 0; k < dimensions; k++) {
      if (task.kind === 'stop') {
        drop[index * dimensions + k] = task.delivery[k] ?? 0;
        take[index * dimensions + k] = task.stop.pickup?.[k] ?? 0;
      } else {
        const amount = task.shipment.amount?.[k] ?? 0;
        carry[index * dimensions + k] = amount;
        carry[partner[index]! * dimensions + k] = -amount;
      }
    }
  });
  const any = (amounts: Int32Array) =>
    Uint8Array.from({ length: visits }, (_, visit) =>
      amounts.subarray(visit * dimensions, (visit + 1) * dimensions).some((amount) => amount > 0) ? 1 : 0,
    );
  return { drop, take, carry, fromDepot: any(drop), toDepot: any(take) };
}

/** Rank of each task's priority; 0 is the highest. */
export function ranksOf(tasks: readonly ModelTask[]): { rank: Int32Array; ranks: number } {
  const priorities = [...new Set(tasks.map((task) => of(task).priority ?? 0))].toSorted((a, b) => b - a);
  return {
    rank: Int32Array.from(tasks, (task) => priorities.indexOf(of(task).priority ?? 0)),
    ranks: Math.max(1, priorities.length),
  };
}

/** Which types of vehicle have the skills and temperatures for which tasks; undefined where all have for all. */
export function allowedOf(tasks: readonly ModelTask[], types: readonly VehicleType[]): Uint8Array | undefined {
  const allowed = new Uint8Array(types.length * tasks.length);
  types.forEach(({ vehicle, compartments }, t) => {
    const skills = new Set(vehicle.skills ?? []);
    tasks.forEach((task, i) => {
      const { skills: wanted, temperature } = of(task);
      const able = (wanted ?? []).every((skill) => skills.has(skill));
      allowed[t * tasks.length + i] =
        able && (!temperature || compartments.some((one) => meet(one, temperature))) ? 1 : 0;
    });
  });
  return allowed.every((one) => one === 1) ? undefined : allowed;
}

/** Whether a temperature lies in both ranges. */
export const meet = (a: TemperatureRange, b: TemperatureRange): boolean => a[0] <= b[1] && b[0] <= a[1];
