import { compile } from '../compile/compile.ts';
import type { Compiled } from '../compile/compiled.ts';
import { createState, rest, type State } from '../engine/state.ts';
import type { Network } from '../model/network.ts';
import { populationHours } from '../simulate/tally.ts';
import { relaxedNetwork } from './relaxed.ts';
import { lose, type OutageTerms } from './single-losses.ts';

/** Two assets or links and what losing both at once costs. */
export interface RankedPair {
  readonly targets: readonly [string, string];
  readonly populationHours: number;
  /** What losing both costs beyond losing each. */
  readonly beyondSingles: number;
}

/** The worst pairs, and how they were found. */
export interface PairRanking {
  /** The worst pairs, worst first. */
  readonly pairs: readonly RankedPair[];
  /** Pairs played, of all that there are. */
  readonly played: number;
  readonly possible: number;
  /** No pair that is not listed costs more than this: equal to the last listed one unless the limit was reached. */
  readonly unlistedAtMost: number;
}

/** Where one element's loss is felt in the relaxed network: which elements, and for how many population-hours each. */
interface Reach {
  readonly elements: Int32Array;
  /** Population-hours lost there in the relaxed network, and in the network itself. */
  readonly relaxed: Float64Array;
  readonly total: number;
}

/**
 * The worst pairs of a network. What no pair can exceed is known from single losses in the network without stores and
 * alternatives; only pairs whose bound exceeds the worst found so far are played, and pairs that share nothing there
 * are the sum of their singles.
 */
export function rankPairs(
  network: Network,
  terms: OutageTerms,
  singles: Float64Array,
  { top, limit }: { readonly top: number; readonly limit: number },
): PairRanking {
  const compiled = compile(network);
  const isCoarse = compiled.flow.components.length > 0 && singles.length > COARSE_ABOVE;
  const reaches = isCoarse
    ? coarseReaches(compiled, terms, singles.length)
    : reachOfEach(network, terms, singles.length);
  const order = Array.from(singles, (_, element) => element).toSorted(
    (a, b) => reaches[b]!.total - reaches[a]!.total || singles[b]! - singles[a]! || a - b,
  );
  const totalAt = (rank: number): number => reaches[order[rank] ?? -1]?.total ?? 0;
  const state = createState(compiled);
  const worst = new Worst(top);
  const shared = new Float64Array(
    reaches.reduce((most, { elements }) => Math.max(most, 1 + (elements.at(-1) ?? 0)), 0),
  );
  let played = 0;
  let missed = 0;

  search: for (const [rank, a] of order.entries()) {
    const reachA = reaches[a]!;
    if (reachA.total + totalAt(rank + 1) <= worst.threshold) break;
    for (const [index, element] of reachA.elements.entries()) shared[element] = 1 + reachA.relaxed[index]!;
    for (let other = rank + 1; other < order.length; other += 1) {
      const b = order[other]!;
      const reachB = reaches[b]!;
      if (reachA.total + reachB.total <= worst.threshold) break;
      const { touches, bound } = jointBound(shared, reachA, reachB);
      const sum = singles[a]! + singles[b]!;
      if (bound <= worst.threshold) continue;
      if (!touches) {
        worst.offer(a, b, sum);
      } else if (played < limit) {
        played += 1;
        worst.offer(a, b, playPair(state, terms, a, b));
      } else {
        missed = Math.max(reachA.total + reachB.total, totalAt(rank + 1) + totalAt(rank + 2));
        break search;
      }
    }
    for (const element of reachA.elements) shared[element] = 0;
  }

  const pairs = worst.pairs.map(({ a, b, cost }): RankedPair => {
    const [first = '', second = ''] = [compiled.ids[a]!, compiled.ids[b]!].toSorted();
    return { targets: [first, second], populationHours: cost, beyondSingles: cost - singles[a]! - singles[b]! };
  });
  const possible = (singles.length * (singles.length - 1)) / 2;
  return { pairs, played, possible, unlistedAtMost: Math.max(missed, worst.threshold) };
}

/** Above so many elements with flow, where each loss may reach everything, nothing better is known than just that. */
const COARSE_ABOVE = 3000;

function coarseReaches({ demands }: Compiled, { horizon }: OutageTerms, count: number): Reach[] {
  const total = demands.peopleAt.reduce((sum, people) => sum + people, 0) * horizon;
  const reach = { elements: Int32Array.of(0), relaxed: Float64Array.of(total), total };
  return Array.from({ length: count }, () => reach);
}

function reachOfEach(network: Network, terms: OutageTerms, count: number): Reach[] {
  const compiled = compile(network);
  const relaxed = compile(relaxedNetwork(network, compiled));
  const state = createState(relaxed);
  const reaches: Reach[] = [];
  const hours = new Float64Array(relaxed.elementCount);
  for (let element = 0; element < count; element += 1) {
    const here = relaxed.indexById.get(compiled.ids[element]!)!;
    hours[here] = terms.hours[element]!;
    lose(state, { ...terms, hours }, [here]);
    const felt = state.touchedElements.filter((touched) => state.hoursLost[touched]! > 0);
    const elements = Int32Array.from(felt).toSorted();
    const lost = Float64Array.from(
      elements,
      (touched) => relaxed.demands.peopleAt[touched]! * state.hoursLost[touched]!,
    );
    reaches.push({ elements, relaxed: lost, total: lost.reduce((sum, each) => sum + each, 0) });
    rest(state);
  }
  return reaches;
}

/** Whether two losses are felt in one place, and the most that both at once can cost: the worse of the two in each place. */
function jointBound(shared: Float64Array, a: Reach, b: Reach): { touches: boolean; bound: number } {
  let touches = false;
  let bound = a.total + b.total;
  for (const [index, element] of b.elements.entries()) {
    const there = shared[element] ?? 0;
    if (there === 0) continue;
    touches = true;
    bound -= Math.min(there - 1, b.relaxed[index]!);
  }
  return { touches, bound };
}

function playPair(state: State, terms: OutageTerms, a: number, b: number): number {
  lose(state, terms, [a, b]);
  const cost = populationHours(state);
  rest(state);
  return cost;
}

/** The worst pairs offered so far. */
class Worst {
  readonly pairs: { a: number; b: number; cost: number }[] = [];
  readonly #top: number;

  constructor(top: number) {
    this.#top = top;
  }

  /** What a pair must cost more than to be listed. */
  get threshold(): number {
    return this.pairs.length < this.#top ? 0 : this.pairs.at(-1)!.cost;
  }

  offer(a: number, b: number, cost: number): void {
    if (cost <= this.threshold) return;
    const at = this.pairs.findIndex((pair) => pair.cost < cost);
    this.pairs.splice(at < 0 ? this.pairs.length : at, 0, { a, b, cost });
    if (this.pairs.length > this.#top) this.pairs.pop();
  }
}
