import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { Network } from '../model/network.ts';
import type { Scenario } from '../model/scenario.ts';
import { scenarioShape } from './scenario-shape.ts';

const isoDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The scenario that a parsed input holds for a network, or everything that is wrong with it. */
export function validateScenario(input: unknown, network: Network): Result<Scenario> {
  const issues: Issue[] = [];
  scenarioShape.check(input, undefined, issues);
  if (issues.length > 0) return failure(...issues);

  const scenario = input as Scenario;
  const refuse = (code: string, path: string, message: string): void => void issues.push({ code, path, message });
  if (
    scenario.start !== undefined &&
    !(isoDateTime.test(scenario.start) && !Number.isNaN(Date.parse(scenario.start)))
  ) {
    refuse('not-a-time', 'start', `Expected an ISO 8601 date and time with its offset, found ${scenario.start}`);
  }
  const assets = new Set(network.assets.map((asset) => asset.id));
  const links = new Set((network.links ?? []).map((link) => link.id));
  const services = new Set(network.services.map((service) => service.id));
  for (const [index, event] of scenario.events.entries()) {
    const at = `events/${index}`;
    if (!assets.has(event.target) && !links.has(event.target)) {
      refuse('unknown-asset', `${at}/target`, `There is no asset or link ${event.target}`);
    }
    if (event.kind === 'outage' && event.until !== undefined && event.until <= event.at) {
      refuse('time-backwards', `${at}/until`, `The outage ends at ${event.until} h, before it begins at ${event.at} h`);
    }
    if (event.kind === 'refuel' && event.service !== undefined && !services.has(event.service)) {
      refuse('unknown-service', `${at}/service`, `There is no service ${event.service}`);
    }
  }
  return issues.length > 0 ? failure(...issues) : ok(scenario);
}
