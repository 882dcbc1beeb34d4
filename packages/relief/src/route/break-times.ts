import type { VehicleType } from './model.ts';
import { heldLeave, type RouteTimes, serviceTime, wayTime } from './route-times.ts';
import { beginAt } from './windows.ts';

/** Times of a route with the driver's breaks. */
export class BreakTimes {
  /** Number of breaks taken before the begin at each index, and the begin of each break. */
  readonly breaksBefore: Int32Array;
  readonly breakBegin: Float64Array;

  readonly #route: RouteTimes;
  readonly #most: number;
  /** Earliest readiness by number of breaks taken, at departure and on arrival. */
  readonly #ready: Float64Array;
  readonly #arrived: Float64Array;
  /** Begin of the service by index and breaks taken before it. */
  readonly #beginBy: Float64Array;

  constructor(route: RouteTimes) {
    const length = route.begin.length;
    this.#route = route;
    this.#most = Math.max(0, ...route.model.types.map((type) => type.breaks.length));
    this.breaksBefore = new Int32Array(length);
    this.breakBegin = new Float64Array(this.#most);
    this.#ready = new Float64Array(this.#most + 1);
    this.#arrived = new Float64Array(this.#most + 1);
    this.#beginBy = new Float64Array(this.#most > 0 ? length * (this.#most + 1) : 0);
  }

  /**
   * Earliest times with the breaks, which are taken in order between services: the earliest readiness for each number of
   * breaks taken so far is enough to know, as being earlier never hurts.
   */
  settle(nodes: Int32Array, count: number, type: VehicleType): boolean {
    const { breaks } = type;
    const ready = this.#ready.fill(Infinity);
    const arrived = this.#arrived;
    const columns = this.#most + 1;
    const rest = (times: Float64Array) => {
      for (let b = 0; b < breaks.length; b++) {
        const from = Math.max(times[b]!, breaks[b]!.from);
        if (from <= breaks[b]!.to && from + breaks[b]!.duration < times[b + 1]!)
          times[b + 1] = from + breaks[b]!.duration;
      }
    };
    ready[0] = this.#route.lowest[0]!;
    if (this.#route.lowest[0]! > this.#route.model.close[nodes[0]!]!) return false;
    this.#beginBy.fill(Infinity, 0, columns);
    this.#beginBy[0] = ready[0]!;
    for (let k = 1; k < count; k++) {
      const node = nodes[k]!;
      const end = k === count - 1;
      if (k <= this.#route.held) {
        this.#holdWithBreaks(nodes, k, type, columns);
        continue;
      }
      rest(ready);
      const way = wayTime(this.#route.model, nodes[k - 1]!, node, type);
      let any = false;
      for (let b = 0; b <= breaks.length; b++) arrived[b] = ready[b]! + way;
      rest(arrived);
      for (let b = 0; b <= breaks.length; b++) {
        const time = Math.max(this.#route.lowest[k]!, arrived[b]!);
        const begin =
          node < this.#route.model.visits && time < Infinity ? beginAt(this.#route.model, node, time) : time;
        const due = end && b < breaks.length && begin > breaks[b]!.from;
        ready[b] =
          begin > this.#route.model.close[node]! || due ? Infinity : begin + serviceTime(this.#route.model, node, type);
        this.#beginBy[k * columns + b] = ready[b] === Infinity ? Infinity : begin;
        any ||= ready[b]! < Infinity;
      }
      if (!any) return false;
    }
    return this.#traceBreaks(nodes, count, type, columns);
  }

  /** A pinned visit: its times are as they were, and breaks that had to begin before its end are over. */
  #holdWithBreaks(nodes: Int32Array, k: number, type: VehicleType, columns: number): void {
    const node = nodes[k]!;
    const over = type.breaks.filter((one) => one.to < this.#route.free).length;
    const before = Math.max(...this.#ready.filter((time) => time < Infinity));
    const arrival = before + wayTime(this.#route.model, nodes[k - 1]!, node, type);
    const begin = Math.max(this.#route.lowest[k]!, arrival);
    const leave = heldLeave(this.#route, node, k, begin, type);
    this.#ready.fill(Infinity);
    this.#ready[over] = leave;
    this.#beginBy.fill(Infinity, k * columns, (k + 1) * columns);
    this.#beginBy[k * columns + over] = Math.min(begin, leave);
  }

  /** Walks back from the earliest return to the times at each node and the breaks between. */
  #traceBreaks(nodes: Int32Array, count: number, type: VehicleType, columns: number): boolean {
    const { breaks } = type;
    let taken = 0;
    for (let b = 1; b <= breaks.length; b++) {
      if (this.#beginBy[(count - 1) * columns + b]! < this.#beginBy[(count - 1) * columns + taken]!) taken = b;
    }
    const back = this.#beginBy[(count - 1) * columns + taken]!;
    if (back === Infinity) return false;
    for (let k = count - 1; k >= 0; k--) {
      this.breaksBefore[k] = taken;
      this.#route.begin[k] = this.#beginBy[k * columns + taken]!;
      const held = k > 0 && k <= this.#route.held;
      this.#route.leave[k] = held
        ? heldLeave(this.#route, nodes[k]!, k, this.#route.begin[k]!, type)
        : this.#route.begin[k]! + (k === 0 ? 0 : serviceTime(this.#route.model, nodes[k]!, type));
      if (k === 0) break;
      if (held) {
        if (k === 1) taken = 0;
        continue;
      }
      // The fewest breaks after departure from which the readiness of this node follows.
      const way = wayTime(this.#route.model, nodes[k - 1]!, nodes[k]!, type);
      for (let before = taken; before >= 0; before--) {
        const base = this.#beginBy[(k - 1) * columns + before]!;
        if (base === Infinity) continue;
        const last = k - 1;
        const left =
          last > 0 && last === this.#route.held
            ? heldLeave(this.#route, nodes[last]!, last, base, type)
            : base + (last === 0 ? 0 : serviceTime(this.#route.model, nodes[last]!, type));
        if (this.#reaches(left, way, before, taken, type, this.#route.begin[k]!)) {
          taken = before;
          break;
        }
      }
    }
    return true;
  }

  /** Whether with breaks `before … taken-1` between departure and begin the service can begin by `begin`. */
  #reaches(left: number, way: number, before: number, taken: number, type: VehicleType, begin: number): boolean {
    const { breaks } = type;
    for (let atDeparture = before; atDeparture <= taken; atDeparture++) {
      let time = left;
      let good = true;
      for (let b = before; b < taken; b++) {
        if (b === atDeparture) time += way;
        const from = Math.max(time, breaks[b]!.from);
        if (from > breaks[b]!.to) good = false;
        this.breakBegin[b] = from;
        time = from + breaks[b]!.duration;
      }
      if (atDeparture === taken) time += way;
      if (good && time <= begin) return true;
    }
    return false;
  }
}
