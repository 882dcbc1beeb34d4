import type { Dependency } from '../model/network.ts';
import type { Report } from '../shape/report.ts';
import { checkService, type Directory } from './row.ts';

/** The rules that a dependency of the right form must keep. */
export function checkDependency(dependency: Dependency, directory: Directory, report: Report): void {
  const asset = directory.assets.get(dependency.asset);
  if (!asset) report.refuse('unknown-asset', `There is no asset ${dependency.asset}`, 'asset');
  const service = checkService(directory, report, [], dependency);
  if (dependency.on) {
    checkSuppliers(dependency, dependency.on, directory, report);
  } else if (service?.sharing === 'logical') {
    report.refuse('no-suppliers', `${service.id} is logical: name who supplies it`, 'on');
  } else if (asset && service && !asset.demands?.some((demand) => demand.service === service.id)) {
    report.refuse('no-demand', `${asset.id} draws no ${service.id}: give it a demand or name who supplies it`, 'on');
  }
  checkStore(dependency, report);
}

function checkSuppliers(
  { asset, rule }: Dependency,
  on: readonly string[],
  directory: Directory,
  report: Report,
): void {
  for (const [index, supplier] of on.entries()) {
    if (supplier === asset) {
      report.refuse('self-dependency', `${asset} cannot depend on itself`, 'on', index);
    } else if (!directory.assets.has(supplier) && !directory.links.has(supplier)) {
      report.refuse('unknown-asset', `There is no asset or link ${supplier}`, 'on', index);
    }
    if (on.indexOf(supplier) < index) report.refuse('duplicate-supplier', `${supplier} is named twice`, 'on', index);
  }
  if (typeof rule === 'object' && rule.atLeast > on.length) {
    report.refuse(
      'k-above-n',
      `At least ${rule.atLeast} of ${on.length} suppliers can never be met`,
      'rule',
      'atLeast',
    );
  }
}

function checkStore({ degradation, autonomyHours, refill, refillHours }: Dependency, report: Report): void {
  if (refill === 'by-delivery' && refillHours !== undefined) {
    report.refuse('refill-twice', 'A store filled by delivery takes no hours of supply to refill', 'refillHours');
  }
  if (!degradation) return;
  if (autonomyHours !== undefined) {
    report.refuse('autonomy-twice', 'Give autonomyHours or degradation, not both', 'autonomyHours');
  }
  for (let index = 1; index < degradation.length; index += 1) {
    const [before, step] = [degradation[index - 1], degradation[index]];
    if (!before || !step) continue;
    if (step.afterHours <= before.afterHours) {
      report.refuse('time-backwards', 'Each step comes later than the one before', 'degradation', index, 'afterHours');
    }
    if (step.level >= before.level) {
      report.refuse('level-rises', 'Each step leaves less working than the one before', 'degradation', index, 'level');
    }
  }
}
