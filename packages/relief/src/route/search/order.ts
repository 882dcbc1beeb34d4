import type { Search } from './search.ts';

/** Sorts the removed tasks for recreation by one of SISR's orders, chosen at random with its weights. */
export function sortRemoved(search: Search): void {
  const { model, random, removed, removedCount: count, keys } = search;
  const draw = random.below(17);
  for (let k = 0; k < count; k++) {
    const visit = removed[k]!;
    keys[k] =
      draw < 4
        ? random.bits()
        : draw < 8
          ? -model.drop[visit * model.dimensions]! - model.take[visit * model.dimensions]!
          : draw < 10
            ? -search.remoteness[visit]!
            : draw < 11
              ? search.remoteness[visit]!
              : draw < 13
                ? model.close[visit]! - model.open[visit]!
                : draw < 15
                  ? model.open[visit]!
                  : -model.close[visit]!;
  }
  if (count > 64) {
    const order = Array.from({ length: count }, (_, k) => k).toSorted((a, b) => keys[a]! - keys[b]! || a - b);
    removed.set(order.map((k) => removed[k]!));
    return;
  }
  for (let k = 1; k < count; k++) {
    const key = keys[k]!;
    const task = removed[k]!;
    let hole = k;
    for (; hole > 0 && keys[hole - 1]! > key; hole--) {
      keys[hole] = keys[hole - 1]!;
      removed[hole] = removed[hole - 1]!;
    }
    keys[hole] = key;
    removed[hole] = task;
  }
}
