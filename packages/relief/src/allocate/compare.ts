import { proRata } from './apportion.ts';
import type { ClassOutcome, PolicyOutcome } from './allocation.ts';
import type { Way } from './admission.ts';
import type { Links } from './links.ts';

/** The Gini coefficient of a list of values that aren't negative: 0 when all are alike, towards 1 when one has all. */
export function gini(values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  if (sum === 0) return 0;
  const ranked = values.toSorted((a, b) => a - b);
  const weighted = ranked.reduce((total, value, index) => total + (2 * index + 1 - ranked.length) * value, 0);
  return weighted / (ranked.length * sum);
}

/** Cost and fairness of the given steps on links. */
export function outcomeOf(links: Links, steps: Float64Array): PolicyOutcome {
  const met = new Float64Array(links.needs.length);
  const used = new Set<Way>();
  let cost = 0;
  for (const need of links.needs.keys()) {
    for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
      const count = steps[link]!;
      if (count === 0) continue;
      met[need]! += count * links.serve[link]!;
      cost += count * links.cost[link]!;
      used.add(links.way[link]!);
    }
  }
  for (const way of used) cost += way.fixedCost;
  const classes = [...new Set(links.needs.map((need) => need.priority))].toSorted((a, b) => a - b);
  const summary = (chosen: (priority: number) => boolean): Omit<ClassOutcome, 'priority'> => {
    const shares: number[] = [];
    let quantity = 0;
    let served = 0;
    let least = 1;
    for (const [index, need] of links.needs.entries()) {
      if (!chosen(need.priority)) continue;
      const share = met[index]! / need.quantity;
      shares.push(share);
      quantity += need.quantity;
      served += met[index]!;
      least = Math.min(least, share);
    }
    return { quantity, met: served, least, gini: gini(shares) };
  };
  const all = summary(() => true);
  return {
    cost,
    met: all.met,
    gini: all.gini,
    least: all.least,
    classes: classes.map((priority) => ({ priority, ...summary((own) => own === priority) })),
  };
}

/** What dividing each item's whole supply by the population behind each need would give, priorities and time apart. */
export function proRataSteps(links: Links): Float64Array {
  const available = new Map<string, number>();
  for (const offer of links.offers) {
    available.set(offer.item.id, (available.get(offer.item.id) ?? 0) + offer.quantity);
  }
  const target = links.needs.map((need) => need.quantity);
  for (const item of available.keys()) {
    const asking = [...links.needs.keys()].filter((need) => links.needs[need]!.item === item);
    const parts = proRata(
      available.get(item)!,
      asking.map((need) => links.needs[need]!.quantity),
      asking.map((need) => links.needs[need]!.population ?? links.needs[need]!.quantity),
    );
    for (const [index, need] of asking.entries()) target[need] = parts[index]!;
  }
  return fill(links, [...links.needs.keys()], target);
}

/** What serving needs in the order in which they arose would give, each from the cheapest offers left. */
export function firstComeSteps(links: Links): Float64Array {
  const since = (need: number): number => links.needs[need]!.sinceHour ?? 0;
  const order = [...links.needs.keys()].toSorted((a, b) => since(a) - since(b) || a - b);
  return fill(
    links,
    order,
    links.needs.map((need) => need.quantity),
  );
}

/** Gives each need in turn up to its target from the cheapest links, within stock, minimum lots and lane limits. */
function fill(links: Links, order: readonly number[], target: readonly number[]): Float64Array {
  const stock = Float64Array.from(links.offers, (offer) => offer.quantity);
  const room = new Map<Way, number>();
  const steps = new Float64Array(links.offer.length);
  for (const need of order) {
    let left = target[need]!;
    const possible = (link: number): number => {
      const number = links.offer[link]!;
      if (stock[number] === 0 || steps[link]! > 0) return 0;
      const offer = links.offers[number]!;
      const way = links.way[link]!;
      const take = links.take[link]!;
      const lane =
        way.capacity < Infinity ? (room.get(way) ?? way.capacity) / (take * (offer.item.load ?? 1)) : Infinity;
      const count = Math.floor(Math.min(left / links.serve[link]!, stock[number]! / take, lane));
      return count * take < offer.minimumLot ? 0 : count;
    };
    while (left > 0) {
      let best = -1;
      let least = Infinity;
      for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
        const price = links.cost[link]! / links.serve[link]!;
        if (price >= least || possible(link) === 0) continue;
        best = link;
        least = price;
      }
      if (best < 0) break;
      const count = possible(best);
      const offer = links.offer[best]!;
      const way = links.way[best]!;
      const units = count * links.take[best]!;
      steps[best] = count;
      left -= count * links.serve[best]!;
      stock[offer]! -= units;
      if (way.capacity < Infinity) {
        room.set(way, (room.get(way) ?? way.capacity) - units * (links.offers[offer]!.item.load ?? 1));
      }
    }
  }
  return steps;
}
