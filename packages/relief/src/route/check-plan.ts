import type { RoutePlan, PlannedRoute, Step } from './plan.ts';
import type { RouteProblem, Shipment, Stop, TemperatureRange, Vehicle, Visit, Window } from './problem.ts';
import { wayOf } from './travel.ts';

/** A rule of the problem that a plan breaks. */
export interface Violation {
  /** The rule, kebab-case. */
  readonly rule: string;
  /** Where in the plan: property names and indexes joined by `/`. */
  readonly path: string;
  readonly message: string;
}

/** Times and amounts of money may differ by this much, relative to their size, for rounding. */
const TOLERANCE = 1e-6;

/**
 * Everything that is wrong with a plan, found from the problem and the plan alone: this shares no code with the search
 * but the distances, so that one can hold the other to account.
 */
export function checkPlan(problem: RouteProblem, plan: RoutePlan): Violation[] {
  const check = new PlanCheck(problem);
  plan.routes.forEach((route, index) => check.route(route, `routes/${index}`));
  check.whole(plan);
  return check.violations;
}

const slack = (value: number) => TOLERANCE * Math.max(1, Math.abs(value));

/** Goods aboard: since when, and what must be true of them. */
interface Aboard {
  readonly task: Stop | Shipment;
  readonly since: number;
  readonly until: 'visit' | 'depot';
}

class PlanCheck {
  readonly violations: Violation[] = [];
  readonly #problem: RouteProblem;
  readonly #places: Map<string, number>;
  readonly #stops: Map<string, Stop>;
  readonly #shipments: Map<string, Shipment>;
  readonly #vehicles = new Map<string, Vehicle>();
  readonly #used = new Set<string>();
  /** What each task got so far: drops of stops, and where each shipment is. */
  readonly #drops = new Map<string, number[][]>();
  readonly #pickedUp = new Map<string, string>();
  readonly #delivered = new Set<string>();
  #cost = 0;

  constructor(problem: RouteProblem) {
    this.#problem = problem;
    this.#places = new Map(problem.places.map((place, index) => [place.id, index]));
    this.#stops = new Map((problem.stops ?? []).map((stop) => [stop.id, stop]));
    this.#shipments = new Map((problem.shipments ?? []).map((shipment) => [shipment.id, shipment]));
    for (const vehicle of problem.vehicles) {
      const count = vehicle.count ?? 1;
      if (count === 1) this.#vehicles.set(vehicle.id, vehicle);
      for (let copy = 1; copy <= count; copy++) this.#vehicles.set(`${vehicle.id}#${copy}`, vehicle);
    }
  }

  #report(rule: string, path: string, message: string): void {
    this.violations.push({ rule, path, message });
  }

  route(route: PlannedRoute, path: string): void {
    const vehicle = this.#vehicles.get(route.vehicle);
    if (!vehicle) return this.#report('vehicle-unknown', `${path}/vehicle`, `${route.vehicle} is not in the fleet`);
    if (this.#used.has(route.vehicle))
      this.#report('vehicle-twice', `${path}/vehicle`, `${route.vehicle} has two routes`);
    this.#used.add(route.vehicle);
    const pinned = vehicle.progress?.visited.length ?? 0;
    this.#ends(route, vehicle, path);
    this.#progress(route, vehicle, path);
    this.#times(route, vehicle, path, pinned);
    this.#breaks(route, vehicle, path);
    this.#goods(route, vehicle, path, pinned);
    this.#limits(route, vehicle, path, pinned);
  }

  #ends(route: PlannedRoute, vehicle: Vehicle, path: string): void {
    const first = route.steps[0];
    const last = route.steps.at(-1);
    if (first?.kind !== 'start' || first.place !== vehicle.start) {
      this.#report('route-start', `${path}/steps/0`, `does not start at ${vehicle.start ?? 'no place'}`);
    }
    if (last?.kind !== 'end' || last.place !== vehicle.end) {
      this.#report(
        'route-end',
        `${path}/steps/${route.steps.length - 1}`,
        `does not end at ${vehicle.end ?? 'no place'}`,
      );
    }
    if (route.steps.slice(1, -1).some((step) => step.kind === 'start' || step.kind === 'end')) {
      this.#report('route-ends-twice', path, 'starts or ends in between');
    }
  }

  #progress(route: PlannedRoute, vehicle: Vehicle, path: string): void {
    const visited = vehicle.progress?.visited ?? [];
    const tasks = route.steps.filter(
      (step) => step.kind === 'stop' || step.kind === 'pickup' || step.kind === 'delivery',
    );
    visited.forEach((id, index) => {
      if (tasks[index]?.id !== id)
        this.#report('progress-changed', path, `${id} was done already as visit ${index + 1}`);
    });
  }

  #visitOf(step: Step): Visit | undefined {
    if (step.id === undefined) return undefined;
    if (step.kind === 'stop') return this.#stops.get(step.id);
    const shipment = this.#shipments.get(step.id);
    return step.kind === 'pickup' ? shipment?.from : step.kind === 'delivery' ? shipment?.to : undefined;
  }

  #times(route: PlannedRoute, vehicle: Vehicle, path: string, pinned: number): void {
    const way = wayOf(this.#problem, vehicle.profile ?? 'default');
    let visits = 0;
    let from = -1;
    let left = Number.NEGATIVE_INFINITY;
    let rested = 0;
    route.steps.forEach((step, index) => {
      const at = `${path}/steps/${index}`;
      if (step.begin < step.arrival - slack(step.begin) || step.leave < step.begin - slack(step.leave)) {
        this.#report('time-order', at, 'arrival, begin and leave are not in this order');
      }
      if (step.begin < left - slack(left)) this.#report('time-order', at, 'begins before the step before has ended');
      if (step.kind === 'break') {
        rested += step.leave - step.begin;
        return;
      }
      const visit = this.#visitOf(step);
      const place = step.place === undefined ? -1 : (this.#places.get(step.place) ?? -1);
      if (visit && visit.place !== step.place)
        this.#report('place', at, `${step.id} is at ${visit.place}, not ${step.place}`);
      const isVisit = step.kind === 'stop' || step.kind === 'pickup' || step.kind === 'delivery';
      if (isVisit && !visit) return this.#report('task-unknown', at, `${step.id} is not a task of this kind`);
      if (isVisit) visits++;
      const done = isVisit && visits <= pinned;
      const moved = from !== place && from >= 0 && place >= 0;
      const travel = moved ? way.duration(from, place) * (vehicle.slowness ?? 1) : 0;
      const setup = from !== place ? (visit?.setup ?? 0) : 0;
      if (index > 0 && !done && step.begin < left + travel + setup + rested - slack(step.begin)) {
        this.#report(
          'travel-time',
          at,
          `begins ${left + travel + setup + rested - step.begin} too early for the way there`,
        );
      }
      const service = this.#serviceOf(step, visit, vehicle);
      if (!done && step.leave < step.begin + service - slack(step.leave)) {
        this.#report('service-time', at, `leaves before the ${service} that the service takes`);
      }
      if (!done) this.#open(step, visit, vehicle, at);
      from = place;
      left = step.leave;
      rested = 0;
    });
  }

  #serviceOf(step: Step, visit: Visit | undefined, vehicle: Vehicle): number {
    if (step.kind === 'reload') return vehicle.reload?.duration ?? 0;
    const whole = visit?.service ?? 0;
    const stop = step.id === undefined ? undefined : this.#stops.get(step.id);
    if (!stop?.split || !step.delivered) return whole;
    return (whole * (step.delivered[0] ?? 0)) / Math.max(1, stop.delivery?.[0] ?? 1);
  }

  #open(step: Step, visit: Visit | undefined, vehicle: Vehicle, at: string): void {
    const within = (window: Window, time: number) =>
      time >= window[0] - slack(window[0]) && time <= window[1] + slack(window[1]);
    if (visit?.windows && visit.windows.length > 0 && !visit.windows.some((window) => within(window, step.begin))) {
      this.#report('time-window', at, `${step.id} begins at ${step.begin}, outside its windows`);
    }
    if (visit) return;
    const open = this.#problem.places[this.#places.get(step.place ?? '') ?? -1]?.open;
    const time = step.kind === 'start' ? step.leave : step.kind === 'reload' ? step.begin : step.arrival;
    if (open && !within(open, time)) this.#report('place-closed', at, `${step.place} is closed at ${time}`);
    if (vehicle.shift && !within(vehicle.shift, time)) this.#report('shift', at, `${time} is outside the shift`);
  }

  #breaks(route: PlannedRoute, vehicle: Vehicle, path: string): void {
    const free = vehicle.progress?.free ?? Number.NEGATIVE_INFINITY;
    const end = route.steps.at(-1)?.arrival ?? 0;
    const taken = route.steps.filter((step) => step.kind === 'break');
    for (const rest of vehicle.breaks ?? []) {
      const step = taken.filter((one) => one.id === rest.id);
      const needless = rest.window[0] >= end - slack(end) || rest.window[1] < free + slack(free);
      if (step.length !== 1 && !(needless && step.length === 0)) {
        this.#report('break-missing', path, `break ${rest.id} is taken ${step.length} times`);
      }
      for (const one of step) {
        const { begin, leave } = one;
        const inWindow = begin >= rest.window[0] - slack(begin) && begin <= rest.window[1] + slack(begin);
        if (!inWindow || leave - begin < rest.duration - slack(leave)) {
          this.#report(
            'break',
            path,
            `break ${rest.id} is ${begin}–${leave}, not ${rest.duration} long within its window`,
          );
        }
      }
    }
    for (const one of taken) {
      if (!(vehicle.breaks ?? []).some((rest) => rest.id === one.id))
        this.#report('break-unknown', path, `no break ${one.id}`);
    }
  }

  /** Follows everything that goes on and off board. */
  #goods(route: PlannedRoute, vehicle: Vehicle, path: string, pinned: number): void {
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
        this.#report('ride-time', at, `${one.task.id} is aboard for ${begin - from}, more than ${limit}`);
      }
    };
    const put = (one: Aboard, at: string) => {
      const { task } = one;
      const clash = aboard.find(({ task: other }) => this.#incompatible(task.kind, other.kind));
      if (clash)
        this.#report(
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
          } else this.#report('not-delivered', at, `${one.task.id} is still aboard`);
        }
        aboard = [];
        trip = [];
        if (step.kind === 'end') return;
        for (const [later, next] of route.steps.entries()) {
          if (later <= index) continue;
          if (next.kind === 'reload' || next.kind === 'end') break;
          const stop = next.kind === 'stop' ? this.#stops.get(next.id!) : undefined;
          if (!stop) continue;
          const goods = next.delivered ?? stop.delivery;
          add(goods, 1);
          const loaded = (goods ?? []).some((amount) => amount > 0);
          if (loaded && stop.release !== undefined && step.leave < stop.release - slack(stop.release)) {
            this.#report('release', at, `leaves at ${step.leave} with ${stop.id}, which is there from ${stop.release}`);
          }
          if (loaded) put({ task: stop, since: step.leave, until: 'visit' }, at);
        }
      } else if (step.kind !== 'break' && step.id !== undefined) {
        visits++;
        const task = this.#stops.get(step.id) ?? this.#shipments.get(step.id);
        if (!task) return;
        this.#suits(task, vehicle, at);
        if (task.temperature) trip.push(task.temperature);
        if (!compatible(trip, vehicle.compartments ?? [])) {
          this.#report(
            'temperature',
            at,
            `no temperatures of the compartments suit all goods of the trip with ${task.id}`,
          );
        }
        this.#visit(step, task, at);
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
              this.#report('release', at, `${stop.id} is ready from ${stop.release}`);
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
            this.#report('release', at, `${shipment.id} is ready from ${shipment.release}`);
          }
          put({ task: shipment, since: step.leave, until: 'visit' }, at);
        } else add((task as Shipment).amount, -1);
      }
      for (let k = 0; k < dimensions; k++) {
        if (load[k]! > (vehicle.capacity?.[k] ?? Infinity)) {
          this.#report('capacity', at, `${load[k]} aboard, more than ${vehicle.capacity![k]} (dimension ${k})`);
        }
        if (load[k]! < 0) this.#report('load-negative', at, `less than nothing aboard (dimension ${k})`);
        if (load[k] !== (step.load[k] ?? 0))
          this.#report('load', `${at}/load`, `says ${step.load[k] ?? 0}, is ${load[k]}`);
      }
    });
  }

  #incompatible(a: string | undefined, b: string | undefined): boolean {
    return (this.#problem.incompatible ?? []).some(([x, y]) => (a === x && b === y) || (a === y && b === x));
  }

  #suits(task: Stop | Shipment, vehicle: Vehicle, at: string): void {
    for (const skill of task.skills ?? []) {
      if (!(vehicle.skills ?? []).includes(skill)) this.#report('skill', at, `${task.id} needs ${skill}`);
    }
  }

  #visit(step: Step, task: Stop | Shipment, at: string): void {
    if (step.kind === 'stop') {
      const stop = task as Stop;
      const drops = this.#drops.get(stop.id) ?? [];
      drops.push([...(step.delivered ?? stop.delivery ?? [])]);
      this.#drops.set(stop.id, drops);
      if (drops.length > 1 && !stop.split) this.#report('visited-twice', at, `${stop.id} is visited twice`);
      const least = stop.split?.leastDrop ?? 0;
      if ((drops.at(-1)![0] ?? 0) < least) this.#report('least-drop', at, `${stop.id} gets less than ${least}`);
      return;
    }
    const route = at.split('/')[1]!;
    if (step.kind === 'pickup') {
      if (this.#pickedUp.has(task.id)) this.#report('visited-twice', at, `${task.id} is picked up twice`);
      this.#pickedUp.set(task.id, route);
    } else {
      if (this.#pickedUp.get(task.id) !== route)
        this.#report('pickup-first', at, `${task.id} is delivered without its pickup`);
      if (this.#delivered.has(task.id)) this.#report('visited-twice', at, `${task.id} is delivered twice`);
      this.#delivered.add(task.id);
    }
  }

  #limits(route: PlannedRoute, vehicle: Vehicle, path: string, pinned: number): void {
    const way = wayOf(this.#problem, vehicle.profile ?? 'default');
    const places = route.steps
      .filter((step) => step.kind !== 'break')
      .map((step) => this.#places.get(step.place ?? '') ?? -1);
    let distance = 0;
    for (let k = 1; k < places.length; k++) {
      if (places[k - 1]! >= 0 && places[k]! >= 0 && places[k - 1] !== places[k])
        distance += way.distance(places[k - 1]!, places[k]!);
    }
    const visits = route.steps.filter(
      (step) => step.kind === 'stop' || step.kind === 'pickup' || step.kind === 'delivery',
    ).length;
    const reloads = route.steps.filter((step) => step.kind === 'reload');
    const duration = route.steps.at(-1)!.arrival - route.steps[0]!.leave;
    const more = (rule: string, is: number, limit: number | undefined) => {
      if (limit !== undefined && is > limit + slack(limit)) this.#report(rule, path, `${is} is more than ${limit}`);
    };
    more('maximum-distance', distance, vehicle.maximumDistance);
    if (pinned === 0) more('maximum-duration', duration, vehicle.maximumDuration);
    more('maximum-stops', visits, vehicle.maximumStops);
    more('maximum-trips', reloads.length + 1, vehicle.reload?.maximumTrips ?? (vehicle.reload ? Infinity : 1));
    for (const step of reloads) {
      if (!vehicle.reload?.places.includes(step.place ?? ''))
        this.#report('reload-place', path, `may not reload at ${step.place}`);
    }
    let cost = (vehicle.fixedCost ?? 0) + distance * (vehicle.distanceCost ?? 1) + duration * (vehicle.timeCost ?? 0);
    for (const step of route.steps) {
      const wish = this.#visitOf(step)?.wish;
      if (!wish) continue;
      cost += Math.max(0, wish.window[0] - step.begin) * (wish.early ?? 0);
      cost += Math.max(0, step.begin - wish.window[1]) * (wish.late ?? 0);
    }
    if (Math.abs(cost - route.cost) > slack(cost))
      this.#report('cost', `${path}/cost`, `says ${route.cost}, is ${cost}`);
    if (Math.abs(distance - route.distance) > slack(distance))
      this.#report('distance', `${path}/distance`, `says ${route.distance}, is ${distance}`);
    this.#cost += cost;
  }

  /** Nobody forgotten, nobody served and left out, and the sum of all costs. */
  whole(plan: RoutePlan): void {
    const left = new Map(plan.unassigned.map((one) => [one.id, one.amount]));
    const account = (task: Stop | Shipment, served: boolean) => {
      if (served && left.has(task.id))
        this.#report('served-and-left', 'unassigned', `${task.id} is served and listed as left out`);
      if (!served && !left.has(task.id))
        this.#report('forgotten', '', `${task.id} is neither served nor listed as left out`);
      if (!served) this.#cost += task.prize ?? 0;
    };
    for (const stop of this.#stops.values()) {
      const drops = this.#drops.get(stop.id) ?? [];
      if (!stop.split || (stop.delivery?.[0] ?? 0) === 0) {
        account(stop, drops.length > 0);
        continue;
      }
      (stop.delivery ?? []).forEach((whole, k) => {
        const got = drops.reduce((sum, drop) => sum + (drop[k] ?? 0), 0);
        const missing = left.has(stop.id) ? (left.get(stop.id)?.[k] ?? whole) : 0;
        if (got + missing !== whole)
          this.#report('split-sum', '', `${stop.id} gets ${got} and misses ${missing} of ${whole}`);
        if (k === 0) this.#cost += (stop.prize ?? 0) * (missing / whole);
      });
    }
    for (const shipment of this.#shipments.values()) {
      const picked = this.#pickedUp.has(shipment.id);
      if (picked !== this.#delivered.has(shipment.id))
        this.#report('not-delivered', '', `${shipment.id} is picked up but not delivered`);
      account(shipment, picked);
    }
    if (Math.abs(this.#cost - plan.cost) > slack(this.#cost))
      this.#report('cost', 'cost', `says ${plan.cost}, is ${this.#cost}`);
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
