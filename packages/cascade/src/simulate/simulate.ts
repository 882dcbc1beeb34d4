import { compile } from '../compile/compile.ts';
import { planScenario } from '../engine/plan.ts';
import { Recorder } from '../engine/recorder.ts';
import { run } from '../engine/run.ts';
import { createState } from '../engine/state.ts';
import type { Network } from '../model/network.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Scenario } from '../model/scenario.ts';
import { affectedIn } from './affected.ts';
import { restorationOf } from './restoration.ts';
import { tallyUnserved } from './tally.ts';

/**
 * What a scenario does to a network, in continuous time. Both must have been validated.
 *
 * @example
 * const outcome = simulate(network, { events: [{ kind: 'outage', target: 'S3', at: 0, until: 12 }] });
 * outcome.unserved.populationHours;
 */
export function simulate(network: Network, scenario: Scenario): Outcome {
  const compiled = compile(network);
  const plan = planScenario(compiled, scenario);
  const recorder = new Recorder();
  const state = createState(compiled, recorder);
  run(state, plan);
  const passedOn = [...recorder.passedOn]
    .filter((d) => compiled.dependencies.unconfirmed[d] === 1)
    .toSorted((a, b) => a - b);
  return {
    ...(scenario.name !== undefined && { scenario: scenario.name }),
    ...(scenario.start !== undefined && { start: scenario.start }),
    horizonHours: plan.horizon,
    changes: recorder.changes,
    affected: affectedIn(recorder.changes, state),
    ...tallyUnserved(network, state),
    curve: recorder.curve,
    restoration: restorationOf(recorder.curve),
    unconfirmed: passedOn.map((d) => {
      const { asset, service, id } = network.dependencies![compiled.dependencies.source[d]!]!;
      return { asset, service, ...(id !== undefined && { id }) };
    }),
  };
}
