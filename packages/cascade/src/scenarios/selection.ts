import type { Asset, Network } from '../model/network.ts';
import type { OutageEvent, Scenario } from '../model/scenario.ts';

/** Which assets are meant: those that agree in everything named. */
export interface Selection {
  readonly region?: string;
  readonly sector?: string;
  readonly kind?: string;
  readonly owner?: string;
  /** Those that others name as suppliers of this service, or that feed it in. */
  readonly supplies?: string;
}

/** When an outage begins and ends, and why, in words. */
export interface OutageTime {
  readonly at?: number;
  readonly until?: number;
  readonly reason?: string;
}

/** The assets that a selection means, in the network's order. */
export function selectAssets(network: Network, { supplies, ...facts }: Selection): Asset[] {
  const suppliers = new Set<string>();
  if (supplies !== undefined) {
    for (const { service, on } of network.dependencies ?? [])
      if (service === supplies) for (const id of on ?? []) suppliers.add(id);
    for (const { id, produces } of network.assets)
      if (produces?.some((use) => use.service === supplies)) suppliers.add(id);
  }
  return network.assets.filter(
    (asset) =>
      (supplies === undefined || suppliers.has(asset.id)) &&
      (Object.keys(facts) as (keyof typeof facts)[]).every(
        (key) => facts[key] === undefined || asset[key] === facts[key],
      ),
  );
}

/**
 * Everything that a selection means is out: a region's telecom, an owner's sites, all plants of a kind.
 *
 * @example
 * outageScenario(network, { region: 'north', supplies: 'telecom' }, { at: 0, until: 48 });
 */
export function outageScenario(network: Network, selection: Selection, time: OutageTime = {}): Scenario {
  return {
    events: outagesOf(
      selectAssets(network, selection).map(({ id }) => id),
      time,
    ),
  };
}

/** An outage of each target at one time. */
export function outagesOf(targets: readonly string[], { at = 0, ...rest }: OutageTime): OutageEvent[] {
  return targets.map((target) => ({ kind: 'outage', target, at, ...rest }));
}
