import type { Network, RepairNeed } from '../model/network.ts';

/** Longitude and latitude, in degrees. */
export type Position = readonly [number, number];

/** What is to be repaired, by whom and with what. Times are hours from the damage. */
export interface RepairProblem {
  readonly damage: readonly Damage[];
  readonly crews: readonly Crew[];
  /** Units of materials as they become available; a material that is not named is not limited. */
  readonly materials?: Readonly<Record<string, readonly Arrival[]>>;
  /** How long a way takes, Infinity where every road is closed; default: by `roads`. */
  readonly travelHours?: TravelTime;
  readonly roads?: Roads;
  /** How far to look; default 720 h. What is not repaired by then stays out until then. */
  readonly horizonHours?: number;
  /** Repairs that are under way or done and no longer open to planning. */
  readonly committed?: readonly { readonly target: string; readonly endAt: number }[];
}

/** An asset or link that is damaged from hour 0 on. */
export interface Damage {
  readonly target: string;
  /** What still works; default 0. */
  readonly level?: number;
  /** What its repair takes, where that is not what the network says. */
  readonly repair?: RepairNeed;
}

/** A crew of one kind, at its base until called. */
export interface Crew {
  readonly id: string;
  readonly kind: string;
  readonly base: Position;
  /** From when on; default 0. */
  readonly availableFrom?: number;
}

/** Units of a material that arrive. */
export interface Arrival {
  readonly at: number;
  readonly amount: number;
}

/** How long the way between two places takes when left at an hour. */
export type TravelTime = (from: Position, to: Position, departAt: number) => number;

/** Travel along straight lines, made longer by a factor; default 40 km/h and 1.3. */
export interface Roads {
  readonly speedKmh?: number;
  readonly detour?: number;
}

/** A repair to be done: what a damage comes to in the network. */
export interface Job {
  readonly target: string;
  readonly position: Position;
  readonly need: RepairNeed;
  readonly level: number;
}

/** How far a repair problem looks that does not say so, in hours. */
export const REPAIR_HORIZON_HOURS = 720;

/** The repairs that a problem asks for; what cannot be repaired, for want of knowledge or place, is left out. */
export function jobsOf(network: Network, { damage, committed = [] }: RepairProblem): Job[] {
  const done = new Set(committed.map(({ target }) => target));
  const assets = new Map(network.assets.map((asset) => [asset.id, asset]));
  const links = new Map((network.links ?? []).map((link) => [link.id, link]));
  return damage.flatMap(({ target, level = 0, repair }) => {
    const thing = assets.get(target) ?? links.get(target);
    const need = repair ?? thing?.repair;
    const link = links.get(target);
    const position = link
      ? middle(assets.get(link.from)?.position, assets.get(link.to)?.position)
      : assets.get(target)?.position;
    return need && position && !done.has(target) ? [{ target, position, need, level }] : [];
  });
}

function middle(a: Position | undefined, b: Position | undefined): Position | undefined {
  return a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : (a ?? b);
}

const EARTH_RADIUS_KM = 6371;

/** Travel along great circles, longer by a detour. */
export function straightRoads({ speedKmh = 40, detour = 1.3 }: Roads = {}): TravelTime {
  return (from, to) => {
    const [dx, dy] = [radians(to[0] - from[0]), radians(to[1] - from[1])];
    const chord = Math.sin(dy / 2) ** 2 + Math.cos(radians(from[1])) * Math.cos(radians(to[1])) * Math.sin(dx / 2) ** 2;
    return (2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord)) * detour) / speedKmh;
  };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
