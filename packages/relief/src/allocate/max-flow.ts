/** A residual network: edge `e` from a node is undone by its twin; edges of node `v` lie at `start[v]..start[v+1]`. */
export interface ResidualNetwork {
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly twin: Int32Array;
  /** What each edge can still carry. */
  readonly room: Float64Array;
  /** Where the given arcs lie, so that their flow can be read and their capacity raised. */
  readonly edgeOfArc: Int32Array;
}

/** Lays out arcs as a residual network on `nodes` nodes. */
export function residualNetwork(
  nodes: number,
  tail: ArrayLike<number>,
  head: ArrayLike<number>,
  capacity: ArrayLike<number>,
): ResidualNetwork {
  const arcs = tail.length;
  const start = new Int32Array(nodes + 1);
  for (let arc = 0; arc < arcs; arc++) {
    start[tail[arc]! + 1]!++;
    start[head[arc]! + 1]!++;
  }
  for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!;
  const next = start.slice();
  const to = new Int32Array(2 * arcs);
  const twin = new Int32Array(2 * arcs);
  const room = new Float64Array(2 * arcs);
  const edgeOfArc = new Int32Array(arcs);
  for (let arc = 0; arc < arcs; arc++) {
    const forth = next[tail[arc]!]!++;
    const back = next[head[arc]!]!++;
    to[forth] = head[arc]!;
    to[back] = tail[arc]!;
    twin[forth] = back;
    twin[back] = forth;
    room[forth] = capacity[arc]!;
    edgeOfArc[arc] = forth;
  }
  return { start, to, twin, room, edgeOfArc };
}

/**
 * Adds as much flow from `source` to `sink` as fits (Dinitz 1970: blocking flows on layered networks) and returns how
 * much that was. Rooms not above `tolerance` count as none.
 */
export function maximumFlow(network: ResidualNetwork, source: number, sink: number, tolerance = 0): number {
  const { start, to, twin, room } = network;
  const nodes = start.length - 1;
  const layer = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  const current = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  let total = 0;

  const layered = (): boolean => {
    layer.fill(-1);
    layer[source] = 0;
    queue[0] = source;
    for (let read = 0, write = 1; read < write; read++) {
      const node = queue[read]!;
      for (let edge = start[node]!; edge < start[node + 1]!; edge++) {
        const other = to[edge]!;
        if (layer[other]! >= 0 || room[edge]! <= tolerance) continue;
        layer[other] = layer[node]! + 1;
        if (other === sink) return true;
        queue[write++] = other;
      }
    }
    return false;
  };

  while (layered()) {
    current.set(start.subarray(0, nodes));
    let length = 0;
    let node = source;
    for (;;) {
      if (node === sink) {
        let amount = Infinity;
        for (let step = 0; step < length; step++) amount = Math.min(amount, room[path[step]!]!);
        total += amount;
        let keep = length;
        for (let step = length - 1; step >= 0; step--) {
          const edge = path[step]!;
          room[edge]! -= amount;
          room[twin[edge]!]! += amount;
          if (room[edge]! <= tolerance) keep = step;
        }
        length = keep;
        node = to[twin[path[keep]!]!]!;
        continue;
      }
      let edge = current[node]!;
      const end = start[node + 1]!;
      while (edge < end && (room[edge]! <= tolerance || layer[to[edge]!] !== layer[node]! + 1)) edge++;
      current[node] = edge;
      if (edge < end) {
        path[length++] = edge;
        node = to[edge]!;
      } else {
        if (node === source) break;
        layer[node] = -1;
        node = to[twin[path[--length]!]!]!;
      }
    }
  }
  return total;
}

/** Marks the nodes that flow from `source` can still reach: after `maximumFlow`, the source's side of a minimum cut. */
export function reachable(network: ResidualNetwork, source: number, tolerance = 0): Uint8Array {
  const { start, to, room } = network;
  const seen = new Uint8Array(start.length - 1);
  const stack = [source];
  seen[source] = 1;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let edge = start[node]!; edge < start[node + 1]!; edge++) {
      const other = to[edge]!;
      if (seen[other] === 1 || room[edge]! <= tolerance) continue;
      seen[other] = 1;
      stack.push(other);
    }
  }
  return seen;
}
