import { ok, type Result } from '@sanad/result';
import type { HardenOptions } from '../harden/harden.ts';
import type { Effect } from '../harden/measures.ts';
import type { Network } from '../model/network.ts';
import type { RepairProblem } from '../repair/problem.ts';
import { Report } from '../shape/report.ts';
import { hardenShape } from './harden-shape.ts';
import { checkLink } from './link.ts';
import { repairProblemShape } from './repair-shape.ts';
import { validateScenario } from './scenario.ts';

/** The repair problem that a parsed input holds for a network, or everything that is wrong with it. */
export function validateRepairProblem(input: unknown, network: Network): Result<RepairProblem> {
  const report = new Report();
  repairProblemShape.check(input, report);
  if (report.issues.length > 0) return { ok: false, issues: report.issues };

  const problem = input as RepairProblem;
  const known = idsOf(network);
  const damaged = new Set<string>();
  for (const [index, { target }] of problem.damage.entries()) {
    if (!known.has(target))
      report.refuse('unknown-asset', `There is no asset or link ${target}`, 'damage', index, 'target');
    if (damaged.has(target)) report.refuse('duplicate-id', `${target} is damaged twice`, 'damage', index, 'target');
    damaged.add(target);
  }
  const crews = new Set<string>();
  for (const [index, { id, base }] of problem.crews.entries()) {
    if (crews.has(id)) report.refuse('duplicate-id', `There is another crew ${id}`, 'crews', index, 'id');
    if (Math.abs(base[1]) > 90) report.refuse('coordinates-swapped', 'Longitude goes first', 'crews', index, 'base');
    crews.add(id);
  }
  for (const [index, { target }] of (problem.committed ?? []).entries()) {
    if (!damaged.has(target)) report.refuse('not-damaged', `${target} is not damaged`, 'committed', index, 'target');
  }
  return report.issues.length > 0 ? { ok: false, issues: report.issues } : ok(problem);
}

/** The hardening problem that a parsed input holds for a network, or everything that is wrong with it. */
export function validateHardenOptions(input: unknown, network: Network): Result<HardenOptions> {
  const report = new Report();
  hardenShape.check(input, report);
  if (report.issues.length > 0) return { ok: false, issues: report.issues };

  const options = input as HardenOptions;
  const ids = new Set<string>();
  for (const [index, { id, effect }] of options.measures.entries()) {
    report.path.push('measures', index);
    if (ids.has(id)) report.refuse('duplicate-id', `There is another measure ${id}`, 'id');
    ids.add(id);
    report.path.push('effect');
    checkEffect(effect, network, report);
    report.path.length = 0;
  }
  for (const [index, { scenario }] of options.scenarios.entries()) {
    const result = validateScenario(scenario, network);
    if (result.ok) continue;
    for (const issue of result.issues)
      report.issues.push({ ...issue, path: `scenarios/${index}/scenario/${issue.path}` });
  }
  return report.issues.length > 0 ? { ok: false, issues: report.issues } : ok(options);
}

const idsOf = (network: Network): Set<string> =>
  new Set([...network.assets, ...(network.links ?? [])].map(({ id }) => id));

function checkEffect(effect: Effect, network: Network, report: Report): void {
  const known = idsOf(network);
  const need = (id: string, ...keys: readonly (string | number)[]): void => {
    if (!known.has(id)) report.refuse('unknown-asset', `There is no asset or link ${id}`, ...keys);
  };
  switch (effect.kind) {
    case 'harden-site':
      return need(effect.target, 'target');
    case 'spare-parts':
    case 'crew-base':
      for (const [index, target] of effect.targets.entries()) need(target, 'targets', index);
      return;
    case 'add-supplier':
      need(effect.supplier, 'supplier');
      return checkNeed(effect, network, report);
    case 'add-autonomy':
      return checkNeed(effect, network, report);
    case 'add-link':
      report.path.push('link');
      checkLink(
        effect.link,
        {
          services: new Map(network.services.map((service) => [service.id, service])),
          assets: new Map(network.assets.map((asset) => [asset.id, asset])),
          links: new Map((network.links ?? []).map((link) => [link.id, link])),
        },
        report,
      );
  }
}

/** A measure for a need that the asset does not have would do nothing. */
function checkNeed({ asset, service }: { asset: string; service: string }, network: Network, report: Report): void {
  if (network.dependencies?.some((dependency) => dependency.asset === asset && dependency.service === service)) return;
  report.refuse('no-such-need', `${asset} does not depend on ${service}`, 'asset');
}
