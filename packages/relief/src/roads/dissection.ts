import type { RoadGraph } from './road-graph.ts';

/** Neighbours in both directions without repeats: those of `v` lie at `start[v]..start[v+1]`; `twin` is the way back. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly twin: Int32Array;
}

/** The undirected simple graph under a road graph. */
export function adjacencyOf(graph: RoadGraph): Adjacency {
  const nodes = graph.longitude.length;
  const pairs = new Float64Array(graph.tail.length);
  for (let arc = 0; arc < pairs.length; arc++) {
    const a = graph.tail[arc]!;
    const b = graph.head[arc]!;
    pairs[arc] = Math.min(a, b) * nodes + Math.max(a, b);
  }
  pairs.sort();
  const edges = pairs.filter((pair, index) => index === 0 || pair !== pairs[index - 1]);
  const start = new Int32Array(nodes + 1);
  for (const pair of edges) {
    start[Math.floor(pair / nodes) + 1]!++;
    start[(pair % nodes) + 1]!++;
  }
  for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!;
  const next = start.slice();
  const to = new Int32Array(2 * edges.length);
  const twin = new Int32Array(2 * edges.length);
  for (const pair of edges) {
    const a = Math.floor(pair / nodes);
    const b = pair % nodes;
    const forth = next[a]!++;
    const back = next[b]!++;
    to[forth] = b;
    to[back] = a;
    twin[forth] = back;
    twin[back] = forth;
  }
  return { start, to, twin };
}

/** Regions of this size and smaller are ranked as they come. */
const SMALL = 8;
/** Larger regions are cut in every direction and the best cut is kept. */
const LARGE = 20_000;
/** The share of a region at either end that a separator must not enter. */
const END_SHARE = 0.25;
/** Directions in which a region is looked at: along, across, and both diagonals. */
const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/**
 * Ranks the nodes for contraction by nested dissection with inertial flow (Schild and Sommer 2015): a region is cut
 * where the fewest roads cross between its two ends in its longest direction; the nodes at the cut rank above all
 * others of the region. Returns the node at each rank, the most important last.
 */
export function dissectionOrder(graph: RoadGraph, adjacency: Adjacency): Int32Array {
  const nodes = graph.longitude.length;
  const order = Int32Array.from({ length: nodes }, (_, node) => node);
  const cut = regionCutter(graph, adjacency);
  const regions: [from: number, to: number][] = [[0, nodes]];
  for (let region = regions.pop(); region; region = regions.pop()) {
    const [from, to] = region;
    if (to - from <= SMALL) continue;
    const members = order.subarray(from, to);
    const [left, right] = cut(members);
    if (left > 1) regions.push([from, from + left]);
    if (right > 1) regions.push([from + left, from + left + right]);
  }
  return order;
}

/** Cuts one region after the other with the same work arrays: see `dissectionOrder`. */
function regionCutter(graph: RoadGraph, { start, to, twin }: Adjacency): (members: Int32Array) => [number, number] {
  const nodes = graph.longitude.length;
  const region = new Int32Array(nodes);
  const end = new Int8Array(nodes);
  const seen = new Int32Array(nodes);
  const layer = new Int32Array(nodes);
  const current = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  // Each undirected edge has room for one: its flow is −1, 0 or 1 and the opposite on its twin.
  const flow = new Int8Array(to.length);
  let number = 0;
  let pass = 0;

  /** Numbers nodes by distance from the sources over edges with room; says whether that reaches a sink. */
  const findLayers = (sources: Int32Array): boolean => {
    pass++;
    let write = 0;
    let found = false;
    const visit = (node: number, at: number): void => {
      seen[node] = pass;
      layer[node] = at;
      current[node] = start[node]!;
      queue[write++] = node;
    };
    for (const node of sources) visit(node, 0);
    for (let read = 0; read < write; read++) {
      const node = queue[read]!;
      if (end[node] === SINK) continue;
      for (let edge = start[node]!; edge < start[node + 1]!; edge++) {
        const other = to[edge]!;
        if (region[other] !== number || seen[other] === pass || flow[edge] === 1) continue;
        visit(other, layer[node]! + 1);
        if (end[other] === SINK) found = true;
      }
    }
    return found;
  };

  /** Pushes one unit along each way through the layers until there is none left (Dinitz 1970). */
  const augment = (sources: Int32Array): void => {
    for (const source of sources) {
      let node = source;
      let length = 0;
      for (;;) {
        if (end[node] === SINK) {
          for (let step = 0; step < length; step++) {
            const edge = path[step]!;
            flow[edge]!++;
            flow[twin[edge]!]!--;
          }
          node = source;
          length = 0;
          continue;
        }
        let edge = current[node]!;
        const stop = start[node + 1]!;
        while (edge < stop) {
          const other = to[edge]!;
          if (flow[edge]! < 1 && seen[other] === pass && layer[other] === layer[node]! + 1 && region[other] === number)
            break;
          edge++;
        }
        current[node] = edge;
        if (edge < stop) {
          path[length++] = edge;
          node = to[edge]!;
          continue;
        }
        layer[node] = -1;
        if (length === 0) break;
        node = to[twin[path[--length]!]!]!;
      }
    }
  };

  /** The nodes on either side of the cut that have a road across it. */
  const shoresOf = (members: Int32Array): [Int32Array, Int32Array] => {
    const onShore = (node: number): boolean => {
      for (let edge = start[node]!; edge < start[node + 1]!; edge++) {
        const other = to[edge]!;
        if (region[other] === number && (seen[other] === pass) !== (seen[node] === pass)) return true;
      }
      return false;
    };
    const shore = members.filter(onShore);
    return [shore.filter((node) => seen[node] === pass), shore.filter((node) => seen[node] !== pass)];
  };

  /** Puts the left part first, then the right one, then the separator: the smaller shore of the cut. */
  const split = (members: Int32Array): [number, number] => {
    const shores = shoresOf(members);
    const separator = shores[0].length <= shores[1].length ? shores[0] : shores[1];
    for (const node of separator) region[node] = 0;
    const left = members.filter((node) => region[node] === number && seen[node] === pass);
    const right = members.filter((node) => region[node] === number && seen[node] !== pass);
    members.set(left);
    members.set(right, left.length);
    members.set(separator, left.length + right.length);
    return [left.length, right.length];
  };

  /** Cuts along one direction; the marks in `seen` tell the two sides until the next cut. */
  const cutAlong = (members: Int32Array, keys: Float64Array): void => {
    for (const node of members) flow.fill(0, start[node], start[node + 1]);
    markEnds(members, keys, end);
    const sources = members.filter((node) => end[node] === SOURCE);
    while (findLayers(sources)) augment(sources);
  };

  /** How many nodes the smaller shore has, for each node of the smaller side: the lower, the better the cut. */
  const costOfCut = (members: Int32Array): number => {
    const shores = shoresOf(members);
    const left = members.reduce((count, node) => count + (seen[node] === pass ? 1 : 0), 0);
    return Math.min(shores[0].length, shores[1].length) / Math.min(left, members.length - left);
  };

  return (members) => {
    number++;
    for (const node of members) region[node] = number;
    const directions = projections(graph, members);
    const tried = directions.slice(0, members.length > LARGE ? directions.length : 1);
    let best = tried[0]!;
    if (tried.length > 1) {
      const costs = tried.map((keys) => {
        cutAlong(members, keys);
        return costOfCut(members);
      });
      best = tried[costs.indexOf(Math.min(...costs))]!;
    }
    cutAlong(members, best);
    return split(members);
  };
}

const SOURCE = -1;
const SINK = 1;

/** Where the members of a region lie along each direction, the direction of its greatest width first. */
function projections({ longitude, latitude }: RoadGraph, members: Int32Array): Float64Array[] {
  // A degree of longitude is shorter away from the equator.
  const shrink = Math.cos((latitude[members[0]!]! * Math.PI) / 180);
  const found = DIRECTIONS.map(([east, north]) => {
    const scale = 1 / Math.hypot(east, north);
    const keys = new Float64Array(members.length);
    let low = Infinity;
    let high = -Infinity;
    for (let index = 0; index < members.length; index++) {
      const node = members[index]!;
      const key = scale * (east * shrink * longitude[node]! + north * latitude[node]!);
      keys[index] = key;
      if (key < low) low = key;
      if (key > high) high = key;
    }
    return { keys, width: high - low };
  });
  return found.toSorted((a, b) => b.width - a.width).map(({ keys }) => keys);
}

/** Marks a quarter at either end of a direction as sources and sinks, the middle as neither. */
function markEnds(members: Int32Array, keys: Float64Array, end: Int8Array): void {
  const sorted = keys.toSorted();
  const quarter = Math.max(1, Math.floor(sorted.length * END_SHARE));
  const low = sorted[quarter - 1]!;
  const high = sorted[sorted.length - quarter]!;
  for (let index = 0; index < members.length; index++) {
    // Where many points coincide, the order in which they come decides.
    const key = low < high ? keys[index]! : index;
    const [lowest, highest] = low < high ? [low, high] : [quarter - 1, members.length - quarter];
    end[members[index]!] = key <= lowest ? SOURCE : key >= highest ? SINK : 0;
  }
}
