import { parseNetwork, validateScenario, type Network, type Scenario } from '@sanad/cascade';
import type { Result } from '@sanad/result';
import { Failure } from '../../failure.ts';
import { readJson, readText } from '../../read-text.ts';

/** The network in a file, or a Failure with everything that is wrong with it. */
export function readNetwork(file: string): Network {
  return accepted(file, parseNetwork(readText(file)));
}

/** The scenario in a file, for a network. */
export function readScenario(file: string, network: Network): Scenario {
  return accepted(file, validateScenario(readJson(file), network));
}

/** The value of a good input; a Failure that names the file of a bad one. */
export function accepted<T>(file: string, result: Result<T>): T {
  if (!result.ok) throw new Failure(2, `${file} is not right.`, result.issues);
  return result.value;
}
