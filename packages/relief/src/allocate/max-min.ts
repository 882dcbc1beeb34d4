import { maximumFlow, reachable, residualNetwork, type ResidualNetwork } from './max-flow.ts';
import { classesOf, type Pool } from './pool.ts';

/** Offers, needs with amounts settled by earlier classes, and the needs to share among: a part of a pool. */
interface Part {
  readonly offers: Int32Array;
  readonly settled: Int32Array;
  readonly sharing: Int32Array;
}

/**
 * How much each need gets: priority classes strictly in order, and within a class the lexicographically greatest
 * vector of met shares (the worst-off first). In whole units: shares are rounded down and the largest remainders that
 * can be delivered get one more.
 *
 * What a class can receive is a polymatroid, so the decomposition of Groenevelt (1991) finds the optimum with few
 * maximum flows: give everyone the mean share; if that can't be delivered, a minimum cut shows who must get less, and
 * both sides are solved apart. Shares are kept as fractions p/q with flows scaled by q, exact while q × supply < 2^53.
 */
export function maxMinAmounts(pool: Pool): Float64Array {
  const amounts = new Float64Array(pool.demand.length);
  const everyOffer = Int32Array.from(pool.capacity.keys());
  let settled: number[] = [];
  for (const priority of classesOf(pool)) {
    const sharing = [...pool.priority.keys()].filter((need) => pool.priority[need] === priority);
    const parts: Part[] = [
      { offers: everyOffer, settled: Int32Array.from(settled), sharing: Int32Array.from(sharing) },
    ];
    for (let part = parts.pop(); part; part = parts.pop()) parts.push(...share(pool, part, amounts));
    settled = settled.concat(sharing);
  }
  return amounts;
}

/** Settles the amounts of a part if one share serves it all; else returns the two parts to settle instead. */
function share(pool: Pool, part: Part, amounts: Float64Array): Part[] {
  if (part.sharing.length === 0) return [];
  let supply = 0;
  let held = 0;
  let wanted = 0;
  for (const offer of part.offers) supply += pool.capacity[offer]!;
  for (const need of part.settled) held += amounts[need]!;
  for (const need of part.sharing) wanted += pool.demand[need]!;
  const [p, q] = supply - held >= wanted ? [1, 1] : [supply - held, wanted];
  const scale = Number.isSafeInteger(q * supply) ? q : 1;
  const tolerance = scale === q ? 0 : supply * 1e-9;
  const askedOf = (need: number): number =>
    scale === q ? pool.demand[need]! * p : Math.min(pool.demand[need]!, (pool.demand[need]! * p) / q);

  const flow = new PartFlow(pool, part, scale, (need, settled) => (settled ? amounts[need]! * scale : askedOf(need)));
  let asked = held * scale;
  for (const need of part.sharing) asked += askedOf(need);
  if (flow.push(tolerance) >= asked - tolerance * part.sharing.length) {
    settle(pool, part, amounts, [p, q]);
    return [];
  }
  const sides = flow.cut(tolerance);
  // Only rounding, where q × supply is past 2^53, can leave nothing to divide.
  const divided = sides.every(
    (side) => side.sharing.length + side.offers.length < part.sharing.length + part.offers.length,
  );
  if (divided) return sides;
  settle(pool, part, amounts, [p, q]);
  return [];
}

/** Whole amounts at the share p/q: rounded down, then one more by largest remainder wherever it can be delivered. */
function settle(pool: Pool, part: Part, amounts: Float64Array, [p, q]: readonly [number, number]): void {
  if (p === q) {
    for (const need of part.sharing) amounts[need] = pool.demand[need]!;
    return;
  }
  const sharing = [...part.sharing];
  const remainder = new Map<number, number>();
  // What earlier classes have comes first, so that no rounding of large numbers can touch it.
  const flow = new PartFlow(pool, part, 1, (need, settled) => (settled ? amounts[need]! : 0));
  flow.push(0);
  for (const need of sharing) {
    const product = pool.demand[need]! * p;
    amounts[need] = Math.floor(product / q);
    remainder.set(need, product % q);
    flow.raise(need, amounts[need]);
  }
  flow.push(0);
  for (const need of sharing) amounts[need]! -= flow.withdraw(need);
  // The first choice of largest remainders nearly always fits; whoever can't be reached passes the unit on.
  let units = p - sharing.reduce((sum, need) => sum + amounts[need]!, 0);
  const queue = sharing
    .filter((need) => amounts[need]! < pool.demand[need]!)
    .toSorted((a, b) => remainder.get(b)! - remainder.get(a)! || a - b);
  while (units > 0 && queue.length > 0) {
    const chosen = queue.splice(0, units);
    for (const need of chosen) flow.raise(need, 1);
    flow.push(0);
    for (const need of chosen) {
      if (flow.withdraw(need) > 0) continue;
      amounts[need]!++;
      units--;
    }
  }
}

/** The flow network of a part: source, offers, needs, sink. */
class PartFlow {
  readonly #part: Part;
  readonly #needs: number[];
  readonly #network: ResidualNetwork;
  readonly #arcOfNeed = new Map<number, number>();
  readonly #source: number;

  constructor(pool: Pool, part: Part, scale: number, limit: (need: number, settled: boolean) => number) {
    this.#part = part;
    this.#needs = [...part.settled, ...part.sharing];
    const place = new Int32Array(pool.capacity.length).fill(-1);
    const offers = part.offers.length;
    const source = offers + this.#needs.length;
    for (const [index, offer] of part.offers.entries()) place[offer] = index;
    let most = offers + this.#needs.length;
    for (const need of this.#needs) most += pool.start[need + 1]! - pool.start[need]!;
    const tail = new Int32Array(most);
    const head = new Int32Array(most);
    const capacity = new Float64Array(most);
    let arcs = 0;
    const add = (from: number, to: number, room: number): number => {
      tail[arcs] = from;
      head[arcs] = to;
      capacity[arcs] = room;
      return arcs++;
    };
    for (const [index, offer] of part.offers.entries()) add(source, index, pool.capacity[offer]! * scale);
    for (const [index, need] of this.#needs.entries()) {
      for (let arc = pool.start[need]!; arc < pool.start[need + 1]!; arc++) {
        const offer = place[pool.offer[arc]!]!;
        if (offer >= 0) add(offer, offers + index, Infinity);
      }
      this.#arcOfNeed.set(need, add(offers + index, source + 1, limit(need, index < part.settled.length)));
    }
    this.#source = source;
    this.#network = residualNetwork(
      source + 2,
      tail.subarray(0, arcs),
      head.subarray(0, arcs),
      capacity.subarray(0, arcs),
    );
  }

  push(tolerance: number): number {
    return maximumFlow(this.#network, this.#source, this.#source + 1, tolerance);
  }

  raise(need: number, by: number): void {
    this.#network.room[this.#edge(need)]! += by;
  }

  /** Takes back what a need may still receive, and says how much that was. */
  withdraw(need: number): number {
    const edge = this.#edge(need);
    const unused = this.#network.room[edge]!;
    this.#network.room[edge] = 0;
    return unused;
  }

  /** The two sides of a minimum cut: those who can't all have what was asked with all the offers that reach them. */
  cut(tolerance: number): Part[] {
    const rich = reachable(this.#network, this.#source, tolerance);
    const offers = this.#part.offers;
    const settled = this.#part.settled.length;
    const side = (mark: number): Part => {
      const needs = this.#needs.filter((_, index) => rich[offers.length + index] === mark);
      const settledNeeds = new Set(this.#needs.slice(0, settled));
      return {
        offers: offers.filter((_, index) => rich[index] === mark),
        settled: Int32Array.from(needs.filter((need) => settledNeeds.has(need))),
        sharing: Int32Array.from(needs.filter((need) => !settledNeeds.has(need))),
      };
    };
    return [side(0), side(1)];
  }

  #edge(need: number): number {
    return this.#network.edgeOfArc[this.#arcOfNeed.get(need)!]!;
  }
}
