import type { Way } from './admission.ts';
import type { Change } from './allocation.ts';
import type { Candidate } from './candidates.ts';
import { isPlain, type Links } from './links.ts';
import type { Need } from './problem.ts';

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
 * The candidate that suffices alone and is nearest to agree to; else a few together; else a new supply.
 *
 * @param claim units of the need to be served
 */
export function relaxationFrom(
  links: Links,
  need: Need,
  claim: number,
  candidates: readonly Candidate[],
  into: ReadonlyMap<number, Way[]>,
): Change[] {
  const ranked = candidates
    .filter((candidate) => candidate.changes !== undefined && candidate.serves > 0)
    .toSorted((a, b) => a.changes!.length - b.changes!.length || rank(a) - rank(b) || a.stretch - b.stretch);
  const alone = ranked.find((candidate) => usable(candidate, claim) === claim && changesFor(candidate, claim, need.id));
  const chosen: Change[] = [];
  let missing = claim;
  for (const candidate of alone ? [alone] : ranked) {
    const units = usable(candidate, missing);
    const changes = units > 0 ? changesFor(candidate, units, need.id) : undefined;
    if (!changes) continue;
    for (const change of changes) addChange(chosen, change, missing, need);
    missing -= units;
  }
  if (missing === 0 && chosen.length <= MOST_CHANGES) return chosen;
  const kept = chosen.length < MOST_CHANGES ? chosen : [];
  const supply = newSupply(links, need, kept === chosen ? missing : claim, into);
  // A deadline that has passed has to move as well: to now.
  const passed = need.byHour < 0 && kept.every(({ kind }) => kind !== 'deadline');
  return [...kept, ...(passed ? [{ kind: 'deadline', need: need.id, byHour: 0 } as const] : []), supply];
}

/** How many of the missing units a candidate serves in whole steps. */
function usable({ serves, step }: Candidate, missing: number): number {
  return Math.min(serves, Math.floor(missing / step.serve) * step.serve);
}

/** What has to change so that a candidate serves so many units, its minimum included; `undefined` if that can't be. */
function changesFor(
  { changes = [], lot, step }: Candidate,
  units: number,
  need: string,
): readonly Change[] | undefined {
  if (!lot || (units / step.serve) * step.take >= lot.minimumLot) return changes;
  if (!lot.divisible) return undefined;
  const { source, quantity } = lot;
  // A part set aside for the need has the owner's consent with it.
  const others = changes.filter(({ kind }) => kind !== 'terms');
  return [...others, { kind: 'minimum-lot', need, source, quantity }];
}

function rank(candidate: Candidate): number {
  return candidate.changes!.reduce((farthest, change) => Math.max(farthest, ORDER[change.kind]), 0);
}

/** Adds a change, keeping one deadline and one shelf life for the need, and no more units than are missing. */
function addChange(chosen: Change[], change: Change, missing: number, need: Need): void {
  if (change.kind === 'reserve' || change.kind === 'minimum-lot') {
    // A substitute may take more units than it serves, so only the need's own item can be cut to what is missing.
    const cut = (need.substitutes ?? []).length === 0 ? Math.min(change.quantity, missing) : change.quantity;
    chosen.push({ ...change, quantity: cut });
    return;
  }
  const same = chosen.findIndex(
    (other) => other.kind === change.kind && (other.kind !== 'lane' || sameRun(other, change)),
  );
  const other = chosen[same];
  if (change.kind === 'deadline' && other?.kind === 'deadline') {
    chosen[same] = { ...change, byHour: Math.max(change.byHour, other.byHour) };
  } else if (change.kind === 'shelf-life' && other?.kind === 'shelf-life') {
    chosen[same] = { ...change, minimumShelfHours: Math.min(change.minimumShelfHours, other.minimumShelfHours) };
  } else if (change.kind === 'lane' && other?.kind === 'lane') {
    chosen[same] = { ...change, hours: Math.min(change.hours, other.hours) };
  } else chosen.push(change);
}

/** Whether one vehicle can do for two lane changes: from the same place, holding the same temperatures. */
function sameRun(a: Change, b: Change): boolean {
  if (a.kind !== 'lane' || b.kind !== 'lane' || a.from !== b.from) return false;
  return a.holds?.minC === b.holds?.minC && a.holds?.maxC === b.holds?.maxC;
}

/** New units for the need, at the cheapest place from which they'd arrive in time, at its own place if there's none. */
function newSupply(links: Links, need: Need, quantity: number, into: ReadonlyMap<number, Way[]>): Change {
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
  const place = from ? [...links.places.keys()][from.from]! : need.place;
  return { kind: 'supply', need: need.id, item: need.item, place, quantity, availableHour: 0 };
}
