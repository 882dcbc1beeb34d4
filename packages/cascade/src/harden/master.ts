import type { Highs } from 'highs';
import type { Losses, WeightedScenario } from './losses.ts';
import type { Measure } from './measures.ts';

/** A set that looks best by what is known, and what by that no set goes below. */
export interface Proposal {
  readonly taken: ReadonlySet<number>;
  readonly bound: number;
}

/** What is known of the scenarios, as a mixed-integer programme over measures `x` and losses `l`. */
export class Master {
  readonly #highs: Highs;
  readonly #measures: readonly Measure[];
  readonly #scenarios: readonly WeightedScenario[];
  /** The loss of each scenario with every measure taken. */
  readonly #least: readonly number[];
  readonly #rows = new Set<string>();

  constructor(
    highs: Highs,
    measures: readonly Measure[],
    scenarios: readonly WeightedScenario[],
    least: (scenario: number) => number,
  ) {
    this.#highs = highs;
    this.#measures = measures;
    this.#scenarios = scenarios;
    this.#least = scenarios.map((_, scenario) => least(scenario));
  }

  /**
   * Makes known what a set of measures comes to in a scenario: unless something outside the largest set that comes to
   * the same is taken, the loss is at least that.
   */
  learn(scenario: number, losses: Losses, taken: ReadonlySet<number>): void {
    const loss = losses.of(scenario, taken).populationHours;
    const least = this.#least[scenario]!;
    if (loss <= least) return;
    let largest = taken;
    for (const number of this.#measures.keys()) {
      if (largest.has(number)) continue;
      const more = new Set([...largest, number]);
      if (losses.of(scenario, more).populationHours >= loss - 1e-9 * (1 + loss)) largest = more;
    }
    const outside = [...this.#measures.keys()].filter((number) => !largest.has(number));
    const terms = outside.map((number) => `+ ${loss - least} x${number}`).join(' ');
    this.#rows.add(`l${scenario} ${terms} >= ${loss}`);
  }

  /** The set within a budget that looks best. */
  propose(budget: number): Proposal {
    const objective = this.#scenarios.map(({ weight }, scenario) => `+ ${weight} l${scenario}`);
    const costs = this.#measures.map(({ cost }, number) => `+ ${cost} x${number}`);
    const text = [
      'Minimize',
      objective.join(' '),
      'Subject To',
      ...this.#rows,
      ...(costs.length > 0 ? [`${costs.join(' ')} <= ${budget}`] : []),
      'Bounds',
      ...this.#least.map((least, scenario) => `l${scenario} >= ${least}`),
      ...(costs.length > 0 ? ['Binary', ...this.#measures.map((_, number) => `x${number}`)] : []),
      'End',
    ].join('\n');
    const solution = this.#highs.solve(text, { output_flag: false, mip_rel_gap: 0 });
    if (solution.Status !== 'Optimal') throw new Error(`HiGHS could not choose measures: ${solution.Status}`);
    const taken = [...this.#measures.keys()].filter((number) => solution.Columns[`x${number}`]!.Primal > 0.5);
    return { taken: new Set(taken), bound: solution.ObjectiveValue };
  }
}
