import type { Language } from '../explain/catalogue.ts';
import type { Asset, Network } from '../model/network.ts';
import type { Effect, Measure } from './measures.ts';

/** A measure as work that a firm can be asked to do: what, where, for whom and for how much. */
export interface WorkPackage {
  readonly measure: string;
  readonly cost: number;
  /** The sites that the work is at or between. */
  readonly sites: readonly {
    readonly asset: string;
    readonly name?: string;
    readonly owner?: string;
    readonly position?: readonly [number, number];
  }[];
  /** What is to be done, in words. */
  readonly task: Readonly<Record<Language, string>>;
}

/** The work package of a measure. */
export function workPackage(network: Network, measure: Measure): WorkPackage {
  const assets = new Map(network.assets.map((asset) => [asset.id, asset]));
  const links = new Map((network.links ?? []).map((link) => [link.id, link]));
  const at = sitesOf(measure.effect).flatMap((id) => {
    const link = links.get(id);
    return link ? [link.from, link.to] : [id];
  });
  const sites = [...new Set(at)].flatMap((id) => {
    const asset = assets.get(id);
    return asset ? [siteOf(asset)] : [];
  });
  return { measure: measure.id, cost: measure.cost, sites, task: taskOf(measure.effect) };
}

function siteOf({ id, name, owner, position }: Asset): WorkPackage['sites'][number] {
  return {
    asset: id,
    ...(name !== undefined && { name }),
    ...(owner !== undefined && { owner }),
    ...(position && { position }),
  };
}

function sitesOf(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'harden-site':
      return [effect.target];
    case 'add-autonomy':
      return [effect.asset];
    case 'add-supplier':
      return [effect.asset, effect.supplier];
    case 'add-link':
      return [effect.link.from, effect.link.to];
    case 'spare-parts':
    case 'crew-base':
      return effect.targets;
  }
}

function taskOf(effect: Effect): WorkPackage['task'] {
  switch (effect.kind) {
    case 'harden-site':
      return { en: `Harden ${effect.target}`, ar: `تحصين ${effect.target}` };
    case 'add-autonomy':
      return {
        en: `Give ${effect.asset} ${effect.hours} h more without ${effect.service}`,
        ar: `زيادة استقلالية ${effect.asset} عن ${effect.service} بمقدار ${effect.hours} ساعة`,
      };
    case 'add-supplier':
      return {
        en: `Connect ${effect.asset} to ${effect.supplier} for ${effect.service}`,
        ar: `ربط ${effect.asset} بالمصدر ${effect.supplier} لخدمة ${effect.service}`,
      };
    case 'add-link':
      return {
        en: `Build a link for ${effect.link.service} from ${effect.link.from} to ${effect.link.to}, capacity ${effect.link.capacity}`,
        ar: `إنشاء خط لخدمة ${effect.link.service} من ${effect.link.from} إلى ${effect.link.to} بسعة ${effect.link.capacity}`,
      };
    case 'spare-parts':
      return {
        en: `Stock spare parts for ${effect.targets.join(', ')}`,
        ar: `تخزين قطع غيار من أجل ${effect.targets.join('، ')}`,
      };
    case 'crew-base':
      return {
        en: `Base a crew near ${effect.targets.join(', ')}`,
        ar: `إنشاء قاعدة لفريق قرب ${effect.targets.join('، ')}`,
      };
  }
}
