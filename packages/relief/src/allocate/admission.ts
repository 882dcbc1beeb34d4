import type { AllocationItem, AllocationProblem, Need, TemperatureRange, Terms } from './problem.ts';

/** Units that can leave a place at a time: what a lot's owner releases, or one batch of production. */
export interface Offer {
  /** Id of the supply or production. */
  readonly source: string;
  /** Number of the batch, from 0, of a production. */
  readonly batch?: number;
  readonly item: AllocationItem;
  readonly place: number;
  readonly owner: string | undefined;
  readonly quantity: number;
  readonly reserve: number;
  readonly availableHour: number;
  readonly expiryHour: number;
  readonly minimumLot: number;
  readonly unitCost: number;
  readonly terms: Terms;
}

/** A way between two places, by numbers. */
export interface Way {
  /** Id of the lane; absent within one place and for a cell of a matrix. */
  readonly id?: string;
  readonly from: number;
  readonly to: number;
  readonly hours: number;
  readonly cost: number;
  readonly fixedCost: number;
  readonly capacity: number;
  readonly holds: TemperatureRange | undefined;
  readonly needs: readonly string[] | undefined;
}

/** A rule that keeps an offer from a need on a way, with the figures that show it. */
export type Obstacle =
  | { readonly rule: 'terms' }
  | { readonly rule: 'expired' }
  | { readonly rule: 'shelf-life'; readonly hoursLeft: number; readonly minimum: number }
  | { readonly rule: 'too-late'; readonly earliestHour: number; readonly byHour: number }
  | { readonly rule: 'cold-chain'; readonly range: TemperatureRange }
  | { readonly rule: 'other-needs-only' };

/** When goods leave and arrive. */
export interface Timing {
  readonly departHour: number;
  readonly arriveHour: number;
}

const NO_TERMS: Terms = {};

/** The stock lots and production batches of a problem as offers; those that give nothing are left out. */
export function offersOf(problem: AllocationProblem, places: ReadonlyMap<string, number>): Offer[] {
  const items = new Map(problem.items.map((item) => [item.id, item]));
  const offers: Offer[] = [];
  for (const supply of problem.supplies) {
    const reserve = Math.min(supply.reserve ?? 0, supply.quantity);
    offers.push({
      source: supply.id,
      item: items.get(supply.item)!,
      place: places.get(supply.place)!,
      owner: supply.owner,
      quantity: supply.quantity - reserve,
      reserve,
      // Nothing leaves before the plan begins.
      availableHour: Math.max(0, supply.availableHour ?? 0),
      expiryHour: supply.expiryHour ?? Infinity,
      minimumLot: supply.minimumLot ?? 1,
      unitCost: supply.unitCost ?? 0,
      terms: supply.terms ?? NO_TERMS,
    });
  }
  const { count, hours } = periodsOf(problem);
  for (const line of problem.production ?? []) {
    // Rounding the running total, not each batch, keeps the sum of batches whole and true to the rate.
    let exact = 0;
    let made = 0;
    for (let batch = 0; batch < count; batch++) {
      exact += line.ratePerPeriod * (line.ramp?.[batch] ?? 1);
      const quantity = Math.floor(exact + 1e-9) - made;
      const availableHour = (line.leadHours ?? 0) + (batch + 1) * hours;
      if (availableHour > count * hours) break;
      made += quantity;
      offers.push({
        source: line.id,
        batch,
        item: items.get(line.item)!,
        place: places.get(line.place)!,
        owner: line.owner,
        quantity,
        reserve: 0,
        availableHour,
        expiryHour: availableHour + (line.shelfHours ?? Infinity),
        minimumLot: line.minimumLot ?? 1,
        unitCost: line.unitCost ?? 0,
        terms: line.terms ?? NO_TERMS,
      });
    }
  }
  return offers;
}

/** The periods of a problem: how many, and of how many hours. */
export function periodsOf(problem: AllocationProblem): { count: number; hours: number } {
  return problem.periods ?? { count: 1, hours: 168 };
}

/** Numbers the places that a problem names. */
export function placesOf(problem: AllocationProblem): Map<string, number> {
  const places = new Map<string, number>();
  const number = (place: string): void => {
    if (!places.has(place)) places.set(place, places.size);
  };
  for (const supply of problem.supplies) number(supply.place);
  for (const line of problem.production ?? []) number(line.place);
  for (const need of problem.needs) number(need.place);
  return places;
}

/** The ways into each place, by its number; places that hold neither offer nor need are left out. */
export function waysInto(problem: AllocationProblem, places: ReadonlyMap<string, number>): Way[][] {
  const into: Way[][] = Array.from({ length: places.size }, (_, place) => [
    { from: place, to: place, hours: 0, cost: 0, fixedCost: 0, capacity: Infinity, holds: ANYTHING, needs: undefined },
  ]);
  for (const lane of problem.lanes ?? []) {
    const from = places.get(lane.from);
    const to = places.get(lane.to);
    if (from === undefined || to === undefined) continue;
    into[to]!.push({
      id: lane.id,
      from,
      to,
      hours: lane.hours,
      cost: lane.cost ?? 0,
      fixedCost: lane.fixedCost ?? 0,
      capacity: lane.capacity ?? Infinity,
      holds: lane.holds,
      needs: lane.needs,
    });
  }
  for (const matrix of problem.matrices ?? []) {
    const columns = matrix.to.map((place) => places.get(place));
    for (const [row, place] of matrix.from.entries()) {
      const from = places.get(place);
      if (from === undefined) continue;
      const costs = matrix.cost?.[row];
      for (const [column, hours] of matrix.hours[row]!.entries()) {
        const to = columns[column];
        if (to === undefined || hours === null || to === from) continue;
        const cost = costs?.[column] ?? 0;
        into[to]!.push({
          from,
          to,
          hours,
          cost,
          fixedCost: 0,
          capacity: Infinity,
          holds: matrix.holds,
          needs: undefined,
        });
      }
    }
  }
  return into;
}

const ANYTHING: TemperatureRange = { minC: -Infinity, maxC: Infinity };

/** When goods of an offer would leave and arrive: as soon as they can, but no sooner than the need can take them. */
export function timing(offer: Offer, need: Need, hours: number): Timing {
  const arriveHour = arrival(offer, need, hours);
  return { departHour: arriveHour - hours, arriveHour };
}

function arrival(offer: Offer, need: Need, hours: number): number {
  return Math.max(offer.availableHour + hours, need.fromHour ?? 0);
}

/** Every rule that forbids an offer to go to a need on a way; none means that it may. */
export function obstacles(offer: Offer, need: Need, way: Way): Obstacle[] {
  const found: Obstacle[] = [];
  const arriveHour = arrival(offer, need, way.hours);
  if (!termsAllow(offer.terms, need)) found.push({ rule: 'terms' });
  const hoursLeft = offer.expiryHour - arriveHour;
  const minimum = need.minimumShelfHours ?? 0;
  if (hoursLeft <= 0) found.push({ rule: 'expired' });
  else if (hoursLeft < minimum) found.push({ rule: 'shelf-life', hoursLeft, minimum });
  if (arriveHour > need.byHour) found.push({ rule: 'too-late', earliestHour: arriveHour, byHour: need.byHour });
  if (offer.item.storage && !holds(way.holds, offer.item.storage)) {
    found.push({ rule: 'cold-chain', range: offer.item.storage });
  }
  if (way.needs && !way.needs.includes(need.id)) found.push({ rule: 'other-needs-only' });
  return found;
}

/** Whether an owner's terms let a need receive. */
export function termsAllow(terms: Terms, need: Need): boolean {
  if (terms.exceptions?.includes(need.id)) return true;
  if (terms.leastPriority !== undefined && need.priority > terms.leastPriority) return false;
  if (!terms.recipients) return true;
  return terms.recipients.includes(need.id) || (need.party !== undefined && terms.recipients.includes(need.party));
}

/** Whether a vehicle that holds `held` keeps goods within `wanted`: its range lies inside theirs. */
function holds(held: TemperatureRange | undefined, wanted: TemperatureRange): boolean {
  if (held === undefined) return false;
  return held === ANYTHING || (held.minC >= wanted.minC && held.maxC <= wanted.maxC);
}
