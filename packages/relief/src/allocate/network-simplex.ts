/** A minimum-cost flow problem on `supply.length` nodes; the arrays of arcs have one length. */
export interface FlowNetwork {
  /** What each node puts in (positive) or takes out (negative), whole units that sum to 0. */
  readonly supply: Float64Array;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** The most an arc carries, whole units; may be `Infinity` where costs are not negative. */
  readonly capacity: Float64Array;
  /** Cost per unit, whole numbers. */
  readonly cost: Float64Array;
}

/** The cheapest flow of a network. */
export interface FlowSolution {
  /** Units on each arc. */
  readonly flow: Float64Array;
  /** Whether every node's supply is balanced; if not, the flow leaves as little unbalanced as it can. */
  readonly feasible: boolean;
  readonly cost: number;
  readonly pivots: number;
}

const LOWER = 1;
const TREE = 0;
const UPPER = -1;

/**
 * Solves a minimum-cost flow by the primal network simplex method with block pricing and strongly feasible trees
 * (Cunningham 1976, which rules out cycling). Whole-number input gives an exact whole-number answer as long as every
 * product of cost and flow stays below 2^53. Expected time is near-linear in arcs for transportation problems.
 */
export function networkSimplex(network: FlowNetwork): FlowSolution {
  const { supply } = network;
  const nodes = supply.length;
  const arcs = network.tail.length;
  const root = nodes;
  const total = arcs + nodes;

  // Real arcs, then one artificial arc between each node and the root, dear enough never to be used if avoidable.
  const tail = extended(Int32Array, network.tail, total);
  const head = extended(Int32Array, network.head, total);
  const capacity = extended(Float64Array, network.capacity, total);
  const cost = extended(Float64Array, network.cost, total);
  const flow = new Float64Array(total);
  const state = new Int8Array(total).fill(LOWER);
  let dearest = 0;
  for (let arc = 0; arc < arcs; arc++) dearest = Math.max(dearest, Math.abs(cost[arc]!));
  const artificialCost = (dearest + 1) * (nodes + 1);

  // The spanning tree: parent and the arc to it, whether that arc points up, depth, and children as linked lists.
  const parent = new Int32Array(nodes + 1).fill(root);
  const treeArc = new Int32Array(nodes + 1);
  const pointsUp = new Uint8Array(nodes + 1);
  const depth = new Int32Array(nodes + 1).fill(1);
  const firstChild = new Int32Array(nodes + 1).fill(-1);
  const nextSibling = new Int32Array(nodes + 1).fill(-1);
  const previousSibling = new Int32Array(nodes + 1).fill(-1);
  const potential = new Float64Array(nodes + 1);
  depth[root] = 0;
  parent[root] = -1;

  const attach = (node: number, to: number): void => {
    const first = firstChild[to]!;
    parent[node] = to;
    nextSibling[node] = first;
    previousSibling[node] = -1;
    if (first >= 0) previousSibling[first] = node;
    firstChild[to] = node;
  };
  const detach = (node: number): void => {
    const next = nextSibling[node]!;
    const previous = previousSibling[node]!;
    if (previous >= 0) nextSibling[previous] = next;
    else firstChild[parent[node]!] = next;
    if (next >= 0) previousSibling[next] = previous;
  };

  for (let node = 0; node < nodes; node++) {
    const arc = arcs + node;
    const gives = supply[node]! >= 0;
    tail[arc] = gives ? node : root;
    head[arc] = gives ? root : node;
    capacity[arc] = Infinity;
    cost[arc] = artificialCost;
    flow[arc] = Math.abs(supply[node]!);
    state[arc] = TREE;
    treeArc[node] = arc;
    pointsUp[node] = gives ? 1 : 0;
    potential[node] = gives ? -artificialCost : artificialCost;
    attach(node, root);
  }

  // On transportation problems 3 √arcs took the least time between 1 and 16 √arcs.
  const block = Math.max(20, Math.ceil(3 * Math.sqrt(arcs)));
  let position = 0;
  /** The arc of the best reduced cost in the first block that has any that helps; -1 if none does. */
  const entering = (): number => {
    let best = 0;
    let found = -1;
    let left = block;
    for (let scanned = 0; scanned < arcs; scanned++) {
      const arc = position;
      position = position + 1 === arcs ? 0 : position + 1;
      const reduced = state[arc]! * (cost[arc]! + potential[tail[arc]!]! - potential[head[arc]!]!);
      if (reduced < best) {
        best = reduced;
        found = arc;
      }
      if (--left === 0) {
        if (found >= 0) return found;
        left = block;
      }
    }
    return found;
  };

  let pivots = 0;
  for (let arc = entering(); arc >= 0; arc = entering()) {
    pivots++;
    const forward = state[arc] === LOWER;
    const first = forward ? tail[arc]! : head[arc]!;
    const second = forward ? head[arc]! : tail[arc]!;

    let a = first;
    let b = second;
    while (a !== b) {
      if (depth[a]! >= depth[b]!) a = parent[a]!;
      else b = parent[b]!;
    }
    const join = a;

    // The last blocking arc of the cycle, walked from the join in the direction of the change, keeps the tree
    // strongly feasible: hence `<` on the first side and `<=` on the second.
    let change = capacity[arc]!;
    let leavingNode = -1;
    let leavesFirstSide = false;
    for (let node = first; node !== join; node = parent[node]!) {
      const up = treeArc[node]!;
      const room = pointsUp[node] === 1 ? flow[up]! : capacity[up]! - flow[up]!;
      if (room < change) {
        change = room;
        leavingNode = node;
        leavesFirstSide = true;
      }
    }
    for (let node = second; node !== join; node = parent[node]!) {
      const up = treeArc[node]!;
      const room = pointsUp[node] === 1 ? capacity[up]! - flow[up]! : flow[up]!;
      if (room <= change) {
        change = room;
        leavingNode = node;
        leavesFirstSide = false;
      }
    }

    if (change > 0) {
      flow[arc] = flow[arc]! + (forward ? change : -change);
      for (let node = first; node !== join; node = parent[node]!) {
        const up = treeArc[node]!;
        flow[up] = flow[up]! + (pointsUp[node] === 1 ? -change : change);
      }
      for (let node = second; node !== join; node = parent[node]!) {
        const up = treeArc[node]!;
        flow[up] = flow[up]! + (pointsUp[node] === 1 ? change : -change);
      }
    }
    if (leavingNode < 0) {
      state[arc] = forward ? UPPER : LOWER;
      continue;
    }

    const leaving = treeArc[leavingNode]!;
    state[leaving] = flow[leaving] === 0 ? LOWER : UPPER;
    state[arc] = TREE;

    // Hang the part below the leaving arc on the entering arc, turning over the path between the two.
    const top = leavesFirstSide ? first : second;
    let node = top;
    let above = leavesFirstSide ? second : first;
    let link = arc;
    let up = tail[arc] === top ? 1 : 0;
    const shift = potential[above]! + (up === 1 ? -cost[arc]! : cost[arc]!) - potential[top]!;
    for (;;) {
      const oldParent = parent[node]!;
      const oldLink = treeArc[node]!;
      const oldUp = pointsUp[node]!;
      detach(node);
      attach(node, above);
      treeArc[node] = link;
      pointsUp[node] = up;
      if (node === leavingNode) break;
      above = node;
      node = oldParent;
      link = oldLink;
      up = 1 - oldUp;
    }

    node = top;
    for (;;) {
      potential[node] = potential[node]! + shift;
      depth[node] = depth[parent[node]!]! + 1;
      if (firstChild[node]! >= 0) {
        node = firstChild[node]!;
        continue;
      }
      while (node !== top && nextSibling[node]! < 0) node = parent[node]!;
      if (node === top) break;
      node = nextSibling[node]!;
    }
  }

  let sum = 0;
  let feasible = true;
  for (let arc = 0; arc < arcs; arc++) sum += flow[arc]! * cost[arc]!;
  for (let arc = arcs; arc < total; arc++) if (flow[arc]! > 0) feasible = false;
  return { flow: flow.subarray(0, arcs), feasible, cost: sum, pivots };
}

function extended<T extends Int32Array | Float64Array>(type: new (length: number) => T, values: T, length: number): T {
  const result = new type(length);
  result.set(values);
  return result;
}
