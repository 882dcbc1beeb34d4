import { linkBetween } from './hierarchy.ts';
import { DOWN, NO_WAY, UP, type Metric } from './metric.ts';

/** Times from a node up to each of its ancestors in the elimination tree (or from them down to it), root first. */
interface Label {
  readonly ancestors: Int32Array;
  readonly times: Int32Array;
}

/**
 * Travel times from every origin to every destination (nodes of the graph): row by row, in milliseconds, `Infinity`
 * where there is no way. A shortest way rises to a common ancestor and falls, so the two labels of a pair suffice.
 */
export function travelTimes(metric: Metric, from: ArrayLike<number>, to: ArrayLike<number>): Float64Array {
  const origins = Array.from(from, (node) => labelOf(metric, node, UP));
  const destinations = Array.from(to, (node) => labelOf(metric, node, DOWN));
  const result = new Float64Array(origins.length * destinations.length);
  let cell = 0;
  for (const origin of origins) {
    for (const destination of destinations) {
      const best = meeting(origin, destination).time;
      result[cell++] = best < NO_WAY ? best : Infinity;
    }
  }
  return result;
}

/** A fastest way: its time and its arcs in order. */
export interface RoadPath {
  readonly milliseconds: number;
  readonly arcs: number[];
}

/** A fastest way between two nodes of the graph; `undefined` if there is none. */
export function shortestPath(metric: Metric, from: number, to: number): RoadPath | undefined {
  const origin = labelOf(metric, from, UP);
  const destination = labelOf(metric, to, DOWN);
  const { time, depth } = meeting(origin, destination);
  if (time >= NO_WAY) return undefined;
  const arcs: number[] = [];
  const climb = climbTo(metric, origin, UP, depth);
  for (const link of climb.toReversed()) unpack(metric, link, UP, arcs);
  for (const link of climbTo(metric, destination, DOWN, depth)) unpack(metric, link, DOWN, arcs);
  return { milliseconds: time, arcs };
}

function labelOf({ hierarchy, times }: Metric, node: number, direction: number): Label {
  const { rank, parent, start, level } = hierarchy;
  const path: number[] = [];
  for (let at = rank[node]!; at >= 0; at = parent[at]!) path.push(at);
  const ancestors = Int32Array.from(path.toReversed());
  const reached = new Int32Array(ancestors.length).fill(NO_WAY);
  reached[ancestors.length - 1] = 0;
  for (let depth = ancestors.length - 1; depth >= 0; depth--) {
    const base = reached[depth]!;
    if (base >= NO_WAY) continue;
    const here = ancestors[depth]!;
    for (let link = start[here]!; link < start[here + 1]!; link++) {
      const time = base + times[2 * link + direction]!;
      if (time < reached[level[link]!]!) reached[level[link]!] = time;
    }
  }
  return { ancestors, times: reached };
}

/** The common ancestor over which the way is fastest: the time by it, and its depth. */
function meeting(origin: Label, destination: Label): { time: number; depth: number } {
  // Common ancestors are a common beginning of both lists.
  let shared = 0;
  let differs = Math.min(origin.ancestors.length, destination.ancestors.length);
  while (shared < differs) {
    const middle = (shared + differs) >> 1;
    if (origin.ancestors[middle] === destination.ancestors[middle]) shared = middle + 1;
    else differs = middle;
  }
  const up = origin.times;
  const down = destination.times;
  let time = NO_WAY;
  let depth = -1;
  for (let at = 0; at < shared; at++) {
    const sum = up[at]! + down[at]!;
    if (sum < time) {
      time = sum;
      depth = at;
    }
  }
  return { time, depth };
}

/** The links between a label's own node and the ancestor at `depth`, from the top down. */
function climbTo({ hierarchy, times }: Metric, label: Label, direction: number, depth: number): number[] {
  const { ancestors, times: reached } = label;
  const links: number[] = [];
  let at = depth;
  while (at < ancestors.length - 1) {
    // The time at an ancestor came from some node below it on the list, over a link between the two.
    let below = at + 1;
    let link = -1;
    for (; below < ancestors.length; below++) {
      link = linkBetween(hierarchy, ancestors[below]!, ancestors[at]!);
      if (link >= 0 && reached[at] === reached[below]! + times[2 * link + direction]!) break;
    }
    links.push(link);
    at = below;
  }
  return links;
}

/** Replaces a link by the arcs of the road graph that it stands for. */
function unpack(metric: Metric, link: number, direction: number, arcs: number[]): void {
  const { hierarchy } = metric;
  const via = metric.via[2 * link + direction]!;
  if (via < 0) {
    arcs.push(~via);
    return;
  }
  const toLow = linkBetween(hierarchy, via, hierarchy.low[link]!);
  const toHigh = linkBetween(hierarchy, via, hierarchy.high[link]!);
  unpack(metric, direction === UP ? toLow : toHigh, DOWN, arcs);
  unpack(metric, direction === UP ? toHigh : toLow, UP, arcs);
}
