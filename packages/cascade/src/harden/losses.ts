import { compile } from '../compile/compile.ts';
import { type OutageInterval, planOutages, type ScenarioParts, scenarioParts } from '../engine/plan.ts';
import { run } from '../engine/run.ts';
import { createState, rest, type State } from '../engine/state.ts';
import type { Network } from '../model/network.ts';
import type { Scenario } from '../model/scenario.ts';
import { populationHours } from '../simulate/tally.ts';
import { extendedNetwork, switchOf } from './extended-network.ts';
import type { Measure } from './measures.ts';

/** A scenario and how much it counts. */
export interface WeightedScenario {
  readonly scenario: Scenario;
  /** Its probability, or its share of the whole. */
  readonly weight: number;
}

/** What a scenario costs under some measures. */
export interface Loss {
  readonly populationHours: number;
  readonly peakPeople: number;
}

/** Plays scenarios under sets of measures, each only once. */
export class Losses {
  /** How many scenarios were played. */
  played = 0;
  readonly #state: State;
  readonly #measures: readonly Measure[];
  readonly #scenarios: readonly ScenarioParts[];
  readonly #elementOf: (id: string) => number;
  readonly #known = new Map<string, Loss>();

  constructor(network: Network, measures: readonly Measure[], scenarios: readonly WeightedScenario[]) {
    const compiled = compile(extendedNetwork(network, measures));
    this.#state = createState(compiled);
    this.#measures = measures;
    this.#scenarios = scenarios.map(({ scenario }) => scenarioParts(compiled, scenario));
    this.#elementOf = (id) => compiled.indexById.get(id) ?? -1;
  }

  /** What one scenario costs where some measures, by number, are taken. */
  of(scenario: number, taken: ReadonlySet<number>): Loss {
    const key = `${scenario}:${[...taken].toSorted((a, b) => a - b).join(',')}`;
    let loss = this.#known.get(key);
    if (!loss) this.#known.set(key, (loss = this.#play(this.#scenarios[scenario]!, taken)));
    return loss;
  }

  #play({ intervals, others, horizon }: ScenarioParts, taken: ReadonlySet<number>): Loss {
    this.played += 1;
    let outages: OutageInterval[] = [...intervals];
    for (const [number, { effect }] of this.#measures.entries()) {
      if (taken.has(number)) outages = outages.map((outage) => this.#softened(outage, effect));
    }
    const off = this.#measures.flatMap((measure, number): OutageInterval[] => {
      if (taken.has(number)) return [];
      const element = this.#elementOf(measure.effect.kind === 'add-link' ? measure.effect.link.id : switchOf(measure));
      return [{ element, level: 0, at: 0 }];
    });
    run(this.#state, planOutages([...outages.filter(({ level }) => level < 1), ...off], horizon, others));
    const loss = { populationHours: populationHours(this.#state), peakPeople: this.#state.peakPeople };
    rest(this.#state);
    return loss;
  }

  #softened(outage: OutageInterval, effect: Measure['effect']): OutageInterval {
    if (effect.kind === 'harden-site' && this.#elementOf(effect.target) === outage.element) {
      return { ...outage, level: Math.max(outage.level, effect.level ?? 1) };
    }
    if (effect.kind === 'spare-parts' || effect.kind === 'crew-base') {
      const isMeant = effect.targets.some((target) => this.#elementOf(target) === outage.element);
      if (isMeant && outage.until !== undefined)
        return { ...outage, until: outage.at + (outage.until - outage.at) * effect.factor };
    }
    return outage;
  }
}
