import { compile } from '../compile/compile.ts';
import { planOutages, planScenario } from '../engine/plan.ts';
import { Recorder } from '../engine/recorder.ts';
import { run } from '../engine/run.ts';
import { createState, rest, type State } from '../engine/state.ts';
import type { Network } from '../model/network.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Scenario } from '../model/scenario.ts';
import { affectedIn } from './affected.ts';
import { restorationOf } from './restoration.ts';
import { populationHours, tallyUnserved } from './tally.ts';

/** Plays one scenario after another on a network; what a run costs depends on what it touches alone. */
export interface Simulator {
  simulate(scenario: Scenario): Outcome;
  /** Unserved population-hours of outages from hour 0 on, without the timeline. */
  lossOf(outages: readonly { readonly target: string; readonly until?: number }[], horizonHours: number): number;
  /** How many assets, links and deliveries the last run touched. */
  readonly touched: number;
}

/** A simulator of a validated network. */
export function createSimulator(network: Network): Simulator {
  const compiled = compile(network);
  const state = createState(compiled);
  let touched = 0;
  const goToRest = (): void => {
    touched = state.touchedElements.length;
    rest(state);
  };
  return {
    simulate(scenario) {
      const recorder = new Recorder();
      state.recorder = recorder;
      const plan = planScenario(compiled, scenario);
      run(state, plan);
      const outcome: Outcome = {
        ...(scenario.name !== undefined && { scenario: scenario.name }),
        ...(scenario.start !== undefined && { start: scenario.start }),
        horizonHours: plan.horizon,
        changes: recorder.changes,
        affected: affectedIn(recorder.changes, state),
        ...tallyUnserved(network, state),
        curve: recorder.curve,
        restoration: restorationOf(recorder.curve),
        unconfirmed: unconfirmedIn(network, state, recorder),
      };
      state.recorder = undefined;
      goToRest();
      return outcome;
    },
    lossOf(outages, horizonHours) {
      const intervals = outages.map(({ target, until }) => ({
        element: compiled.indexById.get(target) ?? 0,
        level: 0,
        at: 0,
        ...(until !== undefined && { until }),
      }));
      run(state, planOutages(intervals, horizonHours));
      const loss = populationHours(state);
      goToRest();
      return loss;
    },
    get touched() {
      return touched;
    },
  };
}

function unconfirmedIn(network: Network, { compiled }: State, { passedOn }: Recorder): Outcome['unconfirmed'] {
  const { unconfirmed, source } = compiled.dependencies;
  const resting = [...passedOn].filter((d) => unconfirmed[d] === 1).toSorted((a, b) => a - b);
  return resting.map((d) => {
    const { asset, service, id } = network.dependencies![source[d]!]!;
    return { asset, service, ...(id !== undefined && { id }) };
  });
}
