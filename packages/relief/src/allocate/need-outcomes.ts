import type { Way } from './admission.ts';
import type { NeedOutcome } from './allocation.ts';
import { Claims, viewOf, type ClassView } from './claim.ts';
import { explain } from './explain.ts';
import type { Component, Links } from './links.ts';

/**
 * What happened to each need, and where it is short, why and what would help.
 *
 * @param coupled the component of each need whose lots or lanes bind it together with others
 */
export function needOutcomes(
  links: Links,
  steps: Float64Array,
  coupled: ReadonlyMap<number, Component>,
): NeedOutcome[] {
  const met = new Float64Array(links.needs.length);
  const loads = new Map<Way, number>();
  for (const need of links.needs.keys()) {
    for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
      const count = steps[link]!;
      if (count === 0) continue;
      const way = links.way[link]!;
      const load = count * links.take[link]! * (links.offers[links.offer[link]!]!.item.load ?? 1);
      met[need]! += count * links.serve[link]!;
      if (way.capacity < Infinity) loads.set(way, (loads.get(way) ?? 0) + load);
    }
  }
  /** Where lots and lanes bind together, all that a need has may be shared anew if another is short as well. */
  const atStake = (component: Component, index: number): number => {
    const { priority } = links.needs[index]!;
    const rivals = component.needs.some(
      (other) =>
        other !== index && links.needs[other]!.priority <= priority && met[other]! < links.needs[other]!.quantity,
    );
    return rivals ? met[index]! : 0;
  };
  const views = new Map<number, ClassView>();
  let claims: Claims | undefined;
  return links.needs.map((need, index) => {
    const outcome = { need: need.id, quantity: need.quantity, met: met[index]! };
    const missing = need.quantity - met[index]!;
    if (missing === 0) return { ...outcome, reasons: [], relaxation: [] };
    const view = views.get(need.priority) ?? viewOf(links, steps, need.priority);
    views.set(need.priority, view);
    claims ??= new Claims(links, steps);
    const component = coupled.get(index);
    const contested = component ? atStake(component, index) : claims.contested(index);
    const claim = missing + contested;
    return { ...outcome, ...explain(links, view, index, claim, loads) };
  });
}
