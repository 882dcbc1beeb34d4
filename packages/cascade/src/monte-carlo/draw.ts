import type { Compiled } from '../compile/compiled.ts';
import { type OutageInterval, type Plan, planOutages, type PlanStep, scenarioParts } from '../engine/plan.ts';
import type { Network } from '../model/network.ts';
import { DEFAULT_HORIZON_HOURS, type Scenario } from '../model/scenario.ts';
import { normal, type Random, seeded } from '../random/seeded.ts';
import { exposuresTo, type Hazard } from '../scenarios/hazard.ts';

/** What is uncertain, and what is not. */
export interface Uncertainty {
  /** What happens in every run, but for its uncertain durations. */
  readonly scenario?: Scenario;
  /** What a hazard damages, by chance, run by run. */
  readonly hazard?: Hazard;
  /** Outages by chance: so many, of any of these (default: any asset), beginning within some hours. */
  readonly outages?: {
    readonly count: number;
    readonly among?: readonly string[];
    readonly withinHours?: number;
    readonly medianHours: number;
  };
  /** How far durations of outages spread: the standard deviation of their logarithm; default 0. */
  readonly durationSpread?: number;
  /** How far autonomies spread, likewise; default 0. */
  readonly autonomySpread?: number;
  readonly horizonHours?: number;
  readonly seed: number;
}

/** An uncertainty in the numbers of a compiled network: all that a run needs, and plain data, so that workers take it. */
export interface Draw {
  readonly intervals: readonly OutageInterval[];
  readonly others: readonly PlanStep[];
  readonly chances: readonly { readonly probability: number; readonly interval: OutageInterval }[];
  readonly random:
    | { readonly count: number; readonly among: Int32Array; readonly within: number; readonly median: number }
    | undefined;
  readonly durationSpread: number;
  readonly autonomySpread: number;
  readonly horizon: number;
  readonly seed: number;
}

/** Prepares an uncertainty for its runs. */
export function prepareDraw(network: Network, compiled: Compiled, uncertainty: Uncertainty): Draw {
  const { scenario, hazard, outages, durationSpread = 0, autonomySpread = 0, seed } = uncertainty;
  const horizon = uncertainty.horizonHours ?? scenario?.horizonHours ?? DEFAULT_HORIZON_HOURS;
  const { intervals, others } = scenarioParts(compiled, scenario ?? { events: [] });
  const chances = (hazard ? exposuresTo(network, hazard) : []).map(({ probability, outage }) => ({
    probability,
    interval: scenarioParts(compiled, { events: [outage] }).intervals[0]!,
  }));
  const random = outages && {
    count: outages.count,
    among: outages.among
      ? Int32Array.from(outages.among, (id) => compiled.indexById.get(id) ?? 0)
      : Int32Array.from({ length: compiled.assetCount }, (_, element) => element),
    within: outages.withinHours ?? 0,
    median: outages.medianHours,
  };
  return { intervals, others, chances, random, durationSpread, autonomySpread, horizon, seed };
}

/** The plan of one run. It depends on the seed and the run's number alone, wherever and whenever it is played. */
export function drawPlan(draw: Draw, run: number): Plan {
  const random = seeded(mix(draw.seed, run));
  const intervals = draw.intervals.map((interval) => stretched(interval, draw, random));
  for (const { probability, interval } of draw.chances) {
    // Both numbers are drawn either way, so that one outcome never shifts the next.
    const happens = random() < probability;
    const drawn = stretched(interval, draw, random);
    if (happens) intervals.push(drawn);
  }
  if (draw.random) {
    const { count, among, within, median } = draw.random;
    for (let index = 0; index < count; index += 1) {
      const element = among[Math.floor(random() * among.length)]!;
      const at = random() * within;
      intervals.push(stretched({ element, level: 0, at, until: at + median }, draw, random));
    }
  }
  return planOutages(intervals, draw.horizon, draw.others);
}

/** How fast each store drains in one run; undefined where that is certain. */
export function drawDrain({ seed, autonomySpread }: Draw, run: number): ((dependency: number) => number) | undefined {
  if (autonomySpread === 0) return undefined;
  const own = mix(seed, run);
  return (dependency) => Math.exp(-autonomySpread * normal(seeded(mix(own, dependency + 1))));
}

function stretched(interval: OutageInterval, { durationSpread }: Draw, random: Random): OutageInterval {
  if (durationSpread === 0 || interval.until === undefined) return interval;
  const hours = (interval.until - interval.at) * Math.exp(durationSpread * normal(random));
  return { ...interval, until: interval.at + hours };
}

/** One seed from two numbers, such that neighbouring ones have nothing in common. */
function mix(a: number, b: number): number {
  let mixed = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
