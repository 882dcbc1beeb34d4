import { NO_WAY } from './metric.ts';
import type { RoadGraph } from './road-graph.ts';

/** Arcs sorted by tail: those that leave node `v` are `arc[start[v]..start[v+1]]`. */
export interface Departures {
  readonly start: Int32Array;
  readonly arc: Int32Array;
}

/** Sorts the arcs of a graph by their tails. */
export function departuresOf(graph: RoadGraph): Departures {
  const nodes = graph.longitude.length;
  const start = new Int32Array(nodes + 1);
  for (const tail of graph.tail) start[tail + 1]!++;
  for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!;
  const next = start.slice();
  const arc = new Int32Array(graph.tail.length);
  for (const [index, tail] of graph.tail.entries()) arc[next[tail]!++] = index;
  return { start, arc };
}

/**
 * Travel times from one node to all (Dijkstra 1959, binary heap), in milliseconds, `Infinity` where there is no way:
 * what the hierarchy is held against.
 */
export function oneToAll(graph: RoadGraph, departures: Departures, times: Int32Array, from: number): Float64Array {
  const { start, arc } = departures;
  const nodes = graph.longitude.length;
  const reached = new Float64Array(nodes).fill(Infinity);
  const heap = new Int32Array(nodes);
  const place = new Int32Array(nodes).fill(-1);
  let size = 0;
  const rise = (node: number, from: number): void => {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above]!;
      if (reached[other]! <= reached[node]!) break;
      heap[at] = other;
      place[other] = at;
      at = above;
    }
    heap[at] = node;
    place[node] = at;
  };
  const sink = (node: number): void => {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && reached[heap[below + 1]!]! < reached[heap[below]!]!) below++;
      const other = heap[below]!;
      if (reached[other]! >= reached[node]!) break;
      heap[at] = other;
      place[other] = at;
      at = below;
    }
    heap[at] = node;
    place[node] = at;
  };
  reached[from] = 0;
  rise(from, size++);
  while (size > 0) {
    const node = heap[0]!;
    size--;
    if (size > 0) sink(heap[size]!);
    for (let at = start[node]!; at < start[node + 1]!; at++) {
      const index = arc[at]!;
      const time = times[index]!;
      if (time >= NO_WAY) continue;
      const head = graph.head[index]!;
      const total = reached[node]! + time;
      if (total >= reached[head]!) continue;
      const known = reached[head] !== Infinity;
      reached[head] = total;
      rise(head, known ? place[head]! : size++);
    }
  }
  return reached;
}
