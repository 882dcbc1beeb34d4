import type { FlowComponent } from '../compile/compiled.ts';

/** Amounts below this are nothing. */
const CRUMB = 1e-9;

/** What flows in a component: over each link (negative: from `to` to `from`), out of each node's own feed, to each demand. */
export interface Flows {
  readonly link: Float64Array;
  readonly fed: Float64Array;
  readonly delivered: Float64Array;
}

/**
 * Shares a flow out: the largest supply that the component can carry, the earlier demand in order always as much as it
 * can have. Since what sources can deliver at once to a set of demands is a polymatroid, serving demands in order by
 * augmenting paths gives both at once (Megiddo 1974), and one delivery only: how it was reached does not matter. After
 * a change only what it broke is mended and only demands that are short look for a path.
 */
export class FlowSolver implements Flows {
  readonly link: Float64Array;
  readonly fed: Float64Array;
  readonly delivered: Float64Array;
  readonly #component: Omit<FlowComponent, 'usual'>;
  readonly #nodeLevel: Float64Array;
  readonly #linkLevel: Float64Array;
  /** Links at a node: `#linksAt[#linkStart[n]]` up to `#linkStart[n + 1]`. */
  readonly #linkStart: Int32Array;
  readonly #linksAt: Int32Array;
  /** Demand of each node, or -1. */
  readonly #demandAt: Int32Array;
  /** What comes into a node and does not leave it; nothing once solved. */
  readonly #surplus: Float64Array;
  readonly #unbalanced: number[] = [];
  readonly #queue: Int32Array;
  readonly #reached: Int32Array;
  readonly #via: Int32Array;
  /** Nodes that were found unable to get more in the present solution. */
  readonly #hopeless: Int32Array;
  #reachedCount = 0;
  #search = 0;
  #solution = 0;

  constructor(component: Omit<FlowComponent, 'usual'>, usual?: Flows) {
    const { nodeCount, linkFrom, linkTo, linkCapacity, demandNode } = component;
    this.#component = component;
    this.link = usual?.link.slice() ?? new Float64Array(linkCapacity.length);
    this.fed = usual?.fed.slice() ?? new Float64Array(nodeCount);
    this.delivered = usual?.delivered.slice() ?? new Float64Array(demandNode.length);
    this.#nodeLevel = new Float64Array(nodeCount).fill(1);
    this.#linkLevel = new Float64Array(linkCapacity.length).fill(1);
    this.#linkStart = new Int32Array(nodeCount + 1);
    for (const node of [...linkFrom, ...linkTo]) this.#linkStart[node + 1]! += 1;
    for (let node = 0; node < nodeCount; node += 1) this.#linkStart[node + 1]! += this.#linkStart[node]!;
    const next = this.#linkStart.slice();
    this.#linksAt = new Int32Array(2 * linkCapacity.length);
    for (let link = 0; link < linkCapacity.length; link += 1) {
      this.#linksAt[next[linkFrom[link]!]!++] = link;
      this.#linksAt[next[linkTo[link]!]!++] = link;
    }
    this.#demandAt = new Int32Array(nodeCount).fill(-1);
    for (const [demand, node] of demandNode.entries()) this.#demandAt[node] = demand;
    this.#surplus = new Float64Array(nodeCount);
    this.#queue = new Int32Array(nodeCount);
    this.#reached = new Int32Array(nodeCount);
    this.#via = new Int32Array(nodeCount);
    this.#hopeless = new Int32Array(nodeCount);
  }

  /** Goes back to known flows, everything working. */
  restore(flows: Flows): void {
    this.link.set(flows.link);
    this.fed.set(flows.fed);
    this.delivered.set(flows.delivered);
    this.#nodeLevel.fill(1);
    this.#linkLevel.fill(1);
  }

  /** A node works to a part: it feeds that part in; at nothing it neither draws nor passes on. */
  setNode(node: number, level: number): void {
    this.#nodeLevel[node] = level;
    const feed = this.#feed(node);
    if (this.fed[node]! > feed) this.#change(node, feed - this.fed[node]!, this.fed);
    const demand = this.#demandAt[node]!;
    if (level === 0 && demand >= 0) {
      this.#unbalance(node, this.delivered[demand]!);
      this.delivered[demand] = 0;
    }
    for (let at = this.#linkStart[node]!; at < this.#linkStart[node + 1]!; at += 1) this.#clip(this.#linksAt[at]!);
  }

  /** A link carries a part of its capacity. */
  setLink(link: number, level: number): void {
    this.#linkLevel[link] = level;
    this.#clip(link);
  }

  /** Brings the flows to the one best sharing out. */
  solve(): void {
    this.#balance();
    this.#solution += 1;
    const { demandNode } = this.#component;
    for (let demand = 0; demand < demandNode.length; demand += 1) {
      const node = demandNode[demand]!;
      while (this.#missing(demand) > CRUMB && this.#hopeless[node] !== this.#solution) {
        if (!this.#serve(demand)) this.#giveUp();
      }
    }
  }

  #missing(demand: number): number {
    const { demandNode, demandAmount } = this.#component;
    return this.#nodeLevel[demandNode[demand]!]! > 0 ? demandAmount[demand]! - this.delivered[demand]! : 0;
  }

  #feed(node: number): number {
    return this.#component.supply[node]! * this.#nodeLevel[node]!;
  }

  #capacity(link: number): number {
    const { linkFrom, linkTo, linkCapacity } = this.#component;
    if (this.#nodeLevel[linkFrom[link]!] === 0 || this.#nodeLevel[linkTo[link]!] === 0) return 0;
    return linkCapacity[link]! * this.#linkLevel[link]!;
  }

  /** What a link could carry more out of a node. */
  #room(link: number, from: number): number {
    const { linkFrom, linkOneWay } = this.#component;
    const flow = this.link[link]!;
    if (linkFrom[link] === from) return this.#capacity(link) - flow;
    return (linkOneWay[link] === 1 ? 0 : this.#capacity(link)) + flow;
  }

  #otherEnd(link: number, node: number): number {
    const { linkFrom, linkTo } = this.#component;
    return linkFrom[link] === node ? linkTo[link]! : linkFrom[link]!;
  }

  #push(link: number, from: number, amount: number): void {
    this.link[link]! += this.#component.linkFrom[link] === from ? amount : -amount;
  }

  #unbalance(node: number, amount: number): void {
    this.#surplus[node]! += amount;
    this.#unbalanced.push(node);
  }

  #change(node: number, amount: number, part: Float64Array): void {
    part[node]! += amount;
    this.#unbalance(node, amount);
  }

  /** Takes a link's flow down to what it can still carry. */
  #clip(link: number): void {
    const { linkFrom, linkTo } = this.#component;
    const capacity = this.#capacity(link);
    const excess = Math.abs(this.link[link]!) - capacity;
    if (excess <= 0) return;
    const from = this.link[link]! > 0 ? linkFrom[link]! : linkTo[link]!;
    this.#push(link, from, -excess);
    this.#unbalance(from, excess);
    this.#unbalance(this.#otherEnd(link, from), -excess);
  }

  /** Mends what was clipped: surplus goes where it is missing or back to a source, a lack is drawn or taken away. */
  #balance(): void {
    for (const node of this.#unbalanced) {
      while (this.#surplus[node]! > CRUMB && this.#sendOff(node));
      while (this.#surplus[node]! < -CRUMB && this.#makeUp(node));
      // What is left is what rounding left.
      this.#surplus[node] = 0;
    }
    this.#unbalanced.length = 0;
  }

  #sendOff(node: number): boolean {
    const end = this.#walk(node, true, (at) => this.#surplus[at]! < -CRUMB || this.fed[at]! > CRUMB);
    if (end < 0) return false;
    const lack = -this.#surplus[end]!;
    const taken = lack > CRUMB ? lack : this.fed[end]!;
    const amount = this.#pushAlong(node, end, true, Math.min(this.#surplus[node]!, taken));
    if (lack > CRUMB) this.#surplus[end]! += amount;
    else this.fed[end]! -= amount;
    this.#surplus[node]! -= amount;
    return true;
  }

  #makeUp(node: number): boolean {
    const lack = -this.#surplus[node]!;
    let end = this.#walk(node, false, (at) => this.#surplus[at]! > CRUMB || this.#feed(at) - this.fed[at]! > CRUMB);
    if (end >= 0) {
      const spare = this.#surplus[end]!;
      const amount = this.#pushAlong(
        node,
        end,
        false,
        Math.min(lack, spare > CRUMB ? spare : this.#feed(end) - this.fed[end]!),
      );
      if (spare > CRUMB) this.#surplus[end]! -= amount;
      else this.fed[end]! += amount;
      this.#surplus[node]! += amount;
      return true;
    }
    const demand = this.#lastServed(-1);
    if (demand < 0) return false;
    end = this.#component.demandNode[demand]!;
    const amount = this.#pushAlong(node, end, false, Math.min(lack, this.delivered[demand]!));
    this.delivered[demand]! -= amount;
    this.#surplus[node]! += amount;
    return true;
  }

  /** Finds more for a demand: from a source with some to spare, else from the last demand behind it in order. */
  #serve(demand: number): boolean {
    const node = this.#component.demandNode[demand]!;
    const missing = this.#missing(demand);
    const source = this.#walk(node, false, (at) => this.#feed(at) - this.fed[at]! > CRUMB);
    if (source >= 0) {
      const amount = this.#pushAlong(node, source, false, Math.min(missing, this.#feed(source) - this.fed[source]!));
      this.fed[source]! += amount;
      this.delivered[demand]! += amount;
      return true;
    }
    const last = this.#lastServed(demand);
    if (last < 0) return false;
    const amount = this.#pushAlong(
      node,
      this.#component.demandNode[last]!,
      false,
      Math.min(missing, this.delivered[last]!),
    );
    this.delivered[last]! -= amount;
    this.delivered[demand]! += amount;
    return true;
  }

  /** The last demand in order, after a given one, that gets something at a node of the last walk. */
  #lastServed(after: number): number {
    let last = -1;
    for (let index = 0; index < this.#reachedCount; index += 1) {
      const demand = this.#demandAt[this.#queue[index]!]!;
      if (demand > after && demand > last && this.delivered[demand]! > CRUMB) last = demand;
    }
    return last;
  }

  /** Nodes that cannot lead anything to a demand in vain will not do so later in this solution: none leads into them. */
  #giveUp(): void {
    for (let index = 0; index < this.#reachedCount; index += 1) {
      this.#hopeless[this.#queue[index]!] = this.#solution;
    }
  }

  /** Breadth-first along (or against) room on links to the first node that will do; -1 if none, all being reached. */
  #walk(start: number, along: boolean, isEnd: (node: number) => boolean): number {
    this.#search += 1;
    this.#reached[start] = this.#search;
    this.#via[start] = -1;
    this.#queue[0] = start;
    this.#reachedCount = 1;
    for (let index = 0; index < this.#reachedCount; index += 1) {
      const node = this.#queue[index]!;
      if (isEnd(node)) return node;
      for (let at = this.#linkStart[node]!; at < this.#linkStart[node + 1]!; at += 1) {
        const link = this.#linksAt[at]!;
        const other = this.#otherEnd(link, node);
        if (this.#reached[other] === this.#search || this.#room(link, along ? node : other) <= CRUMB) continue;
        this.#reached[other] = this.#search;
        this.#via[other] = link;
        this.#queue[this.#reachedCount++] = other;
      }
    }
    return -1;
  }

  /** Pushes what fits, at most `wanted`, over the last walk's path between its start and an end. */
  #pushAlong(start: number, end: number, along: boolean, wanted: number): number {
    let amount = wanted;
    for (let node = end; node !== start;) {
      const link = this.#via[node]!;
      const before = this.#otherEnd(link, node);
      amount = Math.min(amount, this.#room(link, along ? before : node));
      node = before;
    }
    for (let node = end; node !== start;) {
      const link = this.#via[node]!;
      const before = this.#otherEnd(link, node);
      this.#push(link, along ? before : node, amount);
      node = before;
    }
    return amount;
  }
}
