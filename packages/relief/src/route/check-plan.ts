import { checkGoods } from './check/goods.ts';
import { type Context, isVisit, slack, type Violation } from './check/context.ts';
import { checkLimits } from './check/limits.ts';
import { checkBreaks, checkTimes } from './check/times.ts';
import type { PlannedRoute, RoutePlan, Step } from './plan.ts';
import type { RouteProblem, Shipment, Stop, Vehicle } from './problem.ts';

export type { Violation } from './check/context.ts';

/**
 * Everything that is wrong with a plan, found from the problem and the plan alone: this shares no code with the search
 * but the distances, so that one can hold the other to account. `fleet` is as the plan was asked for.
 */
export function checkPlan(problem: RouteProblem, plan: RoutePlan, fleet: 'fixed' | 'free' = 'fixed'): Violation[] {
  const check = new PlanCheck(problem, fleet);
  plan.routes.forEach((route, index) => check.route(route, `routes/${index}`));
  check.whole(plan);
  return check.violations;
}

/** What each vehicle and task has got so far. */
class PlanCheck {
  readonly violations: Violation[] = [];
  readonly #context: Context;
  readonly #vehicles: ReadonlyMap<string, Vehicle>;
  readonly #fleet: 'fixed' | 'free';
  readonly #used = new Set<string>();
  readonly #drops = new Map<string, number[][]>();
  readonly #pickedUp = new Map<string, string>();
  readonly #delivered = new Set<string>();
  #cost = 0;

  constructor(problem: RouteProblem, fleet: 'fixed' | 'free') {
    this.#context = {
      problem,
      places: new Map(problem.places.map((place, index) => [place.id, index])),
      stops: new Map((problem.stops ?? []).map((stop) => [stop.id, stop])),
      shipments: new Map((problem.shipments ?? []).map((shipment) => [shipment.id, shipment])),
      report: (rule, path, message) => this.violations.push({ rule, path, message }),
    };
    this.#vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
    this.#fleet = fleet;
  }

  /** Vehicles are named by id, or by id, `#` and number where there are several. */
  #vehicle(name: string): Vehicle | undefined {
    const [, id, number] = /^(.*)#(\d+)$/s.exec(name) ?? [];
    const numbered = id === undefined ? undefined : this.#vehicles.get(id);
    if (numbered && (this.#fleet === 'free' || Number(number) <= (numbered.count ?? 1))) return numbered;
    return this.#vehicles.get(name);
  }

  route(route: PlannedRoute, path: string): void {
    const context = this.#context;
    const vehicle = this.#vehicle(route.vehicle);
    if (!vehicle) return context.report('vehicle-unknown', `${path}/vehicle`, `${route.vehicle} is not in the fleet`);
    if (this.#used.has(route.vehicle))
      context.report('vehicle-twice', `${path}/vehicle`, `${route.vehicle} has two routes`);
    this.#used.add(route.vehicle);
    const pinned = vehicle.progress?.visited.length ?? 0;
    checkEnds(context, route, vehicle, path);
    checkProgress(context, route, vehicle, path);
    checkTimes(context, route, vehicle, path, pinned);
    checkBreaks(context, route, vehicle, path);
    checkGoods(context, route, vehicle, path, pinned);
    route.steps.forEach((step, index) => {
      const task = step.id === undefined ? undefined : (context.stops.get(step.id) ?? context.shipments.get(step.id));
      if (task && isVisit(step)) this.#visit(step, task, `${path}/steps/${index}`);
    });
    this.#cost += checkLimits(context, route, vehicle, path, pinned);
  }

  #visit(step: Step, task: Stop | Shipment, at: string): void {
    const { report } = this.#context;
    if (step.kind === 'stop') {
      const stop = task as Stop;
      const drops = this.#drops.get(stop.id) ?? [];
      drops.push([...(step.delivered ?? stop.delivery ?? [])]);
      this.#drops.set(stop.id, drops);
      if (drops.length > 1 && !stop.split) report('visited-twice', at, `${stop.id} is visited twice`);
      const least = stop.split?.leastDrop ?? 0;
      if ((drops.at(-1)![0] ?? 0) < least) report('least-drop', at, `${stop.id} gets less than ${least}`);
      return;
    }
    const route = at.split('/')[1]!;
    if (step.kind === 'pickup') {
      if (this.#pickedUp.has(task.id)) report('visited-twice', at, `${task.id} is picked up twice`);
      this.#pickedUp.set(task.id, route);
    } else {
      if (this.#pickedUp.get(task.id) !== route)
        report('pickup-first', at, `${task.id} is delivered without its pickup`);
      if (this.#delivered.has(task.id)) report('visited-twice', at, `${task.id} is delivered twice`);
      this.#delivered.add(task.id);
    }
  }

  /** Nobody forgotten, nobody served and left out, and the sum of all costs. */
  whole(plan: RoutePlan): void {
    const { report, stops, shipments } = this.#context;
    const left = new Map(plan.unassigned.map((one) => [one.id, one.amount]));
    const account = (task: Stop | Shipment, served: boolean) => {
      if (served && left.has(task.id))
        report('served-and-left', 'unassigned', `${task.id} is served and listed as left out`);
      if (!served && !left.has(task.id)) report('forgotten', '', `${task.id} is neither served nor listed as left out`);
      if (!served) this.#cost += task.prize ?? 0;
    };
    for (const stop of stops.values()) {
      const drops = this.#drops.get(stop.id) ?? [];
      if (!stop.split || (stop.delivery?.[0] ?? 0) === 0) {
        account(stop, drops.length > 0);
        continue;
      }
      (stop.delivery ?? []).forEach((whole, k) => {
        const got = drops.reduce((sum, drop) => sum + (drop[k] ?? 0), 0);
        const missing = left.has(stop.id) ? (left.get(stop.id)?.[k] ?? whole) : 0;
        if (got + missing !== whole)
          report('split-sum', '', `${stop.id} gets ${got} and misses ${missing} of ${whole}`);
        if (k === 0) this.#cost += (stop.prize ?? 0) * (missing / whole);
      });
    }
    for (const shipment of shipments.values()) {
      const picked = this.#pickedUp.has(shipment.id);
      if (picked !== this.#delivered.has(shipment.id))
        report('not-delivered', '', `${shipment.id} is picked up but not delivered`);
      account(shipment, picked);
    }
    if (Math.abs(this.#cost - plan.cost) > slack(this.#cost))
      report('cost', 'cost', `says ${plan.cost}, is ${this.#cost}`);
  }
}

function checkEnds(context: Context, route: PlannedRoute, vehicle: Vehicle, path: string): void {
  const first = route.steps[0];
  const last = route.steps.at(-1);
  if (first?.kind !== 'start' || first.place !== vehicle.start) {
    context.report('route-start', `${path}/steps/0`, `does not start at ${vehicle.start ?? 'no place'}`);
  }
  if (last?.kind !== 'end' || last.place !== vehicle.end) {
    context.report(
      'route-end',
      `${path}/steps/${route.steps.length - 1}`,
      `does not end at ${vehicle.end ?? 'no place'}`,
    );
  }
  if (route.steps.slice(1, -1).some((step) => step.kind === 'start' || step.kind === 'end')) {
    context.report('route-ends-twice', path, 'starts or ends in between');
  }
}

function checkProgress(context: Context, route: PlannedRoute, vehicle: Vehicle, path: string): void {
  const visited = vehicle.progress?.visited ?? [];
  const tasks = route.steps.filter(isVisit);
  visited.forEach((id, index) => {
    if (tasks[index]?.id !== id)
      context.report('progress-changed', path, `${id} was done already as visit ${index + 1}`);
  });
}
