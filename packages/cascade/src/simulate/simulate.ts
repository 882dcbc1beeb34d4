import type { Network } from '../model/network.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Scenario } from '../model/scenario.ts';
import { createSimulator, type Simulator } from './simulator.ts';

const simulators = new WeakMap<Network, Simulator>();

/**
 * What a scenario does to a network, in continuous time. Both must have been validated.
 *
 * @example
 * const outcome = simulate(network, { events: [{ kind: 'outage', target: 'S3', at: 0, until: 12 }] });
 * outcome.unserved.populationHours;
 */
export function simulate(network: Network, scenario: Scenario): Outcome {
  let simulator = simulators.get(network);
  if (!simulator) simulators.set(network, (simulator = createSimulator(network)));
  return simulator.simulate(scenario);
}
