import type { Link } from '../model/network.ts';

/** Something that can be done before a disaster, at a cost. */
export interface Measure {
  readonly id: string;
  readonly name?: string;
  readonly cost: number;
  readonly effect: Effect;
}

/** What a measure does. */
export type Effect = HardenSite | AddAutonomy | AddSupplier | AddLink | ShortenOutages;

/** A site is hardened: outages do not reach it, or leave it at least at a level. */
export interface HardenSite {
  readonly kind: 'harden-site';
  readonly target: string;
  /** Default 1: outages do not reach it. */
  readonly level?: number;
}

/** An asset gets a larger battery, tank or stock for what it needs of a service. */
export interface AddAutonomy {
  readonly kind: 'add-autonomy';
  readonly asset: string;
  readonly service: string;
  /** Hours more; of several measures for one need the largest counts. */
  readonly hours: number;
}

/** An asset gets one more supplier, any one of which with the old ones is enough. */
export interface AddSupplier {
  readonly kind: 'add-supplier';
  readonly asset: string;
  readonly service: string;
  readonly supplier: string;
}

/** A line, pipe or cable is added. */
export interface AddLink {
  readonly kind: 'add-link';
  readonly link: Link;
}

/** Outages of some things end sooner: spare parts at hand, a crew base nearby. */
export interface ShortenOutages {
  readonly kind: 'spare-parts' | 'crew-base';
  readonly targets: readonly string[];
  /** What remains of their length, 0 to 1. */
  readonly factor: number;
}
