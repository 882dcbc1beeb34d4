import { obstacles, offersOf, placesOf, waysInto, type Offer, type Way } from './admission.ts';
import type { AllocationProblem, Need, Substitute } from './problem.ts';

/**
 * Every permitted way to serve a need from an offer. Links are sorted by need; those of need `n` lie at
 * `start[n]..start[n+1]`. One step on a link takes `take` units of the offer and serves `serve` units of the need.
 */
export interface Links {
  readonly offers: readonly Offer[];
  readonly needs: readonly Need[];
  readonly start: Int32Array;
  readonly offer: Int32Array;
  readonly way: readonly Way[];
  readonly take: Int32Array;
  readonly serve: Int32Array;
  /** Cost per step, whole minor units. */
  readonly cost: Float64Array;
  /** The offers of each item, and the ways into each place, for explanations. */
  readonly offersOf: ReadonlyMap<string, readonly number[]>;
  readonly ways: readonly (readonly Way[])[];
  readonly places: ReadonlyMap<string, number>;
}

/** The items that a need accepts, its own first. */
export function acceptedBy(need: Need): Required<Substitute>[] {
  return [
    { item: need.item, take: 1, serve: 1 },
    ...(need.substitutes ?? []).map(({ item, take = 1, serve = 1 }) => ({ item, take, serve })),
  ];
}

/** Whether a way has no fixed cost and no limit, so that of two such ways only the cheaper matters. */
export function isPlain(way: Way): boolean {
  return way.fixedCost === 0 && way.capacity === Infinity;
}

/** Finds every link of a checked problem. */
export function linksOf(problem: AllocationProblem): Links {
  const places = placesOf(problem);
  const ways = waysInto(problem, places);
  const offers = offersOf(problem, places);
  const offersAt = new Map<string, number[][]>();
  for (const [index, offer] of offers.entries()) {
    if (offer.quantity === 0) continue;
    const byPlace = offersAt.get(offer.item.id) ?? [];
    offersAt.set(offer.item.id, byPlace);
    (byPlace[offer.place] ??= []).push(index);
  }

  const most = mostLinks(problem, ways, places, offersAt);
  const start = new Int32Array(problem.needs.length + 1);
  const linkOffer = new Int32Array(most);
  const linkWay: Way[] = [];
  const take = new Int32Array(most);
  const serve = new Int32Array(most);
  const cost = new Float64Array(most);
  let count = 0;
  const plainLink = new Int32Array(offers.length).fill(-1);
  for (const [index, need] of problem.needs.entries()) {
    const first = count;
    const into = ways[places.get(need.place)!]!;
    for (const accepted of acceptedBy(need)) {
      const byPlace = offersAt.get(accepted.item);
      if (!byPlace) continue;
      for (const way of into) {
        const here = byPlace[way.from];
        if (!here) continue;
        for (const offer of here) {
          const given = offers[offer]!;
          if (obstacles(given, need, way).length > 0) continue;
          const price = accepted.take * (way.cost * (given.item.load ?? 1) + given.unitCost);
          const plain = isPlain(way);
          const rival = plain && plainLink[offer]! >= first ? plainLink[offer]! : -1;
          if (rival >= 0 && (price > cost[rival]! || (price === cost[rival]! && way.hours >= linkWay[rival]!.hours))) {
            continue;
          }
          const link = rival >= 0 ? rival : count++;
          if (plain) plainLink[offer] = link;
          linkOffer[link] = offer;
          linkWay[link] = way;
          take[link] = accepted.take;
          serve[link] = accepted.serve;
          cost[link] = price;
        }
      }
    }
    start[index + 1] = count;
  }
  return {
    offers,
    needs: problem.needs,
    start,
    offer: linkOffer.subarray(0, count),
    way: linkWay,
    take: take.subarray(0, count),
    serve: serve.subarray(0, count),
    cost: cost.subarray(0, count),
    offersOf: Map.groupBy(offers.keys(), (offer) => offers[offer]!.item.id),
    ways,
    places,
  };
}

/** How many links there would be if no rule forbade any. */
function mostLinks(
  problem: AllocationProblem,
  ways: readonly (readonly Way[])[],
  places: ReadonlyMap<string, number>,
  offersAt: ReadonlyMap<string, readonly (readonly number[])[]>,
): number {
  let most = 0;
  for (const need of problem.needs) {
    for (const { item } of acceptedBy(need)) {
      const byPlace = offersAt.get(item);
      if (!byPlace) continue;
      for (const way of ways[places.get(need.place)!]!) most += byPlace[way.from]?.length ?? 0;
    }
  }
  return most;
}

/** Needs that share offers or limited lanes, directly or through others, with their offers. */
export interface Component {
  readonly needs: readonly number[];
  readonly offers: readonly number[];
  /**
   * `flow`: one need's unit is one offer's unit and nothing else binds, so it is a network flow.
   * `fixed-costs`: as `flow`, but some lanes cost something to use at all. `coupled`: everything else.
   */
  readonly kind: 'flow' | 'fixed-costs' | 'coupled';
}

/** Splits links into the parts that don't affect one another. Needs without a link are in no component. */
export function componentsOf(links: Links): Component[] {
  const { needs, offers } = links;
  const limited = new Map<Way, number>();
  for (const way of links.ways.flat()) {
    if (!isPlain(way)) limited.set(way, needs.length + offers.length + limited.size);
  }
  const minimum = Uint8Array.from(offers, (offer) => (offer.minimumLot > 1 ? 1 : 0));
  const parent = Int32Array.from({ length: needs.length + offers.length + limited.size }, (_, index) => index);
  const find = (node: number): number => {
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]!]!;
      node = parent[node]!;
    }
    return node;
  };
  const charged = new Set<number>();
  const coupled = new Set<number>();
  for (const need of needs.keys()) {
    const root = find(need);
    for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
      const offer = links.offer[link]!;
      parent[find(needs.length + offer)] = root;
      const oneForOne = links.take[link] === 1 && links.serve[link] === 1;
      if (!oneForOne || minimum[offer] === 1) coupled.add(need);
      if (limited.size === 0) continue;
      const way = links.way[link]!;
      const node = limited.get(way);
      if (node !== undefined) parent[find(node)] = root;
      if (way.fixedCost > 0) charged.add(need);
      if (way.capacity < Infinity) coupled.add(need);
    }
  }
  const chargedRoots = new Set([...charged].map(find));
  const coupledRoots = new Set([...coupled].map(find));
  const parts = new Map<number, { needs: number[]; offers: number[]; kind: Component['kind'] }>();
  for (const need of needs.keys()) {
    if (links.start[need] === links.start[need + 1]) continue;
    const top = find(need);
    const kind = coupledRoots.has(top) ? 'coupled' : chargedRoots.has(top) ? 'fixed-costs' : 'flow';
    const part = parts.get(top) ?? { needs: [], offers: [], kind };
    parts.set(top, part);
    part.needs.push(need);
  }
  for (const offer of offers.keys()) parts.get(find(needs.length + offer))?.offers.push(offer);
  return [...parts.values()];
}
