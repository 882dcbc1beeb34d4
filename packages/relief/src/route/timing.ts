import { BreakTimes } from './break-times.ts';
import { Goods } from './goods.ts';
import { roundUp } from './matrices.ts';
import { firstReload, FAR, type Model, taskOf, type VehicleType } from './model.ts';
import { heldLeave, type RouteTimes, serviceTime, wayTime } from './route-times.ts';
import { beginAt } from './windows.ts';
import { type Way, wayOf } from './travel.ts';

/** A limit on the time from leaving one node of a route to the begin at another. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  /** It ends somewhere even if late: goods that are aboard already, the way home. */
  readonly must: boolean;
}

/**
 * Times a whole route and judges the rules that need it: releases, breaks, longest rides and durations, wishes, cost of
 * time, distance, number of stops, goods that exclude one another.
 *
 * The times are the earliest that meet all rules. Each rule says that one time is at least another plus something, so
 * raising times until none is broken ends at the earliest solution, or past a closing if there is none (the least fixed
 * point of a system of monotone inequalities).
 */
export class Timer {
  /** Begin of the service and departure by index in the route; scaled time. */
  readonly begin: Float64Array;
  readonly leave: Float64Array;
  /** How many breaks come before each begin, and when they begin. */
  readonly breaks: BreakTimes;
  /** Cost beyond ways and fixed cost. */
  extra = 0;

  readonly #model: Model;
  readonly #route: RouteTimes;
  readonly goods: Goods;
  readonly #ways: readonly Way[];

  constructor(model: Model) {
    this.#model = model;
    const length = model.nodes + 2;
    this.begin = new Float64Array(length);
    this.leave = new Float64Array(length);
    this.#route = {
      model,
      begin: this.begin,
      leave: this.leave,
      lowest: new Float64Array(length),
      held: 0,
      free: 0,
      left: undefined,
    };
    this.breaks = new BreakTimes(this.#route);
    this.goods = new Goods(model);
    this.#ways = model.types.map((type) => wayOf(model.problem, type.vehicle.profile ?? 'default'));
  }

  /**
   * Whether the route keeps every rule; then `begin`, `leave` and `extra` hold its times and cost. `final` leaves the
   * start as late as the same return allows even where that saves nothing.
   */
  judge(nodes: Int32Array, count: number, slot: number, final = false): boolean {
    const { rules, types, typeOf } = this.#model;
    const type = types[typeOf[slot]!]!;
    this.extra = 0;
    this.#route.held = this.#model.pinned[slot]!.length;
    this.#route.free = roundUp((type.progress?.free ?? 0) * this.#model.timeScale);
    this.#route.left = type.progress?.left;
    if (count === 2) return true;
    if (rules.stops && this.#visits(nodes, count) > type.maximumStops) return false;
    if (rules.distance && this.#distance(nodes, count, typeOf[slot]!) > type.maximumDistance + 1e-9) return false;
    if ((rules.goods || rules.trips) && !this.#tripsAllow(nodes, count, type)) return false;
    this.#setLowest(nodes, count);
    const started = type.progress?.started;
    if (this.#route.held > 0 && started !== undefined) this.#route.lowest[0] = roundUp(started * this.#model.timeScale);
    if (!this.#settle(nodes, count, type)) return false;
    if (rules.timeCost || final) this.#leaveLate(nodes, count, type);
    if (rules.timeCost)
      this.extra += type.timeCost * (this.begin[count - 1]! - this.leave[0]! - this.#driving(nodes, count, type));
    if (rules.wishes) this.extra += this.#wishes(nodes, count, type);
    return true;
  }

  #visits(nodes: Int32Array, count: number): number {
    let visits = 0;
    for (let k = 0; k < count; k++) if (nodes[k]! < this.#model.visits) visits++;
    return visits;
  }

  #distance(nodes: Int32Array, count: number, type: number): number {
    const { at, placeOf } = this.#model;
    const way = this.#ways[type]!;
    let distance = 0;
    for (let k = 1; k < count; k++) {
      const from = placeOf[at[nodes[k - 1]!]!]!;
      const to = placeOf[at[nodes[k]!]!]!;
      if (from >= 0 && to >= 0 && from !== to) distance += way.distance(from, to);
    }
    return distance;
  }

  #driving(nodes: Int32Array, count: number, type: VehicleType): number {
    let driving = 0;
    for (let k = 1; k < count; k++) driving += wayTime(this.#model, nodes[k - 1]!, nodes[k]!, type);
    return driving;
  }

  #tripsAllow(nodes: Int32Array, count: number, type: VehicleType): boolean {
    const reloads = firstReload(this.#model);
    let trips = 1;
    let from = 1;
    for (let k = 1; k < count; k++) {
      const ends = k === count - 1 || nodes[k]! >= reloads;
      if (!ends) continue;
      if (this.#model.rules.goods && !this.goods.allow(nodes, from, k, type.compartments)) return false;
      if (k < count - 1) trips++;
      from = k + 1;
    }
    return trips <= type.maximumTrips;
  }

  /** Earliest begin of each node by its own opening and by the releases of the goods that its trip loads. */
  #setLowest(nodes: Int32Array, count: number): void {
    const { open, release, fromDepot, tasks, rules } = this.#model;
    const reloads = firstReload(this.#model);
    const lowest = this.#route.lowest;
    let head = 0;
    for (let k = 0; k < count; k++) {
      const node = nodes[k]!;
      lowest[k] = open[node]!;
      if (node >= reloads) {
        head = k;
      } else if (rules.releases && node < tasks.length && release[node]! > 0) {
        const where = fromDepot[node] === 1 ? head : k;
        lowest[where] = Math.max(lowest[where]!, release[node]!);
      }
    }
  }

  /** Raises the times until all spans hold. */
  #settle(nodes: Int32Array, count: number, type: VehicleType): boolean {
    if (!this.#forward(nodes, count, type)) return false;
    const { rides, spans: limited } = this.#model.rules;
    if (!limited || (!rides && type.maximumDuration === FAR)) return true;
    const spans = rides
      ? this.#spans(nodes, count, type)
      : [{ from: 0, to: count - 1, limit: type.maximumDuration, must: true }];
    for (let round = 0; round <= 2 * count; round++) {
      let raised = false;
      for (const span of spans) {
        if (span.to <= this.#route.held) continue;
        const late = this.begin[span.to]! - this.leave[span.from]! - span.limit;
        if (late <= 0) continue;
        if (span.from <= this.#route.held && this.#route.held > 0) {
          if (!span.must || this.#avoidable(span, nodes, type)) return false;
          continue;
        }
        this.#route.lowest[span.from] = this.begin[span.from]! + late;
        raised = true;
      }
      if (!raised) return true;
      if (!this.#forward(nodes, count, type)) return false;
    }
    return false;
  }

  /** Whether a limit that runs since before what is pinned ended can still be kept by going straight on. */
  #avoidable(span: Span, nodes: Int32Array, type: VehicleType): boolean {
    const straight =
      this.leave[this.#route.held]! + wayTime(this.#model, nodes[this.#route.held]!, nodes[span.to]!, type);
    return straight - this.leave[span.from]! <= span.limit;
  }

  #spans(nodes: Int32Array, count: number, type: VehicleType): Span[] {
    const { maximumRide, tasks, partner, visits, fromDepot, toDepot } = this.#model;
    const reloads = firstReload(this.#model);
    const spans: Span[] = [];
    const pickedUp = new Map<number, number>();
    let head = 0;
    let open: Span[] = [];
    for (let k = 1; k < count; k++) {
      const node = nodes[k]!;
      if (node < visits) {
        const limit = maximumRide[taskOf(this.#model, node)]!;
        if (limit >= FAR) continue;
        if (node >= tasks.length) spans.push({ from: pickedUp.get(partner[node]!) ?? 0, to: k, limit, must: true });
        else if (partner[node]! >= 0) pickedUp.set(node, k);
        else if (fromDepot[node] === 1) spans.push({ from: head, to: k, limit, must: false });
        else if (toDepot[node] === 1) open.push({ from: k, to: -1, limit, must: true });
      } else if (k === count - 1 || node >= reloads) {
        for (const span of open) spans.push({ ...span, to: k });
        open = [];
        head = k;
      }
    }
    if (type.maximumDuration < FAR) spans.push({ from: 0, to: count - 1, limit: type.maximumDuration, must: true });
    return spans;
  }

  #forward(nodes: Int32Array, count: number, type: VehicleType): boolean {
    if (type.breaks.length > 0) return this.breaks.settle(nodes, count, type);
    const { begin, leave } = this;
    const first = nodes[0]!;
    begin[0] = this.#route.lowest[0]!;
    leave[0] = begin[0]!;
    if (this.#route.lowest[0]! > this.#model.close[first]!) return false;
    for (let k = 1; k < count; k++) {
      const node = nodes[k]!;
      const time = Math.max(this.#route.lowest[k]!, leave[k - 1]! + wayTime(this.#model, nodes[k - 1]!, node, type));
      if (k <= this.#route.held) {
        leave[k] = heldLeave(this.#route, node, k, time, type);
        begin[k] = Math.min(time, leave[k]!);
        continue;
      }
      begin[k] = node < this.#model.visits ? beginAt(this.#model, node, time) : time;
      if (begin[k]! > this.#model.close[node]!) return false;
      leave[k] = begin[k]! + serviceTime(this.#model, node, type);
    }
    return true;
  }

  /** Leaves the start as late as the same return allows, so that waiting on the road is not time on duty. */
  #leaveLate(nodes: Int32Array, count: number, type: VehicleType): void {
    if (type.breaks.length > 0 || this.#route.held > 0) return;
    const { begin, leave } = this;
    let slack = this.#model.close[nodes[0]!]! - begin[0]!;
    let waited = 0;
    for (let k = 1; k < count && slack > 0; k++) {
      const node = nodes[k]!;
      waited += begin[k]! - (leave[k - 1]! + wayTime(this.#model, nodes[k - 1]!, node, type));
      slack = Math.min(slack, waited + (k === count - 1 ? 0 : this.#slackAt(node, begin[k]!)));
    }
    slack = Math.min(slack, waited);
    if (slack <= 0) return;
    begin[0] = begin[0]! + slack;
    leave[0] = begin[0]!;
    for (let k = 1; k < count; k++) {
      const node = nodes[k]!;
      const time = Math.max(this.#route.lowest[k]!, leave[k - 1]! + wayTime(this.#model, nodes[k - 1]!, node, type));
      begin[k] = node < this.#model.visits ? beginAt(this.#model, node, time) : time;
      leave[k] = begin[k]! + serviceTime(this.#model, node, type);
    }
  }

  /** How much later the service could begin within the window it begins in. */
  #slackAt(node: number, begin: number): number {
    const several = this.#model.windows?.[node];
    if (!several) return this.#model.close[node]! - begin;
    for (let k = 0; k < several.length; k += 2) if (begin <= several[k + 1]!) return several[k + 1]! - begin;
    return 0;
  }

  /** Cost of beginning outside the wished windows; visits wait for their wish where that makes nobody later. */
  #wishes(nodes: Int32Array, count: number, type: VehicleType): number {
    const { declared, visits, timeScale, costScale, rules } = this.#model;
    const { begin, leave } = this;
    let cost = 0;
    for (let k = count - 2; k > 0; k--) {
      const node = nodes[k]!;
      const wish = node < visits ? declared[node]!.wish : undefined;
      if (!wish) continue;
      const from = wish.window[0] * timeScale;
      if (begin[k]! < from && !rules.spans && !rules.breaks) {
        const latest =
          begin[k + 1]! - wayTime(this.#model, node, nodes[k + 1]!, type) - serviceTime(this.#model, node, type);
        const wanted = Math.min(from, latest, begin[k]! + this.#slackAt(node, begin[k]!));
        begin[k] = Math.max(begin[k]!, wanted);
        leave[k] = begin[k]! + serviceTime(this.#model, node, type);
      }
      cost += Math.max(0, from - begin[k]!) * (wish.early ?? 0);
      cost += Math.max(0, begin[k]! - wish.window[1] * timeScale) * (wish.late ?? 0);
    }
    return (cost / timeScale) * costScale;
  }
}
