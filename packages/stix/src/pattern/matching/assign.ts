import type { Candidates } from './candidates.ts';
import type { Budget } from './evaluation.ts';
import type { ObservedData } from './observed.ts';

/** So many different observations out of the candidates, each touching the time between `from` and `until`. */
export interface Demand {
  readonly candidates: Candidates;
  readonly count: number;
  readonly from: number;
  readonly until: number;
}

/**
 * Gives each demand its observations so that none is used more often than it was seen: a maximum flow, by shortest
 * augmenting paths (Edmonds and Karp 1972) where taking what is free does not do. Answers the indexes of the
 * observations used, undefined when they do not suffice.
 */
export function assign(
  demands: readonly Demand[],
  observed: readonly ObservedData[],
  budget: Budget,
): Set<number> | undefined {
  /** How many of each observation each demand holds. */
  const held = new Map<number, Map<Demand, number>>();
  const used = new Map<number, number>();
  budget.spend(demands.length);
  for (const demand of demands) {
    let missing = demand.count - takeFree(demand);
    while (missing > 0) {
      const given = augment(demand, missing);
      if (given === 0) return undefined;
      missing -= given;
    }
  }
  return new Set(held.keys());

  function freeOf(index: number): number {
    return (observed[index]?.count ?? 0) - (used.get(index) ?? 0);
  }

  function hold(index: number, demand: Demand, amount: number): void {
    const holders = held.get(index) ?? new Map<Demand, number>();
    held.set(index, holders);
    const sum = (holders.get(demand) ?? 0) + amount;
    if (sum === 0) holders.delete(demand);
    else holders.set(demand, sum);
    used.set(index, (used.get(index) ?? 0) + amount);
  }

  function takeFree(demand: Demand): number {
    let taken = 0;
    for (const index of demand.candidates.touching(demand.from, demand.until)) {
      budget.spend(1);
      const amount = Math.min(freeOf(index), demand.count - taken);
      if (amount > 0) hold(index, demand, amount);
      taken += amount;
      if (taken === demand.count) break;
    }
    return taken;
  }

  /** Gives a demand up to `missing` observations along a path of demands that pass theirs on; answers how many. */
  function augment(start: Demand, missing: number): number {
    const takenBy = new Map<number, Demand>();
    const givenBy = new Map<Demand, number>();
    const waiting = [start];
    for (const demand of waiting) {
      for (const index of demand.candidates.touching(demand.from, demand.until)) {
        budget.spend(1);
        if (takenBy.has(index)) continue;
        takenBy.set(index, demand);
        if (freeOf(index) > 0) return shift(index);
        for (const other of held.get(index)?.keys() ?? []) {
          if (other === start || givenBy.has(other)) continue;
          givenBy.set(other, index);
          waiting.push(other);
        }
      }
    }
    return 0;

    /** Moves as many as the whole path bears; it ends at an observation with some free. */
    function shift(end: number): number {
      const moves: { index: number; to: Demand; from: Demand | undefined }[] = [];
      let amount = Math.min(missing, freeOf(end));
      for (let index: number | undefined = end, from: Demand | undefined; index !== undefined;) {
        const to: Demand = takenBy.get(index) ?? start;
        moves.push({ index, to, from });
        if (from) amount = Math.min(amount, held.get(index)?.get(from) ?? 0);
        index = to === start ? undefined : givenBy.get(to);
        from = to;
      }
      for (const { index, to, from } of moves) {
        hold(index, to, amount);
        if (from) hold(index, from, -amount);
      }
      return amount;
    }
  }
}
