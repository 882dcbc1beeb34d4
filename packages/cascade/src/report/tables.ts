import type { Hardening } from '../harden/harden.ts';
import type { Network } from '../model/network.ts';
import type { Ranking } from '../rank/rank.ts';
import { explainReason } from '../repair/reasons.ts';
import type { RepairPlan } from '../repair/repair.ts';
import type { Language } from '../explain/catalogue.ts';
import { writeCsv } from './csv.ts';

/** A ranking as CSV, costliest first. */
export function formatRankingCsv(network: Network, { assets }: Ranking): string {
  const facts = new Map(network.assets.map((asset) => [asset.id, asset]));
  const header = ['target', 'name', 'kind', 'region', 'population-hours', 'stops others', 'betweenness', 'people'];
  const rows = assets.map(({ target, populationHours, stops, betweenness, people }) => {
    const asset = facts.get(target);
    return [target, asset?.name, asset?.kind, asset?.region, populationHours, stops, betweenness, people];
  });
  return writeCsv(header, rows);
}

/** A repair plan as CSV: who goes where when, and why. */
export function formatRepairCsv({ steps }: RepairPlan, language: Language = 'en'): string {
  const header = [
    'crew',
    'target',
    'departs at hour',
    'starts',
    'ends',
    'serves again',
    'saves population-hours',
    'why',
  ];
  const rows = steps.map(({ crew, target, departAt, startAt, endAt, reason }) => [
    crew,
    target,
    departAt,
    startAt,
    endAt,
    reason.restoresPeople,
    reason.savesPopulationHours,
    explainReason(reason, language),
  ]);
  return writeCsv(header, rows);
}

/** The curve of budget against protection as CSV. */
export function formatHardeningCsv({ curve }: Hardening): string {
  const header = ['budget', 'cost', 'measures', 'population-hours', 'avoided', 'people protected', 'bound', 'gap'];
  const rows = curve.map((choice) => [
    choice.budget,
    choice.cost,
    choice.measures.join(' '),
    choice.populationHours,
    choice.populationHoursAvoided,
    choice.peopleProtected,
    choice.bound,
    choice.gap,
  ]);
  return writeCsv(header, rows);
}
