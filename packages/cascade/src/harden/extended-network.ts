import type { Asset, Dependency, Network } from '../model/network.ts';
import type { AddAutonomy, AddSupplier, Measure } from './measures.ts';

/** The id of the switch that stands for a measure: it works where the measure is taken. */
export const switchOf = (measure: Measure): string => `\u0000measure ${measure.id}`;

/**
 * A network in which every measure is built in but switched: a switch that is out is a measure not taken. So one
 * network, compiled once, plays every choice. A link that is not taken is out itself.
 */
export function extendedNetwork(network: Network, measures: readonly Measure[]): Network {
  const assets: Asset[] = [...network.assets];
  const links = [...(network.links ?? [])];
  for (const measure of measures) {
    if (measure.effect.kind === 'add-link') links.push(measure.effect.link);
    else assets.push({ id: switchOf(measure), kind: 'measure' });
  }
  const dependencies = (network.dependencies ?? []).flatMap((dependency, index) => {
    const own = measures.filter(({ effect }) => isFor(effect, dependency));
    return own.length === 0 ? [dependency] : switched(dependency, index, own, assets);
  });
  return { ...network, assets, links, dependencies };
}

const isFor = (effect: Measure['effect'], { asset, service }: Dependency): effect is AddAutonomy | AddSupplier =>
  (effect.kind === 'add-autonomy' || effect.kind === 'add-supplier') &&
  effect.asset === asset &&
  effect.service === service;

/**
 * A dependency with measures for it: what it was, met by its old suppliers or a new one or passed over by a switch,
 * and for each larger store the same again with that store, passed over only by those larger still.
 */
function switched(dependency: Dependency, index: number, measures: readonly Measure[], assets: Asset[]): Dependency[] {
  const { asset, service, type, on = [asset], rule, minimumLevel } = dependency;
  const added: Dependency[] = [];
  const stand = (id: string, part: Partial<Dependency>): string => {
    assets.push({ id, kind: 'measure' });
    added.push({ asset: id, service, type, ...part });
    return id;
  };
  const old = stand(`\u0000supply ${index}`, { on, ...(rule && { rule }), ...(minimumLevel && { minimumLevel }) });
  const sources = [old];
  for (const measure of measures) {
    if (measure.effect.kind !== 'add-supplier') continue;
    const { supplier } = measure.effect;
    const part = minimumLevel === undefined ? {} : { minimumLevel };
    sources.push(stand(`\u0000supply ${index} by ${measure.id}`, { on: [supplier, switchOf(measure)], ...part }));
  }
  const stores = measures
    .flatMap((measure) =>
      measure.effect.kind === 'add-autonomy' ? [{ by: switchOf(measure), hours: measure.effect.hours }] : [],
    )
    .toSorted((a, b) => a.hours - b.hours);
  const { minimumLevel: _, ...rest } = dependency;
  for (const [rank, hours] of [0, ...stores.map((store) => store.hours)].entries()) {
    const larger = stores.slice(rank).map((store) => store.by);
    added.push({ ...withMore(rest, hours), on: [...sources, ...larger], rule: 'any' });
  }
  return added;
}

/** A dependency whose store lasts some hours longer. */
function withMore(dependency: Dependency, hours: number): Dependency {
  const { degradation, autonomyHours = 0, ...rest } = dependency;
  if (degradation)
    return { ...rest, degradation: degradation.map((step) => ({ ...step, afterHours: step.afterHours + hours })) };
  return { ...rest, autonomyHours: autonomyHours + hours };
}
