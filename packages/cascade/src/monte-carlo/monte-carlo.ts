import { compile } from '../compile/compile.ts';
import type { Network } from '../model/network.ts';
import { prepareDraw, type Uncertainty } from './draw.ts';
import { type PlayedRuns, Player } from './play.ts';

/** How many runs, and when they are enough. */
export interface MonteCarloOptions extends Uncertainty {
  /** At most; default 10,000. */
  readonly runs?: number;
  /** Stop when the confidence interval's half width is below this part of the mean; default 0, never. */
  readonly stopAt?: number;
  /** Of the confidence interval: 0.9, 0.95 (default) or 0.99. */
  readonly confidence?: 0.9 | 0.95 | 0.99;
}

/** What many runs came to. */
export interface MonteCarloResult {
  readonly runs: number;
  /** True where the interval was narrow enough before the runs ran out. */
  readonly stoppedEarly: boolean;
  /** Unserved population-hours: mean, its confidence interval, standard deviation over runs, and quantiles. */
  readonly populationHours: {
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly deviation: number;
    readonly quantiles: Readonly<Record<'p5' | 'p50' | 'p95' | 'p99', number>>;
  };
  /** Assets and links hit in some run, likeliest first. */
  readonly assets: readonly { readonly target: string; readonly probability: number; readonly meanHoursLost: number }[];
}

/** Runs between two looks at whether they are enough; the same on one core and on many, so that the answer is too. */
export const BATCH = 250;

/** Plays a network under uncertainty. The same seed gives the same answer. */
export function monteCarlo(network: Network, options: MonteCarloOptions): MonteCarloResult {
  const compiled = compile(network);
  const player = new Player(compiled, prepareDraw(network, compiled, options));
  const summary = new Summary(options);
  for (let from = 0; !summary.isEnough; from += BATCH) summary.add(player.play(from, summary.endOf(from)));
  return summary.result(compiled.ids);
}

const QUANTILE_OF_NORMAL = { 0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004 };

/** Adds batches of runs up, in their order, until they are enough. */
export class Summary {
  readonly #options: MonteCarloOptions;
  readonly #most: number;
  readonly #losses: number[] = [];
  #hits: Int32Array | undefined;
  #hoursLost: Float64Array | undefined;

  constructor(options: MonteCarloOptions) {
    this.#options = options;
    this.#most = options.runs ?? 10_000;
  }

  /** The run after the last one of the batch that begins at a run. */
  endOf(from: number): number {
    return Math.min(from + BATCH, this.#most);
  }

  get isEnough(): boolean {
    return this.#losses.length >= this.#most || this.#isNarrow;
  }

  get #isNarrow(): boolean {
    const { stopAt = 0 } = this.#options;
    if (stopAt === 0 || this.#losses.length < 2) return false;
    const { mean, high } = this.#interval();
    return high - mean <= stopAt * mean;
  }

  add({ populationHours, hits, hoursLost }: PlayedRuns): void {
    for (const loss of populationHours) this.#losses.push(loss);
    this.#hits = sum(this.#hits, hits);
    this.#hoursLost = sum(this.#hoursLost, hoursLost);
  }

  result(ids: readonly string[]): MonteCarloResult {
    const runs = this.#losses.length;
    const sorted = this.#losses.toSorted((a, b) => a - b);
    const quantile = (part: number): number => sorted[Math.min(runs - 1, Math.floor(part * runs))] ?? 0;
    const assets = Array.from(this.#hits ?? [], (count, element) => ({
      target: ids[element]!,
      probability: count / runs,
      meanHoursLost: this.#hoursLost![element]! / runs,
    }));
    return {
      runs,
      stoppedEarly: runs < this.#most,
      populationHours: {
        ...this.#interval(),
        quantiles: { p5: quantile(0.05), p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) },
      },
      assets: assets.filter(({ probability }) => probability > 0).toSorted((a, b) => b.probability - a.probability),
    };
  }

  #interval(): { mean: number; low: number; high: number; deviation: number } {
    const runs = this.#losses.length;
    const mean = this.#losses.reduce((total, loss) => total + loss, 0) / runs;
    const variance = this.#losses.reduce((total, loss) => total + (loss - mean) ** 2, 0) / Math.max(1, runs - 1);
    const deviation = Math.sqrt(variance);
    const half = (QUANTILE_OF_NORMAL[this.#options.confidence ?? 0.95] * deviation) / Math.sqrt(runs);
    return { mean, low: mean - half, high: mean + half, deviation };
  }
}

function sum<T extends Int32Array | Float64Array>(total: T | undefined, part: T): T {
  if (!total) return part;
  for (let index = 0; index < part.length; index += 1) total[index]! += part[index]!;
  return total;
}
