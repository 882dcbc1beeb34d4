import { endNode, FAR, firstReload, startNode } from '../model.ts';
import { Timer } from '../timing.ts';
import { beginAt, beginUntil } from '../windows.ts';
import { PINNED, routeNodes, unlink } from './links.ts';
import { Segments } from './segments.ts';
import { CELL_SHIFT, HEAD, LATEST, LEAVE, NEXT, PREVIOUS, ROUTE, type State, touch, touchSlot } from './state.ts';

/** Fields of the load of a node in one dimension: behind it, highest up to it and from it on, still to be delivered. */
export const LOAD_FIELDS = 4;
export const LOAD = 0;
export const PEAK_TO = 1;
export const PEAK_FROM = 2;
export const DROPS_BEHIND = 3;

/**
 * What loads and rules beyond the plain ones need, brought up to date a route at a time: by node and dimension the load
 * behind it, the highest load of its trip up to it and from it on, and what its trip still delivers behind it.
 */
export class RichState {
  readonly state: State;
  readonly timer: Timer;
  /** Four fields for each node and dimension: `LOAD`, `PEAK_TO`, `PEAK_FROM` and `DROPS_BEHIND`. */
  readonly loads: Int32Array;
  /**
   * Where durations are limited, by node: least duration of the route up to and with it, and from it on, with the
   * earliest and latest begin at which that is possible (segments of Vidal et al. 2013, without time warp).
   */
  readonly upTo: Segments;
  readonly fromHere: Segments;
  /** Shipments aboard behind the node. */
  readonly carrying: Int32Array;
  readonly nodes: Int32Array;

  constructor(state: State) {
    const { model } = state;
    this.state = state;
    this.timer = new Timer(model);
    this.loads = new Int32Array(model.nodes * model.dimensions * LOAD_FIELDS);
    const length = model.types.some((type) => type.maximumDuration < FAR) ? model.nodes : 0;
    this.upTo = new Segments(length);
    this.fromHere = new Segments(length);
    this.carrying = new Int32Array(model.nodes);
    this.nodes = new Int32Array(model.nodes);
  }

  /** Times, loads and extra cost of a route after changes; false if it breaks a rule. */
  refresh(slot: number): boolean {
    const { state, timer, nodes } = this;
    const count = routeNodes(state, slot, nodes);
    touchSlot(state, slot);
    const inTime = this.retime(slot, count);
    this.reload(slot);
    if (!inTime) return false;
    if (!state.model.judged) return true;
    if (!timer.judge(nodes, count, slot)) return false;
    state.cost += timer.extra - state.extra[slot]!;
    state.extra[slot] = timer.extra;
    return true;
  }

  /** Bounds of the times by windows alone: earliest departures and latest begins. */
  retime(slot: number, count: number): boolean {
    const { state, nodes } = this;
    const { cells, model } = state;
    const { at, time, width, service, close, visits } = model;
    const type = model.types[model.typeOf[slot]!]!;
    const reloads = firstReload(model);
    const work = (node: number) => (node >= reloads ? type.reloadDuration : service[node]!);
    const way = (from: number, to: number) => time[type.base + at[from]! * width + at[to]!]!;
    let inTime = true;
    let k = 1;
    // Pinned visits keep their times.
    while (k < count - 1 && cells[(nodes[k]! << CELL_SHIFT) + LATEST] === PINNED) k++;
    let leave = cells[(nodes[k - 1]! << CELL_SHIFT) + LEAVE]!;
    const firstFree = k;
    for (; k < count; k++) {
      const node = nodes[k]!;
      let begin = leave + way(nodes[k - 1]!, node);
      begin = node < visits ? beginAt(model, node, begin) : Math.max(begin, model.open[node]!);
      if (begin > close[node]!) inTime = false;
      leave = begin + work(node);
      touch(state, node);
      cells[(node << CELL_SHIFT) + LEAVE] = leave;
      cells[(node << CELL_SHIFT) + HEAD] = node >= reloads ? node : cells[(nodes[k - 1]! << CELL_SHIFT) + HEAD]!;
    }
    let latest = close[nodes[count - 1]!]!;
    for (k = count - 2; k >= firstFree; k--) {
      const node = nodes[k]!;
      const until = latest - way(node, nodes[k + 1]!) - work(node);
      latest = node < visits ? beginUntil(model, node, until) : Math.min(until, close[node]!);
      cells[(node << CELL_SHIFT) + LATEST] = latest;
    }
    if (inTime && type.maximumDuration < FAR) this.#measure(count, way, work);
    return inTime;
  }

  #measure(count: number, way: (from: number, to: number) => number, work: (node: number) => number): void {
    const { nodes, upTo, fromHere } = this;
    const { open, close } = this.state.model;
    const first = nodes[0]!;
    upTo.set(first, 0, open[first]!, close[first]!);
    for (let k = 1; k < count; k++) {
      const node = nodes[k]!;
      upTo.append(node, nodes[k - 1]!, way(nodes[k - 1]!, node), work(node), open[node]!, close[node]!);
    }
    const last = nodes[count - 1]!;
    fromHere.set(last, 0, open[last]!, close[last]!);
    for (let k = count - 2; k >= 0; k--) {
      const node = nodes[k]!;
      fromHere.prepend(
        node,
        nodes[k + 1]!,
        way(node, nodes[k + 1]!),
        k === 0 ? 0 : work(node),
        open[node]!,
        close[node]!,
      );
    }
  }

  /** Loads of a route. */
  reload(slot: number): void {
    const { state, loads, carrying } = this;
    const { cells, model } = state;
    const { dimensions, drop, take, carry, visits, tasks, partner } = model;
    const start = startNode(model, slot);
    const end = endNode(model, slot);
    for (let head = start; head !== end;) {
      // Back to the next trip's head: what is still delivered behind each node.
      let last = head;
      let next = cells[(head << CELL_SHIFT) + NEXT]!;
      while (next < visits) {
        last = next;
        next = cells[(last << CELL_SHIFT) + NEXT]!;
      }
      for (let k = 0; k < dimensions; k++) {
        let behind = 0;
        for (let node = last; ; node = cells[(node << CELL_SHIFT) + PREVIOUS]!) {
          loads[(node * dimensions + k) * LOAD_FIELDS + DROPS_BEHIND] = behind;
          if (node === head) break;
          behind += drop[node * dimensions + k]!;
        }
        let aboard = behind;
        let peak = behind;
        for (let node = head; ; node = cells[(node << CELL_SHIFT) + NEXT]!) {
          if (node !== head) {
            const here = node * dimensions + k;
            aboard += take[here]! + carry[here]! - drop[here]!;
          }
          if (aboard > peak) peak = aboard;
          const fields = (node * dimensions + k) * LOAD_FIELDS;
          loads[fields + LOAD] = aboard;
          loads[fields + PEAK_TO] = peak;
          if (node === last) break;
        }
        peak = 0;
        for (let node = last; ; node = cells[(node << CELL_SHIFT) + PREVIOUS]!) {
          const fields = (node * dimensions + k) * LOAD_FIELDS;
          if (loads[fields + LOAD]! > peak) peak = loads[fields + LOAD]!;
          loads[fields + PEAK_FROM] = peak;
          if (node === head) break;
        }
      }
      let shipments = 0;
      for (let node = head; ; node = cells[(node << CELL_SHIFT) + NEXT]!) {
        if (node !== head) shipments += partner[node]! < 0 ? 0 : node < tasks.length ? 1 : -1;
        carrying[node] = shipments;
        if (node === last) break;
      }
      head = next;
    }
  }

  /** Takes out reloads without a trip before or behind, and those between trips that can be one. */
  dropReloads(slot: number): void {
    const { state, nodes, timer } = this;
    const { cells, model } = state;
    const reloads = firstReload(model);
    const end = endNode(model, slot);
    let node = cells[(startNode(model, slot) << CELL_SHIFT) + NEXT]!;
    while (node !== end) {
      const next = cells[(node << CELL_SHIFT) + NEXT]!;
      if (node >= reloads) {
        const before = cells[(node << CELL_SHIFT) + PREVIOUS]!;
        if (before >= model.visits || next >= model.visits) unlink(state, node);
        else if (this.#fitTogether(slot, node)) {
          const count = routeNodes(state, slot, nodes);
          const index = nodes.indexOf(node);
          nodes.copyWithin(index, index + 1, count);
          if (timer.judge(nodes, count - 1, slot)) unlink(state, node);
        }
      }
      node = next;
    }
  }

  /** Whether the amounts of the trips before and behind a reload fit in one trip, if all were aboard at once. */
  #fitTogether(slot: number, node: number): boolean {
    const { model, cells } = this.state;
    const { dimensions, drop, take, carry, visits } = model;
    const { capacity } = model.types[model.typeOf[slot]!]!;
    for (let k = 0; k < dimensions; k++) {
      let sum = 0;
      const add = (visit: number) => {
        const here = visit * dimensions + k;
        sum += drop[here]! + take[here]! + Math.max(0, carry[here]!);
      };
      for (let at = cells[(node << CELL_SHIFT) + PREVIOUS]!; at < visits; at = cells[(at << CELL_SHIFT) + PREVIOUS]!)
        add(at);
      for (let at = cells[(node << CELL_SHIFT) + NEXT]!; at < visits; at = cells[(at << CELL_SHIFT) + NEXT]!) add(at);
      if (sum > capacity[k]!) return false;
    }
    return true;
  }

  /** A reload node of a place that no route uses, -1 if all are used. */
  freeReload(first: number, hint: number): number {
    const { cells, model } = this.state;
    for (let k = 0; k < model.visits; k++) {
      const node = first + ((hint + k) % model.visits);
      if (cells[(node << CELL_SHIFT) + ROUTE]! < 0) return node;
    }
    return -1;
  }
}
