import { compile } from '../compile/compile.ts';
import type { Network } from '../model/network.ts';
import { prepareDraw } from '../monte-carlo/draw.ts';
import { BATCH, type MonteCarloOptions, type MonteCarloResult, Summary } from '../monte-carlo/monte-carlo.ts';
import type { PlayedRuns } from '../monte-carlo/play.ts';
import { outageTerms, rankFrom, type Ranking, type RankOptions } from '../rank/rank.ts';
import type { SingleLosses } from '../rank/single-losses.ts';
import { inParallel, partsOf } from './pool.ts';

/** How many workers; default one for each core. */
export interface Cores {
  readonly workers?: number;
}

/** `rank`, its single losses worked out on all cores. The answer is the same. */
export async function rankOnAllCores(
  network: Network,
  options: RankOptions = {},
  { workers }: Cores = {},
): Promise<Ranking> {
  return rankFrom(network, options, await singleLossesOnAllCores(network, options, { ...(workers && { workers }) }));
}

/** What the loss of each asset and link alone costs, worked out on all cores. */
export async function singleLossesOnAllCores(
  network: Network,
  options: RankOptions = {},
  { workers }: Cores = {},
): Promise<SingleLosses> {
  const compiled = compile(network);
  const count = compiled.assetCount + compiled.linkCount;
  const terms = outageTerms(network, compiled, options);
  const losses = { populationHours: new Float64Array(count), stops: new Int32Array(count) };
  const parts = partsOf(count, 500);
  let from = 0;
  for await (const part of inParallel<SingleLosses>({ kind: 'single-losses', compiled, terms }, parts, workers)) {
    losses.populationHours.set(part.populationHours, from);
    losses.stops.set(part.stops, from);
    from += part.stops.length;
  }
  return losses;
}

/** `monteCarlo` on all cores. The same seed gives the same answer as on one. */
export async function monteCarloOnAllCores(
  network: Network,
  options: MonteCarloOptions,
  { workers }: Cores = {},
): Promise<MonteCarloResult> {
  const compiled = compile(network);
  const draw = prepareDraw(network, compiled, options);
  const summary = new Summary(options);
  const parts = partsOf(options.runs ?? 10_000, BATCH);
  for await (const batch of inParallel<PlayedRuns>({ kind: 'runs', compiled, draw }, parts, workers)) {
    summary.add(batch);
    if (summary.isEnough) break;
  }
  return summary.result(compiled.ids);
}
