import { obstacles, type Obstacle, type Offer, type Way } from './admission.ts';
import type { Change, Reason } from './allocation.ts';
import type { ClassView } from './claim.ts';
import { acceptedBy, isPlain, type Links } from './links.ts';
import type { Need, Substitute } from './problem.ts';

/** Why a need is short, and the fewest changes found that would serve it. */
export interface Explanation {
  readonly reasons: Reason[];
  readonly relaxation: Change[];
}

/** Units that could serve a need if some rule gave way. */
interface Candidate {
  readonly reason: Reason;
  /** Absent where nothing can be agreed, as with goods that expire on the way. */
  readonly changes?: readonly Change[];
  /** Units of the need that it would serve. */
  readonly serves: number;
  /** How far deadlines or shelf lives move, in hours. */
  readonly stretch: number;
}

/** Reasons listed for one need; the largest quantities come first. */
const MOST_REASONS = 6;
/** Where existing stock needs more changes than this, one new supply is the smaller request. */
const MOST_CHANGES = 3;
/** Who has to agree, nearest first: the one who asks, the owner, the carrier, then someone with more stock. */
const ORDER: Record<Change['kind'], number> = {
  deadline: 0,
  'shelf-life': 1,
  terms: 2,
  'minimum-lot': 3,
  reserve: 4,
  lane: 5,
  supply: 6,
};

/**
 * Explains why a need isn't met in full. `claim` is how many units have to come from elsewhere so that it is: what is
 * missing, plus what it gets now but would share with others of its class once it had a supply of its own.
 */
export function explain(
  links: Links,
  view: ClassView,
  index: number,
  claim: number,
  loads: ReadonlyMap<Way, number>,
): Explanation {
  const need = links.needs[index]!;
  const placeNames = [...links.places.keys()];
  const linked = new Map<number, number>();
  for (let link = links.start[index]!; link < links.start[index + 1]!; link++) linked.set(links.offer[link]!, link);
  const into = new Map<number, Way[]>();
  for (const way of links.ways[links.places.get(need.place)!]!) {
    const list = into.get(way.from);
    if (list) list.push(way);
    else into.set(way.from, [way]);
  }

  const candidates: Candidate[] = [];
  const usable = { quantity: 0, moreUrgent: 0 };
  let known = false;
  for (const accepted of acceptedBy(need)) {
    for (const number of links.offersOf.get(accepted.item) ?? []) {
      const offer = links.offers[number]!;
      known ||= offer.quantity + offer.reserve > 0;
      const ways = into.get(offer.place) ?? [];
      const place = placeNames[offer.place]!;
      const at = { links, need, offer, accepted, place, ways };
      const link = linked.get(number);
      const left = view.left[number]!;
      if (link !== undefined) {
        usable.quantity += offer.quantity;
        usable.moreUrgent += view.moreUrgent[number]!;
        if (left > 0) candidates.push(...blockedLink(at, links.way[link]!, left, loads));
      } else if (left > 0) candidates.push(...blocked(at, left, false));
      if (offer.reserve > 0) candidates.push(...blocked(at, offer.reserve, true));
    }
  }

  const reasons: Reason[] = [];
  if (!known) reasons.push({ code: 'no-supply', item: need.item });
  if (usable.quantity > 0) reasons.push({ code: 'exhausted', item: need.item, ...usable });
  const blockedReasons = candidates.toSorted((a, b) => b.serves - a.serves).map((candidate) => candidate.reason);
  reasons.push(...blockedReasons.slice(0, MOST_REASONS - reasons.length));
  // Offers too small for one step of a substitute leave no other trace.
  if (reasons.length === 0) reasons.push({ code: 'exhausted', item: need.item, quantity: 0, moreUrgent: 0 });
  return { reasons, relaxation: relaxationFrom(links, need, claim, candidates, into, placeNames) };
}

interface Situation {
  readonly links: Links;
  readonly need: Need;
  readonly offer: Offer;
  readonly accepted: Required<Substitute>;
  readonly place: string;
  readonly ways: readonly Way[];
}

/** What keeps units away that no link brings: the way with the fewest rules against it. */
function blocked(situation: Situation, quantity: number, reserved: boolean): Candidate[] {
  const { need, offer, accepted, place, ways } = situation;
  const serves = Math.floor(quantity / accepted.take) * accepted.serve;
  const source = { source: offer.source, quantity };
  const owner = offer.owner === undefined ? {} : { owner: offer.owner };
  const own: Change[] = reserved ? [{ kind: 'reserve', need: need.id, ...source }] : [];
  if (reserved && offer.batch !== undefined) return [];
  if (ways.length === 0) {
    const latest = Math.min(need.byHour, offer.expiryHour - (need.minimumShelfHours ?? 0));
    const hours = latest - Math.max(offer.availableHour, 0);
    const reason: Reason = { code: 'no-lane', from: place, ...source };
    if (hours < 0 || latest < (need.fromHour ?? 0)) return [{ reason, serves, stretch: 0 }];
    const { storage } = offer.item;
    const lane = { kind: 'lane', need: need.id, from: place, to: need.place, hours, cost: 0 } as const;
    return [{ reason, changes: [...own, storage ? { ...lane, holds: storage } : lane], serves, stretch: 0 }];
  }
  const options = ways.map((way) => ({ way, rules: obstacles(offer, need, way) }));
  options.sort((a, b) => a.rules.length - b.rules.length || a.way.hours - b.way.hours);
  const expired = (rules: readonly Obstacle[]): boolean => rules.some(({ rule }) => rule === 'expired');
  const best = options.find(({ rules }) => !expired(rules));
  if (!best) return [{ reason: { code: 'expired', ...source }, serves, stretch: 0 }];
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
  return reason ? [{ reason, changes, serves, stretch }] : [];
}

/** What keeps units away although a link would bring them: the minimum of the lot, or the limit of the lane. */
function blockedLink(situation: Situation, way: Way, quantity: number, loads: ReadonlyMap<Way, number>): Candidate[] {
  const { need, offer, accepted, place } = situation;
  const serves = Math.floor(quantity / accepted.take) * accepted.serve;
  const full = (loads.get(way) ?? 0) + accepted.take * (offer.item.load ?? 1) > way.capacity;
  if (full) {
    const run = { need: need.id, from: place, to: need.place, hours: way.hours, cost: way.cost };
    const change: Change = { kind: 'lane', ...run, ...(way.holds ? { holds: way.holds } : {}) };
    const reason: Reason = { code: 'lane-full', lane: way.id ?? `${place}>${need.place}`, capacity: way.capacity };
    return [{ reason, changes: [change], serves, stretch: 0 }];
  }
  if (offer.minimumLot <= 1 || offer.batch !== undefined) return [];
  const reason: Reason = { code: 'minimum-lot', source: offer.source, minimum: offer.minimumLot, quantity };
  const change: Change = { kind: 'minimum-lot', need: need.id, source: offer.source, quantity };
  return [{ reason, changes: [change], serves, stretch: 0 }];
}

/** The candidate that suffices alone and is nearest to agree to; else a few together; else a new supply. */
function relaxationFrom(
  links: Links,
  need: Need,
  claim: number,
  candidates: readonly Candidate[],
  into: ReadonlyMap<number, Way[]>,
  placeNames: readonly string[],
): Change[] {
  const ranked = candidates
    .filter((candidate) => candidate.changes !== undefined && candidate.serves > 0)
    .toSorted((a, b) => a.changes!.length - b.changes!.length || rank(a) - rank(b) || a.stretch - b.stretch);
  const alone = ranked.find((candidate) => candidate.serves >= claim);
  const chosen: Change[] = [];
  let missing = claim;
  for (const candidate of alone ? [alone] : ranked) {
    if (missing <= 0) break;
    for (const change of candidate.changes!) addChange(chosen, change, missing, need);
    missing -= candidate.serves;
  }
  if (missing > 0 || chosen.length > MOST_CHANGES) {
    const quantity = chosen.length >= MOST_CHANGES ? claim : missing;
    const kept = chosen.length >= MOST_CHANGES ? [] : chosen;
    const supply = newSupply(links, need, quantity, into, placeNames);
    // A deadline that has passed has to move as well: to now.
    const passed = need.byHour < 0 && kept.every(({ kind }) => kind !== 'deadline');
    return [...kept, ...(passed ? [{ kind: 'deadline', need: need.id, byHour: 0 } as const] : []), supply];
  }
  return chosen;
}

function rank(candidate: Candidate): number {
  return Math.max(...candidate.changes!.map((change) => ORDER[change.kind]));
}

/** Adds a change, keeping one deadline and one shelf life for the need, and no more units than are missing. */
function addChange(chosen: Change[], change: Change, missing: number, need: Need): void {
  if (change.kind === 'reserve' || change.kind === 'minimum-lot') {
    // A substitute may take more units than it serves, so only the need's own item can be cut to what is missing.
    const cut = (need.substitutes ?? []).length === 0 ? Math.min(change.quantity, missing) : change.quantity;
    chosen.push({ ...change, quantity: cut });
    return;
  }
  const same = chosen.findIndex((other) => other.kind === change.kind);
  const other = chosen[same];
  if (change.kind === 'deadline' && other?.kind === 'deadline') {
    chosen[same] = { ...change, byHour: Math.max(change.byHour, other.byHour) };
  } else if (change.kind === 'shelf-life' && other?.kind === 'shelf-life') {
    chosen[same] = { ...change, minimumShelfHours: Math.min(change.minimumShelfHours, other.minimumShelfHours) };
  } else if (!chosen.some((known) => JSON.stringify(known) === JSON.stringify(change))) {
    chosen.push(change);
  }
}

/** New units for the need, at the cheapest place from which they'd arrive in time, at its own place if there's none. */
function newSupply(
  links: Links,
  need: Need,
  quantity: number,
  into: ReadonlyMap<number, Way[]>,
  placeNames: readonly string[],
): Change {
  const offers = (links.offersOf.get(need.item) ?? []).map((number) => links.offers[number]!);
  const storage = offers[0]?.item.storage;
  const fits = (way: Way): boolean =>
    isPlain(way) &&
    !way.needs &&
    way.hours <= need.byHour &&
    (storage === undefined ||
      (way.holds !== undefined && way.holds.minC >= storage.minC && way.holds.maxC <= storage.maxC));
  const from = offers
    .flatMap((offer) => (into.get(offer.place) ?? []).filter(fits))
    .toSorted((a, b) => a.cost - b.cost || a.hours - b.hours)[0];
  const place = from ? placeNames[from.from]! : need.place;
  return { kind: 'supply', need: need.id, item: need.item, place, quantity, availableHour: 0 };
}
