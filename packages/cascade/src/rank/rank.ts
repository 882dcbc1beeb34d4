import { compile } from '../compile/compile.ts';
import type { Compiled } from '../compile/compiled.ts';
import { DEFAULT_HORIZON_HOURS } from '../model/scenario.ts';
import type { Network, RepairNeed } from '../model/network.ts';
import { betweenness } from './betweenness.ts';
import { type PairRanking, rankPairs } from './pairs.ts';
import { type OutageTerms, type SingleLosses, singleLosses } from './single-losses.ts';

/** How assets and links are ranked. */
export interface RankOptions {
  /** How long each is out: so many hours, or as long as its repair takes (24 h where that is unknown). Default 24. */
  readonly outageHours?: number | 'repair';
  /** Default 168. */
  readonly horizonHours?: number;
  /** How many of the worst pairs to find; default 0, none. */
  readonly pairs?: number;
  /** How many pairs to play at most; default 100,000. What that leaves unknown is said in the answer. */
  readonly pairLimit?: number;
}

/** What the loss of one asset or link alone would cost. */
export interface RankedAsset {
  readonly target: string;
  /** Unserved population-hours over all services. */
  readonly populationHours: number;
  /** How many other assets and links it would stop for some time: more than none makes it a single point of failure. */
  readonly stops: number;
  readonly betweenness: number;
  /** People served by it directly. */
  readonly people: number;
}

/** Assets and links by what their loss would cost. */
export interface Ranking {
  /** Costliest first. */
  readonly assets: readonly RankedAsset[];
  /** Those whose loss alone stops others, by how many they stop. */
  readonly singlePointsOfFailure: readonly RankedAsset[];
  readonly pairs?: PairRanking;
}

/** Ranks every asset and link of a validated network by what its loss would cost. */
export function rank(network: Network, options: RankOptions = {}): Ranking {
  const compiled = compile(network);
  const terms = outageTerms(network, compiled, options);
  const count = compiled.assetCount + compiled.linkCount;
  return rankFrom(network, options, singleLosses(compiled, terms, 0, count));
}

/** How long each element of a network is out under some options. */
export function outageTerms(network: Network, compiled: Compiled, options: RankOptions): OutageTerms {
  const { outageHours = DEFAULT_OUTAGE_HOURS, horizonHours = DEFAULT_HORIZON_HOURS } = options;
  const hours = new Float64Array(compiled.assetCount + compiled.linkCount).fill(
    outageHours === 'repair' ? DEFAULT_OUTAGE_HOURS : outageHours,
  );
  if (outageHours === 'repair') {
    const mendable: { readonly id: string; readonly repair?: RepairNeed }[] = [
      ...network.assets,
      ...(network.links ?? []),
    ];
    for (const { id, repair } of mendable) if (repair) hours[compiled.indexById.get(id)!] = repair.hours;
  }
  return { hours, horizon: horizonHours };
}

const DEFAULT_OUTAGE_HOURS = 24;

/** The ranking that single losses, worked out anywhere, make. */
export function rankFrom(network: Network, options: RankOptions, singles: SingleLosses): Ranking {
  const compiled = compile(network);
  const between = betweenness(compiled);
  const people = new Float64Array(compiled.assetCount + compiled.linkCount);
  for (const [element, served] of compiled.demands.peopleAt.entries()) people[compiled.owner[element]!]! += served;
  const ranked = Array.from(singles.populationHours, (populationHours, element): RankedAsset => ({
    target: compiled.ids[element]!,
    populationHours,
    stops: singles.stops[element]!,
    betweenness: between[element]!,
    people: people[element]!,
  }));
  const { pairs: top = 0, pairLimit: limit = 100_000 } = options;
  const terms = outageTerms(network, compiled, options);
  return {
    assets: ranked.toSorted((a, b) => b.populationHours - a.populationHours || b.stops - a.stops),
    singlePointsOfFailure: ranked.filter(({ stops }) => stops > 0).toSorted((a, b) => b.stops - a.stops),
    ...(top > 0 && { pairs: rankPairs(network, terms, singles.populationHours, { top, limit }) }),
  };
}
