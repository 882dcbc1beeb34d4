import type { Dependency } from '../model/network.ts';
import { checkService, type Directory, type RowReport } from './row.ts';

/** The rules that a dependency of the right form must keep. */
export function checkDependency(dependency: Dependency, directory: Directory, report: RowReport): void {
  const asset = directory.assets.get(dependency.asset);
  if (!asset) report.refuse('unknown-asset', ['asset'], `There is no asset ${dependency.asset}`);
  const service = checkService(directory, report, [], dependency);
  if (dependency.on) {
    checkSuppliers(dependency, dependency.on, directory, report);
  } else if (service?.sharing === 'logical') {
    report.refuse('no-suppliers', ['on'], `${service.id} is logical: name who supplies it`);
  } else if (asset && service && !asset.demands?.some((demand) => demand.service === service.id)) {
    report.refuse('no-demand', ['on'], `${asset.id} draws no ${service.id}: give it a demand or name who supplies it`);
  }
  checkStore(dependency, report);
}

function checkSuppliers(
  { asset, rule }: Dependency,
  on: readonly string[],
  directory: Directory,
  report: RowReport,
): void {
  for (const [index, supplier] of on.entries()) {
    if (supplier === asset) {
      report.refuse('self-dependency', ['on', index], `${asset} cannot depend on itself`);
    } else if (!directory.assets.has(supplier) && !directory.links.has(supplier)) {
      report.refuse('unknown-asset', ['on', index], `There is no asset or link ${supplier}`);
    }
    if (on.indexOf(supplier) < index) report.refuse('duplicate-supplier', ['on', index], `${supplier} is named twice`);
  }
  if (typeof rule === 'object' && rule.atLeast > on.length) {
    report.refuse(
      'k-above-n',
      ['rule', 'atLeast'],
      `At least ${rule.atLeast} of ${on.length} suppliers can never be met`,
    );
  }
}

function checkStore({ degradation, autonomyHours, refill, refillHours }: Dependency, report: RowReport): void {
  if (refill === 'by-delivery' && refillHours !== undefined) {
    report.refuse('refill-twice', ['refillHours'], 'A store filled by delivery takes no hours of supply to refill');
  }
  if (!degradation) return;
  if (autonomyHours !== undefined) {
    report.refuse('autonomy-twice', ['autonomyHours'], 'Give autonomyHours or degradation, not both');
  }
  for (let index = 1; index < degradation.length; index += 1) {
    const [before, step] = [degradation[index - 1], degradation[index]];
    if (!before || !step) continue;
    if (step.afterHours <= before.afterHours) {
      report.refuse(
        'time-backwards',
        ['degradation', index, 'afterHours'],
        'Each step comes later than the one before',
      );
    }
    if (step.level >= before.level) {
      report.refuse(
        'level-rises',
        ['degradation', index, 'level'],
        'Each step leaves less working than the one before',
      );
    }
  }
}
