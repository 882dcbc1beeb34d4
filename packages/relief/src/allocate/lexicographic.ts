import type { Highs } from 'highs';
import type { Way } from './admission.ts';
import type { Component, Links } from './links.ts';
import { gather, LinearModel, solveModel } from './linear-model.ts';

/**
 * The met share of each need of a component that is lexicographically greatest within each priority class, classes in
 * order, by a sequence of linear programmes: raise the least share of all, fix those that a positive dual shows can't
 * go higher, repeat (Ogryczak and Śliwiński 2006). Fractions of units are allowed and fixed costs and minimum lots
 * left out; so it's the exact answer to hold others against, and the aim where lots or lanes make shares jump.
 */
export function lexicographicShares(highs: Highs, links: Links, component: Component): Float64Array {
  const programme = new LinearModel();
  // Weighed by all units asked for, so that the duals of the needs are about 1 and clear of the solver's tolerance.
  const wanted = component.needs.reduce((sum, need) => sum + links.needs[need]!.quantity, 0);
  const least = programme.column({ cost: -wanted, upper: 1 });
  const needRow = new Map<number, number>();
  const takenFrom = new Map<number, [number, number][]>();
  const carriedBy = new Map<Way, [number, number][]>();
  const tops: [number, [number, number][]][] = [];
  for (const need of component.needs) {
    const served: [number, number][] = [];
    for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
      const column = programme.column({});
      const offer = links.offer[link]!;
      served.push([column, links.serve[link]!]);
      gather(takenFrom, offer, column, links.take[link]!);
      const way = links.way[link]!;
      if (way.capacity < Infinity)
        gather(carriedBy, way, column, links.take[link]! * (links.offers[offer]!.item.load ?? 1));
    }
    tops.push([need, served]);
    // Active rows say: served − demand × least share ≥ 0. Fixed ones have the share as a number instead.
    needRow.set(need, programme.row(-Infinity, Infinity, [...served, [least, -links.needs[need]!.quantity]]));
  }
  for (const [need, served] of tops) programme.row(-Infinity, links.needs[need]!.quantity, served);
  for (const [offer, taken] of takenFrom) programme.row(-Infinity, links.offers[offer]!.quantity, taken);
  for (const [way, carried] of carriedBy) programme.row(-Infinity, way.capacity, carried);

  const shares = new Float64Array(component.needs.length);
  const model = programme.build(highs);
  try {
    const classes = [...new Set(component.needs.map((need) => links.needs[need]!.priority))].toSorted((a, b) => a - b);
    for (const priority of classes) {
      const active = new Set(
        [...component.needs.keys()].filter((index) => {
          const need = component.needs[index]!;
          if (links.needs[need]!.priority !== priority) return false;
          model.changeRowBounds(needRow.get(need)!, 0, highs.infinity);
          return true;
        }),
      );
      while (active.size > 0) {
        const solved = solveModel(highs, model);
        if (!solved) throw new Error('allocate: a programme that nothing at all satisfies has no solution');
        const { value, dual } = solved;
        const share = value[least]!;
        let fixed = [...active].filter((index) => Math.abs(dual[needRow.get(component.needs[index]!)!]!) > 1e-6);
        if (share >= 1 - 1e-9 || fixed.length === 0) fixed = [...active];
        for (const index of fixed) {
          const need = component.needs[index]!;
          const { quantity } = links.needs[need]!;
          shares[index] = Math.min(1, share);
          model.changeCoefficient(needRow.get(need)!, least, 0);
          // A hair below what was reached, so that rounding can't make the next programme infeasible.
          model.changeRowBounds(needRow.get(need)!, quantity * shares[index] - 1e-7, highs.infinity);
          active.delete(index);
        }
      }
    }
  } finally {
    model.dispose();
  }
  return shares;
}
