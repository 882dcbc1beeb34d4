import type { Way } from './admission.ts';
import type { Change, Reason } from './allocation.ts';
import { blockedLink, blockedOffer, type Candidate } from './candidates.ts';
import type { ClassView } from './claim.ts';
import { acceptedBy, type Links } from './links.ts';
import { relaxationFrom } from './relaxation.ts';

/** Why a need is short, and the fewest changes found that would serve it. */
export interface Explanation {
  readonly reasons: Reason[];
  readonly relaxation: Change[];
}

/** Reasons listed for one need; the largest quantities come first. */
const MOST_REASONS = 6;

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
      const at = { links, need, offer, accepted, place, ways, loads };
      const link = linked.get(number);
      const left = view.left[number]!;
      if (link !== undefined) {
        usable.quantity += offer.quantity;
        usable.moreUrgent += view.moreUrgent[number]!;
        if (left > 0) candidates.push(...blockedLink(at, links.way[link]!, left));
      } else if (left > 0) candidates.push(...blockedOffer(at, left, false));
      if (offer.reserve > 0) candidates.push(...blockedOffer(at, offer.reserve, true));
    }
  }

  const reasons: Reason[] = [];
  if (!known) reasons.push({ code: 'no-supply', item: need.item });
  if (usable.quantity > 0) reasons.push({ code: 'exhausted', item: need.item, ...usable });
  const blockedReasons = candidates.toSorted((a, b) => b.serves - a.serves).map((candidate) => candidate.reason);
  reasons.push(...blockedReasons.slice(0, MOST_REASONS - reasons.length));
  // Offers too small for one step of a substitute leave no other trace.
  if (reasons.length === 0) reasons.push({ code: 'exhausted', item: need.item, quantity: 0, moreUrgent: 0 });
  return { reasons, relaxation: relaxationFrom(links, need, claim, candidates, into) };
}
