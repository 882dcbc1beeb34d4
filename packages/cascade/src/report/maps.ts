import type { Network } from '../model/network.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Ranking } from '../rank/rank.ts';
import type { RepairPlan } from '../repair/repair.ts';
import { type FeatureCollection, featuresOf } from './geojson.ts';

/** Every affected asset and link with when it stopped, when it is back and what it lost. */
export function formatOutcomeGeoJson(network: Network, { affected }: Outcome): FeatureCollection {
  const facts = affected.map(({ target, firstAt, restoredAt, hoursLost }) => {
    return [target, { stoppedAtHour: firstAt, restoredAtHour: restoredAt ?? null, hoursLost }] as const;
  });
  return featuresOf(network, facts);
}

/** Every asset and link with what its loss would cost. */
export function formatRankingGeoJson(network: Network, { assets }: Ranking): FeatureCollection {
  return featuresOf(
    network,
    assets.map(({ target, ...figures }) => [target, figures]),
  );
}

/** Every repair of a plan with its crew and times. */
export function formatRepairGeoJson(network: Network, { steps }: RepairPlan): FeatureCollection {
  const facts = steps.map(({ target, crew, departAt, startAt, endAt, reason }) => {
    return [target, { crew, departAt, startAt, endAt, savesPopulationHours: reason.savesPopulationHours }] as const;
  });
  return featuresOf(network, facts);
}
