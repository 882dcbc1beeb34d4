import { adjacencyOf, dissectionOrder } from './dissection.ts';
import type { RoadGraph } from './road-graph.ts';

/**
 * The part of a customizable contraction hierarchy (Dibbelt, Strasser and Wagner 2016) that doesn't depend on travel
 * times: made once a map. Nodes are numbered by rank. The links of node `v` to higher nodes lie at
 * `start[v]..start[v+1]`, sorted; each stands for both directions.
 */
export interface Hierarchy {
  readonly graph: RoadGraph;
  /** Node of the graph at each rank, and the other way round. */
  readonly order: Int32Array;
  readonly rank: Int32Array;
  readonly start: Int32Array;
  /** The higher end of each link. */
  readonly high: Int32Array;
  /** The lower end of each link. */
  readonly low: Int32Array;
  /** The next node on the way to the root of the elimination tree; −1 at a root. */
  readonly parent: Int32Array;
  /**
   * How far below its root the higher end of each link lies. Higher neighbours are ancestors, so among those of one
   * node this names each, by a small number.
   */
  readonly level: Int32Array;
  /** Links from below: those into `v` are `downLink[downStart[v]..downStart[v+1]]`. */
  readonly downStart: Int32Array;
  readonly downLink: Int32Array;
  /** The link of each arc of the graph. */
  readonly linkOfArc: Int32Array;
}

/** Prepares a road graph for travel times of any kind. */
export function prepareRoads(graph: RoadGraph): Hierarchy {
  const adjacency = adjacencyOf(graph);
  const order = dissectionOrder(graph, adjacency);
  const nodes = order.length;
  const rank = new Int32Array(nodes);
  for (let position = 0; position < nodes; position++) rank[order[position]!] = position;

  // Contracting a node joins its higher neighbours; it's enough to pass them on to the lowest of these.
  const start = new Int32Array(nodes + 1);
  const parent = new Int32Array(nodes).fill(-1);
  const firstChild = new Int32Array(nodes).fill(-1);
  const nextSibling = new Int32Array(nodes).fill(-1);
  const mark = new Int32Array(nodes).fill(-1);
  let high = new Int32Array(4 * nodes + 16);
  let links = 0;
  const gathered = new Int32Array(nodes);
  for (let node = 0; node < nodes; node++) {
    let count = 0;
    const gather = (other: number): void => {
      if (other <= node || mark[other] === node) return;
      mark[other] = node;
      gathered[count++] = other;
    };
    const original = order[node]!;
    for (let edge = adjacency.start[original]!; edge < adjacency.start[original + 1]!; edge++) {
      gather(rank[adjacency.to[edge]!]!);
    }
    for (let child = firstChild[node]!; child >= 0; child = nextSibling[child]!) {
      for (let link = start[child]!; link < start[child + 1]!; link++) gather(high[link]!);
    }
    const own = gathered.subarray(0, count).toSorted();
    if (links + count > high.length) {
      const larger = new Int32Array(2 * (links + count));
      larger.set(high);
      high = larger;
    }
    high.set(own, links);
    links += count;
    start[node + 1] = links;
    if (count === 0) continue;
    const above = own[0]!;
    parent[node] = above;
    nextSibling[node] = firstChild[above]!;
    firstChild[above] = node;
  }
  high = high.slice(0, links);

  const depth = new Int32Array(nodes);
  for (let node = nodes - 1; node >= 0; node--) if (parent[node]! >= 0) depth[node] = depth[parent[node]!]! + 1;
  const level = high.map((node) => depth[node]!);
  const low = new Int32Array(links);
  const downStart = new Int32Array(nodes + 1);
  for (let node = 0; node < nodes; node++) low.fill(node, start[node], start[node + 1]);
  for (let link = 0; link < links; link++) downStart[high[link]! + 1]!++;
  for (let node = 0; node < nodes; node++) downStart[node + 1]! += downStart[node]!;
  const next = downStart.slice();
  const downLink = new Int32Array(links);
  for (let link = 0; link < links; link++) downLink[next[high[link]!]!++] = link;

  const linkOfArc = new Int32Array(graph.tail.length);
  const hierarchy = { graph, order, rank, start, high, low, parent, level, downStart, downLink, linkOfArc };
  for (let arc = 0; arc < linkOfArc.length; arc++) {
    const a = rank[graph.tail[arc]!]!;
    const b = rank[graph.head[arc]!]!;
    linkOfArc[arc] = linkBetween(hierarchy, Math.min(a, b), Math.max(a, b));
  }
  return hierarchy;
}

/** The link between two nodes, lower rank first; −1 if there is none. */
export function linkBetween({ start, high }: Pick<Hierarchy, 'start' | 'high'>, low: number, up: number): number {
  let from = start[low]!;
  let to = start[low + 1]! - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    if (high[middle] === up) return middle;
    if (high[middle]! < up) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}
