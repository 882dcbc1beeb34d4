import type { PlannedRoute } from '../plan.ts';
import type { Shipment, Stop, TemperatureRange, Vehicle } from '../problem.ts';
import { type Context, slack } from './context.ts';

/** Goods aboard: since when, and what must be true of them. */
interface Aboard {
  readonly task: Stop | Shipment;
  readonly since: number;
  readonly until: 'visit' | 'depot';
}

/** Follows everything that goes on and off board. */
export function checkGoods(
  context: Context,
  route: PlannedRoute,
  vehicle: Vehicle,
  path: string,
  pinned: number,
): void {
  const dimensions = Math.max(1, vehicle.capacity?.length ?? 0, ...route.steps.map((step) => step.load.length));
  const load = Array.from({ length: dimensions }, () => 0);
  let aboard: Aboard[] = [];
  let trip: TemperatureRange[] = [];
  let visits = 0;
  const add = (amount: readonly number[] | undefined, sign: number) => {
    for (let k = 0; k < dimensions; k++) load[k]! += sign * (amount?.[k] ?? 0);
  };
  const arrive = (one: Aboard, begin: number, at: string) => {
    const limit = one.task.maximumRide;
    const from = one.since;
    if (limit !== undefined && begin - from > limit + slack(begin) && visits > pinned) {
      context.report('ride-time', at, `${one.task.id} is aboard for ${begin - from}, more than ${limit}`);
    }
  };
  const put = (one: Aboard, at: string) => {
    const { task } = one;
    const clash = aboard.find(({ task: other }) => incompatible(context, task.kind, other.kind));
    if (clash)
      context.report(
        'incompatible',
        at,
        `${task.id} (${task.kind}) is aboard with ${clash.task.id} (${clash.task.kind})`,
      );
    aboard.push(one);
  };
  route.steps.forEach((step, index) => {
    const at = `${path}/steps/${index}`;
    if (step.kind === 'start' || step.kind === 'reload' || step.kind === 'end') {
      for (const one of aboard) {
        if (one.until === 'depot') {
          arrive(one, step.kind === 'end' ? step.arrival : step.begin, at);
          add((one.task as Stop).pickup, -1);
        } else context.report('not-delivered', at, `${one.task.id} is still aboard`);
      }
      aboard = [];
      trip = [];
      if (step.kind === 'end') return;
      for (const [later, next] of route.steps.entries()) {
        if (later <= index) continue;
        if (next.kind === 'reload' || next.kind === 'end') break;
        const stop = next.kind === 'stop' ? context.stops.get(next.id!) : undefined;
        if (!stop) continue;
        const goods = next.delivered ?? stop.delivery;
        add(goods, 1);
        const loaded = (goods ?? []).some((amount) => amount > 0);
        if (loaded && stop.release !== undefined && step.leave < stop.release - slack(stop.release)) {
          context.report('release', at, `leaves at ${step.leave} with ${stop.id}, which is there from ${stop.release}`);
        }
        if (loaded) put({ task: stop, since: step.leave, until: 'visit' }, at);
      }
    } else if (step.kind !== 'break' && step.id !== undefined) {
      visits++;
      const task = context.stops.get(step.id) ?? context.shipments.get(step.id);
      if (!task) return;
      checkSkills(context, task, vehicle, at);
      if (task.temperature) trip.push(task.temperature);
      if (!compatible(trip, vehicle.compartments ?? [])) {
        context.report(
          'temperature',
          at,
          `no temperatures of the compartments suit all goods of the trip with ${task.id}`,
        );
      }
      const found = aboard.findIndex((one) => one.task.id === step.id);
      if (found >= 0 && step.kind !== 'pickup') {
        arrive(aboard[found]!, step.begin, at);
        aboard.splice(found, 1);
      }
      if (step.kind === 'stop') {
        const stop = task as Stop;
        add(step.delivered ?? stop.delivery, -1);
        add(stop.pickup, 1);
        if ((stop.pickup ?? []).some((amount) => amount > 0)) {
          const delivers = (stop.delivery ?? []).some((amount) => amount > 0);
          if (
            !delivers &&
            stop.release !== undefined &&
            step.begin < stop.release - slack(stop.release) &&
            visits > pinned
          ) {
            context.report('release', at, `${stop.id} is ready from ${stop.release}`);
          }
          const own: Aboard = {
            task: delivers ? { ...stop, maximumRide: Infinity } : stop,
            since: step.leave,
            until: 'depot',
          };
          put(own, at);
        }
      } else if (step.kind === 'pickup') {
        const shipment = task as Shipment;
        add(shipment.amount, 1);
        if (
          shipment.release !== undefined &&
          step.begin < shipment.release - slack(shipment.release) &&
          visits > pinned
        ) {
          context.report('release', at, `${shipment.id} is ready from ${shipment.release}`);
        }
        put({ task: shipment, since: step.leave, until: 'visit' }, at);
      } else add((task as Shipment).amount, -1);
    }
    for (let k = 0; k < dimensions; k++) {
      if (load[k]! > (vehicle.capacity?.[k] ?? Infinity)) {
        context.report('capacity', at, `${load[k]} aboard, more than ${vehicle.capacity![k]} (dimension ${k})`);
      }
      if (load[k]! < 0) context.report('load-negative', at, `less than nothing aboard (dimension ${k})`);
      if (load[k] !== (step.load[k] ?? 0))
        context.report('load', `${at}/load`, `says ${step.load[k] ?? 0}, is ${load[k]}`);
    }
  });
}

function incompatible(context: Context, a: string | undefined, b: string | undefined): boolean {
  return (context.problem.incompatible ?? []).some(([x, y]) => (a === x && b === y) || (a === y && b === x));
}

function checkSkills(context: Context, task: Stop | Shipment, vehicle: Vehicle, at: string): void {
  for (const skill of task.skills ?? []) {
    if (!(vehicle.skills ?? []).includes(skill)) context.report('skill', at, `${task.id} needs ${skill}`);
  }
}

/** Whether every wanted range can be kept in some compartment, with one temperature a compartment for the trip. */
function compatible(wanted: readonly TemperatureRange[], compartments: readonly TemperatureRange[]): boolean {
  // Without loss each compartment runs at the highest bound it must not pass, or at its own.
  const settings = compartments.map(([low, high]) =>
    [...new Set([high, ...wanted.map((range) => range[1])])].filter((degrees) => degrees >= low && degrees <= high),
  );
  const choose = (k: number, chosen: number[]): boolean =>
    k === settings.length
      ? wanted.every((range) => chosen.some((degrees) => degrees >= range[0] && degrees <= range[1]))
      : settings[k]!.some((degrees) => choose(k + 1, [...chosen, degrees]));
  return choose(0, []);
}
