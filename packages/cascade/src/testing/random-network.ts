import { seeded } from '../random/seeded.ts';
import type { Asset, Dependency, Network } from '../model/network.ts';
import type { Scenario, ScenarioEvent } from '../model/scenario.ts';

/** A small random network of logical services and a scenario for it, all of whose times are whole hours. */
export function randomCase(seed: number): { network: Network; scenario: Scenario } {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(...choices: readonly T[]): T => choices[below(choices.length)]!;
  const count = 2 + below(8);
  const id = (index: number): string => `a${index}`;
  const assets: Asset[] = Array.from({ length: count }, (_, index) => ({
    id: id(index),
    kind: 'site',
    demands: [{ service: 'power', amount: 1 + below(9), people: below(1000) }],
  }));

  const dependencies: Dependency[] = [];
  for (let index = below(2 * count + 1); index > 0; index -= 1) {
    const asset = below(count);
    const on = [...new Set(Array.from({ length: 1 + below(3) }, () => below(count)))].filter((at) => at !== asset);
    if (on.length === 0) continue;
    const store = below(6);
    const steps = pick(false, false, true);
    dependencies.push({
      id: `d${index}`,
      asset: id(asset),
      service: 'power',
      type: 'physical',
      on: on.map(id),
      rule: pick<NonNullable<Dependency['rule']>>('all', 'any', { atLeast: 1 + below(on.length) }),
      ...(random() < 0.3 && { minimumLevel: pick(0.3, 0.5, 1) }),
      ...(steps
        ? {
            degradation: [
              { afterHours: below(3), level: 0.5 },
              { afterHours: 3 + below(4), level: pick(0, 0.2) },
            ],
          }
        : { autonomyHours: store }),
      fill: pick(1, 1, 0),
      // A store refills at once, in its own time, or never, so that all that happens does so on the hour.
      ...pick<Partial<Dependency>>({}, steps || store === 0 ? {} : { refillHours: store }, {
        refill: 'by-delivery' as const,
      }),
      returnHours: pick(0, 0, below(4)),
    });
  }

  const events: ScenarioEvent[] = [];
  for (let index = 1 + below(6); index > 0; index -= 1) {
    const target = id(below(count));
    const at = below(20);
    const until = random() < 0.8 ? { until: at + 1 + below(12) } : {};
    const kind = pick('outage', 'outage', 'outage', 'repair', 'refuel');
    if (kind === 'outage') events.push({ kind, target, at, ...until, level: pick(0, 0, 0.4) });
    else if (kind === 'repair') events.push({ kind, target, at });
    else events.push({ kind, target, at, ...(random() < 0.5 && { hours: 1 + below(4) }) });
  }
  const services = [{ id: 'power', unit: 'MW', sharing: 'logical' as const }];
  return { network: { services, assets, dependencies }, scenario: { horizonHours: 40, events } };
}
