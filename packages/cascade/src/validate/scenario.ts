import { ok, type Result } from '@sanad/result';
import type { Network } from '../model/network.ts';
import type { Scenario } from '../model/scenario.ts';
import { Report } from '../shape/report.ts';
import { scenarioShape } from './scenario-shape.ts';

const isoDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The scenario that a parsed input holds for a network, or everything that is wrong with it. */
export function validateScenario(input: unknown, network: Network): Result<Scenario> {
  const report = new Report();
  const { issues } = report;
  scenarioShape.check(input, report);
  if (issues.length > 0) return { ok: false, issues };

  const scenario = input as Scenario;
  if (
    scenario.start !== undefined &&
    !(isoDateTime.test(scenario.start) && !Number.isNaN(Date.parse(scenario.start)))
  ) {
    report.refuse('not-a-time', `Expected an ISO 8601 date and time with its offset, found ${scenario.start}`, 'start');
  }
  const assets = new Set(network.assets.map((asset) => asset.id));
  const links = new Set((network.links ?? []).map((link) => link.id));
  const services = new Set(network.services.map((service) => service.id));
  for (const [index, event] of scenario.events.entries()) {
    report.path.push('events', index);
    if (!assets.has(event.target) && !links.has(event.target)) {
      report.refuse('unknown-asset', `There is no asset or link ${event.target}`, 'target');
    }
    if (event.kind === 'outage' && event.until !== undefined && event.until <= event.at) {
      report.refuse(
        'time-backwards',
        `The outage ends at ${event.until} h, before it begins at ${event.at} h`,
        'until',
      );
    }
    if (event.kind === 'refuel' && event.service !== undefined && !services.has(event.service)) {
      report.refuse('unknown-service', `There is no service ${event.service}`, 'service');
    }
    report.path.length = 0;
  }
  return issues.length > 0 ? { ok: false, issues } : ok(scenario);
}
