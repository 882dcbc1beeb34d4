import type { Issue } from '@sanad/result';
import { shapeIssues } from './problem-shape.ts';
import type { RouteProblem, Shipment, Stop, Vehicle, Visit, Window } from './problem.ts';

/** Most places and tasks: the matrix between them must fit in memory (12,000 take 576 MB). */
export const MOST_TASKS = 12_000;

/** Everything that is wrong with a problem, naming the item and the rule; an empty list if it can be solved. */
export function checkProblem(problem: unknown): Issue[] {
  const size = sizeOf(problem);
  if (size > MOST_TASKS) {
    return [
      {
        code: 'too-large',
        path: 'stops',
        message: `${size} visits; at most ${MOST_TASKS} can be planned at once: plan regions apart`,
      },
    ];
  }
  const issues = shapeIssues(problem);
  if (issues.length > 0) return issues;
  const report = (code: string, path: string, message: string) => {
    if (issues.length < 100) issues.push({ code, path, message });
  };
  new ProblemCheck(problem as RouteProblem, report).all();
  return issues;
}

/** Visits, asked for before anything is gone through. */
function sizeOf(problem: unknown): number {
  if (typeof problem !== 'object' || problem === null) return 0;
  const { stops, shipments, places } = problem as Record<string, unknown>;
  const length = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  return Math.max(length(stops) + 2 * length(shipments), length(places) / 2);
}

class ProblemCheck {
  readonly #problem: RouteProblem;
  readonly #report: (code: string, path: string, message: string) => void;
  readonly #places = new Set<string>();

  constructor(problem: RouteProblem, report: (code: string, path: string, message: string) => void) {
    this.#problem = problem;
    this.#report = report;
  }

  all(): void {
    const { places, vehicles, stops = [], shipments = [] } = this.#problem;
    if (vehicles.length === 0) this.#report('no-vehicle', 'vehicles', 'there is no vehicle');
    this.#ids('places', places);
    this.#ids('vehicles', vehicles);
    this.#ids('stops', stops);
    this.#ids('shipments', shipments);
    const stopIds = new Set(stops.map((stop) => stop.id));
    shipments.forEach((one, k) => {
      if (stopIds.has(one.id)) this.#report('id-twice', `shipments/${k}/id`, `${one.id} is also the id of a stop`);
    });
    for (const place of places) this.#places.add(place.id);
    this.#travel();
    places.forEach((place, k) => place.open && this.#window(place.open, `places/${k}/open`, place.id));
    vehicles.forEach((vehicle, k) => this.#vehicle(vehicle, `vehicles/${k}`));
    stops.forEach((stop, k) => this.#stop(stop, `stops/${k}`));
    shipments.forEach((shipment, k) => this.#shipment(shipment, `shipments/${k}`));
    this.#plan();
  }

  #ids(name: string, items: readonly { readonly id: string }[]): void {
    const seen = new Set<string>();
    items.forEach(({ id }, k) => {
      if (seen.has(id)) this.#report('id-twice', `${name}/${k}/id`, `${id} is there twice`);
      seen.add(id);
    });
  }

  #number(value: unknown, path: string, what: string, least = 0): void {
    if (value === undefined) return;
    if (typeof value !== 'number' || Number.isNaN(value) || value < least || value > 1e12) {
      this.#report('number', path, `${what} must be a number from ${least} to 10¹²`);
    }
  }

  #pieces(amounts: readonly number[] | undefined, path: string, what: string): void {
    if (amounts === undefined) return;
    amounts.forEach((amount, k) => {
      if (!Number.isInteger(amount) || amount < 0 || amount > 0x1fff_ffff) {
        this.#report('amount', `${path}/${k}`, `${what}: ${amount} is not a whole number from 0; use a smaller unit`);
      }
    });
  }

  #window(window: Window, path: string, who: string): void {
    if (window[0] > window[1])
      this.#report(
        'window-closes-first',
        path,
        `${who}: the window closes at ${window[1]} before it opens at ${window[0]}`,
      );
    if (window[0] < 0) this.#report('window', path, `${who}: times begin at 0, not ${window[0]}`);
  }

  #place(id: string | undefined, path: string, who: string): void {
    if (id !== undefined && !this.#places.has(id))
      this.#report('place-unknown', path, `${who}: there is no place ${id}`);
  }

  #travel(): void {
    const { travel, places } = this.#problem;
    if (travel.kind === 'matrix') {
      for (const [name, matrix] of Object.entries(travel.profiles)) {
        for (const which of ['distances', 'durations'] as const) {
          const table = matrix[which];
          if (!table || (table.length === places.length && table.every((row) => row.length === places.length)))
            continue;
          const size = `${places.length} × ${places.length}`;
          this.#report('matrix-size', `travel/profiles/${name}/${which}`, `must be ${size}, in the order of places`);
        }
      }
      return;
    }
    if (travel.kind === 'globe' && !(travel.speed > 0)) this.#report('speed', 'travel/speed', 'speed must be above 0');
    const roundings = [undefined, 'none', 'nearest', 'one-decimal-down'];
    if (travel.kind === 'plane' && !roundings.includes(travel.rounding)) {
      this.#report('rounding', 'travel/rounding', 'must be none, nearest or one-decimal-down');
    }
    places.forEach((place, k) => {
      if (!Number.isFinite(place.x) || !Number.isFinite(place.y)) {
        this.#report('coordinate', `places/${k}`, `${place.id} has no x and y, which travel ${travel.kind} needs`);
      } else if (travel.kind === 'globe' && (Math.abs(place.x!) > 180 || Math.abs(place.y!) > 90)) {
        this.#report('coordinate', `places/${k}`, `${place.id} is not on the earth: x is longitude, y is latitude`);
      }
    });
  }

  #vehicle(vehicle: Vehicle, path: string): void {
    const who = `vehicle ${vehicle.id}`;
    const { travel } = this.#problem;
    this.#place(vehicle.start, `${path}/start`, who);
    this.#place(vehicle.end, `${path}/end`, who);
    this.#pieces(vehicle.capacity, `${path}/capacity`, `${who}, capacity`);
    if (vehicle.shift) this.#window(vehicle.shift, `${path}/shift`, who);
    if (vehicle.count !== undefined && !(Number.isInteger(vehicle.count) && vehicle.count >= 1)) {
      this.#report('count', `${path}/count`, `${who}: count must be a whole number from 1`);
    }
    const names = [
      'slowness',
      'fixedCost',
      'distanceCost',
      'timeCost',
      'maximumDuration',
      'maximumDistance',
      'maximumStops',
    ] as const;
    for (const name of names) this.#number(vehicle[name], `${path}/${name}`, `${who}, ${name}`);
    if (travel.kind === 'matrix' && !travel.profiles?.[vehicle.profile ?? 'default']) {
      this.#report(
        'profile',
        `${path}/profile`,
        `${who}: there is no matrix for the profile ${vehicle.profile ?? 'default'}`,
      );
    }
    for (const [k, rest] of (vehicle.breaks ?? []).entries()) {
      this.#window(rest.window, `${path}/breaks/${k}/window`, `${who}, break ${rest.id}`);
      this.#number(rest.duration, `${path}/breaks/${k}/duration`, `${who}, break ${rest.id}`);
    }
    for (const [k, place] of (vehicle.reload?.places ?? []).entries())
      this.#place(place, `${path}/reload/places/${k}`, who);
    if (vehicle.reload) {
      this.#number(vehicle.reload.duration, `${path}/reload/duration`, `${who}, reload`);
      if (vehicle.start === undefined)
        this.#report('depot', `${path}/start`, `${who} reloads but has no depot to start from`);
    }
    if (vehicle.progress && (vehicle.count ?? 1) !== 1)
      this.#report('progress', `${path}/progress`, `${who}: progress is of one vehicle, not of ${vehicle.count}`);
  }

  #task(task: Stop | Shipment, path: string): void {
    this.#number(task.prize, `${path}/prize`, `${task.id}, prize`);
    this.#number(task.release, `${path}/release`, `${task.id}, release`);
    this.#number(task.maximumRide, `${path}/maximumRide`, `${task.id}, longest ride`);
    if (task.priority !== undefined && !Number.isFinite(task.priority))
      this.#report('number', `${path}/priority`, `${task.id}: priority must be a number`);
    const range = task.temperature;
    if (range && !(range[0] <= range[1]))
      this.#report('temperature', `${path}/temperature`, `${task.id}: ${range[0]} °C is above ${range[1]} °C`);
  }

  #visit(visit: Visit, path: string, who: string): void {
    this.#place(visit.place, `${path}/place`, who);
    this.#number(visit.service, `${path}/service`, `${who}, service`);
    this.#number(visit.setup, `${path}/setup`, `${who}, setup`);
    let last = Number.NEGATIVE_INFINITY;
    (visit.windows ?? []).forEach((window, k) => {
      this.#window(window, `${path}/windows/${k}`, who);
      if (window[0] < last)
        this.#report('windows-order', `${path}/windows/${k}`, `${who}: windows must follow one another in time`);
      last = window[1];
    });
    if (visit.wish) {
      this.#window(visit.wish.window, `${path}/wish/window`, who);
      this.#number(visit.wish.early, `${path}/wish/early`, `${who}, early`);
      this.#number(visit.wish.late, `${path}/wish/late`, `${who}, late`);
    }
  }

  #stop(stop: Stop, path: string): void {
    this.#task(stop, path);
    this.#visit(stop, path, `stop ${stop.id}`);
    this.#pieces(stop.delivery, `${path}/delivery`, `stop ${stop.id}, delivery`);
    this.#pieces(stop.pickup, `${path}/pickup`, `stop ${stop.id}, pickup`);
    if (!stop.split) return;
    this.#pieces([stop.split.leastDrop], `${path}/split/leastDrop`, `stop ${stop.id}, least useful drop`);
    if (stop.pickup?.some((amount) => amount > 0))
      this.#report('split', `${path}/split`, `stop ${stop.id}: only deliveries can be split`);
    if (stop.split.leastDrop > (stop.delivery?.[0] ?? 0)) {
      this.#report(
        'split',
        `${path}/split/leastDrop`,
        `stop ${stop.id}: the least useful drop is more than the delivery`,
      );
    }
  }

  #shipment(shipment: Shipment, path: string): void {
    this.#task(shipment, path);
    this.#visit(shipment.from, `${path}/from`, `shipment ${shipment.id}, pickup`);
    this.#visit(shipment.to, `${path}/to`, `shipment ${shipment.id}, delivery`);
    this.#pieces(shipment.amount, `${path}/amount`, `shipment ${shipment.id}, amount`);
  }

  #plan(): void {
    const { plan = [], vehicles, stops = [], shipments = [] } = this.#problem;
    const names = new Set(
      vehicles.flatMap(({ id, count = 1 }) =>
        count === 1 ? [id] : Array.from({ length: count }, (_, k) => `${id}#${k + 1}`),
      ),
    );
    const tasks = new Set([...stops, ...shipments].map((task) => task.id));
    plan.forEach((route, k) => {
      if (!names.has(route.vehicle))
        this.#report('vehicle-unknown', `plan/${k}/vehicle`, `there is no vehicle ${route.vehicle}`);
      route.tasks.forEach((task, index) => {
        if (!tasks.has(task)) this.#report('task-unknown', `plan/${k}/tasks/${index}`, `there is no task ${task}`);
      });
    });
    vehicles.forEach(({ progress }, k) => {
      progress?.visited.forEach((task, index) => {
        if (!tasks.has(task))
          this.#report('task-unknown', `vehicles/${k}/progress/visited/${index}`, `there is no task ${task}`);
      });
      if (progress?.left && progress.left.length !== progress.visited.length) {
        this.#report('progress', `vehicles/${k}/progress/left`, 'must have a time for each visited task');
      }
      this.#number(progress?.free, `vehicles/${k}/progress/free`, 'free');
    });
  }
}
