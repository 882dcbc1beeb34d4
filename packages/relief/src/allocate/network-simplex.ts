/** A minimum-cost flow problem on `supply.length` nodes; the arrays of arcs have one length. */
export interface FlowNetwork {
  /** What each node puts in (positive) or takes out (negative), whole units that sum to 0. */
  readonly supply: Float64Array;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** The most an arc carries, whole units; `Infinity` only where costs aren't negative. Absent: no limits at all. */
  readonly capacity?: Float64Array;
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
 *
 * @param likely how many of the cheapest arcs into each node take part from the beginning, the others when they help
 */
export function networkSimplex(network: FlowNetwork, likely = LIKELY): FlowSolution {
  const { supply } = network;
  const nodes = supply.length;
  const arcs = network.tail.length;
  const root = nodes;

  // Sifting: only arcs likely to be used take part, the others when those are at their best and they would still help.
  // First come the artificial arcs between each node and the root, dear enough never to be used if avoidable.
  const limit = likelyCosts(network, likely);
  let dearest = 0;
  let few = 0;
  for (let arc = 0; arc < arcs; arc++) {
    const price = network.cost[arc]!;
    if (Math.abs(price) > dearest) dearest = Math.abs(price);
    if (price <= limit[network.head[arc]!]!) few++;
  }
  const artificialCost = (dearest + 1) * (nodes + 1);
  const total = nodes + Math.min(arcs, 4 * few);
  const tail = new Int32Array(total);
  const head = new Int32Array(total);
  const capacity = new Float64Array(total);
  const cost = new Float64Array(total);
  const flow = new Float64Array(total);
  const state = new Int8Array(total);
  const origin = new Int32Array(total);
  const takesPart = new Uint8Array(arcs);
  let count = nodes;
  const take = (arc: number): void => {
    tail[count] = network.tail[arc]!;
    head[count] = network.head[arc]!;
    capacity[count] = network.capacity ? network.capacity[arc]! : Infinity;
    cost[count] = network.cost[arc]!;
    state[count] = LOWER;
    origin[count++] = arc;
    takesPart[arc] = 1;
  };
  for (let arc = 0; arc < arcs; arc++) if (network.cost[arc]! <= limit[network.head[arc]!]!) take(arc);

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
    const gives = supply[node]! >= 0;
    tail[node] = gives ? node : root;
    head[node] = gives ? root : node;
    capacity[node] = Infinity;
    cost[node] = artificialCost;
    flow[node] = Math.abs(supply[node]!);
    state[node] = TREE;
    treeArc[node] = node;
    pointsUp[node] = gives ? 1 : 0;
    potential[node] = gives ? -artificialCost : artificialCost;
    attach(node, root);
  }

  let full = false;
  /** Lets the arcs take part that would help; false if there are none, and the flow is the best, or there's no room. */
  const sift = (): boolean => {
    const before = count;
    for (let arc = 0; arc < arcs; arc++) {
      if (network.cost[arc]! + potential[network.tail[arc]!]! - potential[network.head[arc]!]! >= 0) continue;
      if (takesPart[arc] === 1) continue;
      if (count === total) full = true;
      if (full) return false;
      take(arc);
    }
    return count > before;
  };

  let position = nodes;
  /** The arc of the best reduced cost in the first block that has any that helps; -1 if none does. */
  const entering = (): number => {
    // On transportation problems √arcs took the least time between a half and 16 times that.
    const block = Math.max(20, Math.ceil(Math.sqrt(count - nodes)));
    let best = 0;
    let found = -1;
    let left = block;
    for (let scanned = nodes; scanned < count; scanned++) {
      const arc = position;
      position = position + 1 >= count ? nodes : position + 1;
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
    return found >= 0 || !sift() ? found : entering();
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

  if (full) return networkSimplex(network, Infinity);
  const result = new Float64Array(arcs);
  let sum = 0;
  for (let arc = nodes; arc < count; arc++) {
    result[origin[arc]!] = flow[arc]!;
    sum += flow[arc]! * cost[arc]!;
  }
  return { flow: result, feasible: flow.subarray(0, nodes).every((units) => units === 0), cost: sum, pivots };
}

/** How many of the cheapest arcs into each node are likely to be used. */
const LIKELY = 12;

/** For each node what the last of the likely arcs into it costs; no limit in a sparse network. */
function likelyCosts({ supply, head, cost }: FlowNetwork, likely: number): Float64Array {
  const nodes = supply.length;
  const limits = new Float64Array(nodes).fill(Infinity);
  if (head.length <= 2 * likely * nodes) return limits;
  // The cheapest into each node, in order, by insertion: most arcs are dearer than the last and cost one comparison.
  const cheapest = new Float64Array(nodes * likely).fill(Infinity);
  for (let arc = 0; arc < head.length; arc++) {
    const price = cost[arc]!;
    const first = head[arc]! * likely;
    let at = first + likely - 1;
    if (price >= cheapest[at]!) continue;
    for (; at > first && cheapest[at - 1]! > price; at--) cheapest[at] = cheapest[at - 1]!;
    cheapest[at] = price;
  }
  return limits.map((_, node) => cheapest[node * likely + likely - 1]!);
}
