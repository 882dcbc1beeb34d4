import { obstacles, termsAllow, type Obstacle, type Offer, type Way } from './admission.ts';
import type { Change, Reason } from './allocation.ts';
import type { Links } from './links.ts';
import type { Need, Substitute } from './problem.ts';

/** Units that could serve a need if some rule gave way. */
export interface Candidate {
  readonly reason: Reason;
  /** Absent where nothing can be agreed, as with goods that expire on the way. */
  readonly changes?: readonly Change[];
  /** Units of the need that it would serve. */
  readonly serves: number;
  /** Substitutes serve in steps: so many of their units for so many of the need's. */
  readonly step: { readonly take: number; readonly serve: number };
  /** Where the lot gives no less than a minimum: what is left of it, and whether a smaller part may be set aside. */
  readonly lot?: {
    readonly source: string;
    readonly minimumLot: number;
    readonly quantity: number;
    readonly divisible: boolean;
  };
  /** How far deadlines or shelf lives move, in hours. */
  readonly stretch: number;
}

/** Goods that expire sooner than this after they come are of no use, in hours. */
const SHORTEST_USE = 0.1;

/** An offer, a need that may take it, and the ways between the two. */
export interface Situation {
  readonly links: Links;
  readonly need: Need;
  readonly offer: Offer;
  readonly accepted: Required<Substitute>;
  readonly place: string;
  readonly ways: readonly Way[];
  /** What limited lanes carry by the plan. */
  readonly loads: ReadonlyMap<Way, number>;
}

/** What keeps units away that no link brings: the way with the fewest rules against it. */
export function blockedOffer(situation: Situation, quantity: number, reserved: boolean): Candidate[] {
  const { need, offer, place, ways } = situation;
  const units = unitsOf(situation, quantity, reserved);
  const source = { source: offer.source, quantity };
  const owner = offer.owner === undefined ? {} : { owner: offer.owner };
  const own: Change[] = reserved ? [{ kind: 'reserve', need: need.id, ...source }] : [];
  if (reserved && offer.batch !== undefined) return [];
  if (ways.length === 0) {
    if (offer.expiryHour <= offer.availableHour)
      return [{ reason: { code: 'expired', ...source }, ...units, stretch: 0 }];
    const latest = Math.min(need.byHour, offer.expiryHour - Math.max(need.minimumShelfHours ?? 0, SHORTEST_USE));
    const hours = latest - offer.availableHour;
    const reason: Reason = { code: 'no-lane', from: place, ...source };
    if (hours <= 0 || latest < (need.fromHour ?? 0)) return [{ reason, ...units, stretch: 0 }];
    const { storage } = offer.item;
    const lane = { kind: 'lane', need: need.id, from: place, to: need.place, hours, cost: 0 } as const;
    const changes: Change[] = [...own, storage ? { ...lane, holds: storage } : lane];
    if (!reserved && !termsAllow(offer.terms, need))
      changes.push({ kind: 'terms', need: need.id, source: offer.source });
    return [{ reason, changes, ...units, stretch: 0 }];
  }
  const options = ways.map((way) => ({ way, rules: obstacles(offer, need, way) }));
  options.sort((a, b) => a.rules.length - b.rules.length || a.way.hours - b.way.hours);
  const expired = (rules: readonly Obstacle[]): boolean => rules.some(({ rule }) => rule === 'expired');
  const best = options.find(({ rules }) => !expired(rules));
  if (!best) return [{ reason: { code: 'expired', ...source }, ...units, stretch: 0 }];
  const changes = [...own];
  let stretch = 0;
  let reason: Reason | undefined = reserved ? { code: 'reserved', ...source, ...owner } : undefined;
  const lane = { kind: 'lane', need: need.id, from: place, to: need.place } as const;
  const run = { hours: best.way.hours, cost: best.way.cost };
  const { storage } = offer.item;
  for (const obstacle of best.rules) {
    switch (obstacle.rule) {
      case 'terms':
        reason ??= { code: 'terms', ...source, ...owner };
        if (!reserved) changes.push({ kind: 'terms', need: need.id, source: offer.source });
        break;
      case 'shelf-life':
        reason ??= { code: 'shelf-life', ...source, hoursLeft: obstacle.hoursLeft, minimum: obstacle.minimum };
        stretch += obstacle.minimum - obstacle.hoursLeft;
        changes.push({ kind: 'shelf-life', need: need.id, minimumShelfHours: obstacle.hoursLeft });
        break;
      case 'too-late':
        reason ??= { code: 'too-late', ...source, earliestHour: obstacle.earliestHour, byHour: obstacle.byHour };
        stretch += obstacle.earliestHour - obstacle.byHour;
        changes.push({ kind: 'deadline', need: need.id, byHour: obstacle.earliestHour });
        break;
      case 'cold-chain': {
        const withinHours = need.byHour - offer.availableHour;
        reason ??= { code: 'cold-chain', ...source, from: place, range: obstacle.range, withinHours };
        changes.push({ ...lane, ...run, holds: obstacle.range });
        break;
      }
      case 'other-needs-only':
        reason ??= { code: 'no-lane', from: place, ...source };
        if (changes.every(({ kind }) => kind !== 'lane')) {
          changes.push(storage ? { ...lane, ...run, holds: storage } : { ...lane, ...run });
        }
        break;
      case 'expired':
        break;
    }
  }
  if (!reason) return [];
  // A lane change is a run of its own; otherwise no more comes than the lane has room for.
  const room = changes.some(({ kind }) => kind === 'lane') ? Infinity : roomOn(best.way, situation);
  return [{ reason, changes, ...unitsOf(situation, Math.min(quantity, room), reserved), stretch }];
}

/** What keeps units away although a link would bring them: the minimum of the lot, or the limit of the lane. */
export function blockedLink(situation: Situation, way: Way, quantity: number): Candidate[] {
  const { need, offer, accepted, place } = situation;
  const units = unitsOf(situation, quantity, false);
  if (roomOn(way, situation) < accepted.take) {
    const run = { need: need.id, from: place, to: need.place, hours: way.hours, cost: way.cost };
    const change: Change = { kind: 'lane', ...run, ...(way.holds ? { holds: way.holds } : {}) };
    const reason: Reason = { code: 'lane-full', lane: way.id ?? `${place}>${need.place}`, capacity: way.capacity };
    return [{ reason, changes: [change], ...units, stretch: 0 }];
  }
  if (offer.minimumLot <= 1 || offer.batch !== undefined) return [];
  const reason: Reason = { code: 'minimum-lot', source: offer.source, minimum: offer.minimumLot, quantity };
  return [{ reason, changes: [], ...units, stretch: 0 }];
}

/** Units of an offer that a way can still carry. */
function roomOn(way: Way, { offer, loads }: Situation): number {
  return Math.floor((way.capacity - (loads.get(way) ?? 0)) / (offer.item.load ?? 1));
}

function unitsOf(
  { offer, accepted }: Situation,
  quantity: number,
  reserved: boolean,
): Pick<Candidate, 'serves' | 'step' | 'lot'> {
  const { take, serve } = accepted;
  const { source, minimumLot, batch } = offer;
  return {
    serves: Math.floor(quantity / take) * serve,
    step: { take, serve },
    ...(reserved || minimumLot <= 1 ? {} : { lot: { source, minimumLot, quantity, divisible: batch === undefined } }),
  };
}
