import type { Links } from './links.ts';

/**
 * Moves shipments from later to earlier expiring lots of one owner, place and price while the earlier still have
 * units that may go to the same need in the same way: first expired, first out, at no change in cost or amounts.
 */
export function firstExpiredFirstOut(links: Links, steps: Float64Array): void {
  const left = links.offers.map((offer) => offer.quantity);
  const shipped = new Map<number, { link: number; need: number }[]>();
  for (const need of links.needs.keys()) {
    for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
      const count = steps[link]!;
      if (count === 0) continue;
      const offer = links.offer[link]!;
      left[offer]! -= count * links.take[link]!;
      const list = shipped.get(offer) ?? [];
      shipped.set(offer, list);
      list.push({ link, need });
    }
  }
  for (const group of shelves(links)) {
    for (const [position, earlier] of group.entries()) {
      for (const later of group.slice(position + 1).toReversed()) {
        if (links.offers[later]!.expiryHour === links.offers[earlier]!.expiryHour) continue;
        for (const { link, need } of shipped.get(later) ?? []) {
          const same = sameWay(links, need, link, earlier);
          const take = links.take[link]!;
          const have = steps[link]!;
          const count = Math.min(have, Math.floor(left[earlier]! / take));
          if (same < 0 || count === 0) continue;
          const after = steps[same]! + count;
          const rest = (have - count) * take;
          if (after * take < links.offers[earlier]!.minimumLot) continue;
          if (rest > 0 && rest < links.offers[later]!.minimumLot) continue;
          if (steps[same] === 0) {
            const list = shipped.get(earlier) ?? [];
            shipped.set(earlier, list);
            list.push({ link: same, need });
          }
          steps[same] = after;
          steps[link] = have - count;
          left[earlier]! -= count * take;
          left[later]! += count * take;
        }
      }
    }
  }
}

/** Lots of the same item, owner, place and price, earliest expiry first; only groups of two and more. */
function shelves(links: Links): number[][] {
  const groups = new Map<string, number[]>();
  for (const [index, offer] of links.offers.entries()) {
    const key = JSON.stringify([offer.item.id, offer.place, offer.owner ?? null, offer.unitCost]);
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.toSorted((a, b) => links.offers[a]!.expiryHour - links.offers[b]!.expiryHour || a - b));
}

/** The link of a need that differs from another only in its offer; -1 if there is none. */
function sameWay(links: Links, need: number, like: number, offer: number): number {
  for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
    if (links.offer[link] === offer && links.way[link] === links.way[like] && links.serve[link] === links.serve[like]) {
      return link;
    }
  }
  return -1;
}
