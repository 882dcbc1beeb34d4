import type { Network } from '../model/network.ts';
import type { Language } from '../explain/catalogue.ts';
import { simulate } from '../simulate/simulate.ts';
import type { RepairCost } from './cost.ts';
import type { Job, RepairProblem } from './problem.ts';
import type { ScheduledJob } from './schedule.ts';

/** Why a repair is in the plan: what goes back when it ends, and what leaving it out would cost. */
export interface StepReason {
  /** People who are served again at the moment it ends. */
  readonly restoresPeople: number;
  /** Assets and links that work again with it, itself left out. */
  readonly restores: readonly string[];
  /** Unserved population-hours that it saves within the plan. */
  readonly savesPopulationHours: number;
}

const NOTHING = -2;

/** The reason of each scheduled job. */
export function reasonsOf(
  network: Network,
  problem: RepairProblem,
  jobs: readonly Job[],
  scheduled: readonly ScheduledJob[],
  cost: RepairCost,
): StepReason[] {
  const whole = cost.of(scheduled);
  const endOf = new Map(scheduled.map(({ job, endAt }) => [jobs[job]!.target, endAt]));
  for (const { target, endAt } of problem.committed ?? []) endOf.set(target, endAt);
  const { changes, curve } = simulate(network, {
    horizonHours: cost.horizon,
    events: problem.damage.map(({ target, level = 0 }) => {
      const until = endOf.get(target);
      return { kind: 'outage', target, at: 0, level, ...(until !== undefined && { until }) };
    }),
  });
  return scheduled.map((each) => {
    const { target } = jobs[each.job]!;
    const begun = changes.findIndex((change) => change.target === target && change.cause.kind === 'repaired');
    const restored = new Set<string>();
    const caused = new Set([begun]);
    for (const [index, change] of changes.entries()) {
      if (begun < 0 || change.to < change.from || !caused.has(change.because ?? NOTHING)) continue;
      caused.add(index);
      if (change.target !== target) restored.add(change.target);
    }
    const after = curve.findIndex((point) => Math.abs(point.at - each.endAt) < 1e-6);
    return {
      restoresPeople: after > 0 ? Math.max(0, Math.round(curve[after - 1]!.people - curve[after]!.people)) : 0,
      restores: [...restored].toSorted(),
      savesPopulationHours: Math.max(0, cost.of(scheduled.filter((other) => other !== each)) - whole),
    };
  });
}

/** A reason in words. */
export function explainReason(
  { restoresPeople, restores, savesPopulationHours }: StepReason,
  language: Language = 'en',
): string {
  const number = new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : 'en', { maximumFractionDigits: 0 });
  const [people, saved] = [number.format(restoresPeople), number.format(savesPopulationHours)];
  const names = restores.join(language === 'ar' ? '، ' : ', ');
  if (language === 'ar') {
    const back = restores.length > 0 ? `يعيد العمل إلى ${names}؛ ` : '';
    return `${back}يعيد الخدمة إلى ${people} من السكان فور إنجازه؛ يوفر ${saved} ساعة-فرد`;
  }
  const back = restores.length > 0 ? `brings back ${names}; ` : '';
  return `${back}serves ${people} people again as soon as it is done; saves ${saved} population-hours`;
}
