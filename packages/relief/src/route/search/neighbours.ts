import { FAR, type Model } from '../model.ts';

/** For each visit the visits that are good before it, good behind it, and near it; `-1` fills short lists. */
export interface Neighbours {
  readonly before: Int32Array;
  readonly behind: Int32Array;
  /** Length of the lists of one visit in `before` and `behind`. */
  readonly reach: number;
  readonly near: Int32Array;
  /** Length of the list of one visit in `near`. */
  readonly circle: number;
}

/** Weight of waiting beside distance: a far neighbour that can be served at once may be better than a near one later. */
const WAITING = 0.2;

/** Lists by cost and by waiting that can't be avoided, without pairs that windows exclude. */
export function neighboursOf(model: Model, reach = 40, circle = 120): Neighbours {
  const { visits, width, cost, time, service, open, close } = model;
  const most = Math.min(reach, Math.max(1, visits - 1));
  const around = Math.min(circle, Math.max(1, visits - 1));
  const before = new Int32Array(visits * most).fill(-1);
  const behind = new Int32Array(visits * most).fill(-1);
  const near = new Int32Array(visits * around).fill(-1);
  const toHere = new Float64Array(visits);
  const fromHere = new Float64Array(visits);
  const distance = new Float64Array(visits);
  const unit = model.costScale / model.timeScale;
  const proximity = (from: number, to: number): number => {
    const price = cost[from * width + to]!;
    const way = service[from]! + time[from * width + to]!;
    if (open[from]! + way > close[to]!) return Infinity;
    const waiting = open[to]! - close[from]! - way;
    return waiting > 0 ? price + WAITING * waiting * unit : price;
  };
  for (let visit = 0; visit < visits; visit++) {
    for (let other = 0; other < visits; other++) {
      const self = other === visit;
      toHere[other] = self ? Infinity : proximity(other, visit);
      fromHere[other] = self ? Infinity : proximity(visit, other);
      distance[other] = self ? Infinity : cost[visit * width + other]! + cost[other * width + visit]!;
    }
    smallest(toHere, before, visit * most, most);
    smallest(fromHere, behind, visit * most, most);
    smallest(distance, near, visit * around, around);
  }
  return { before, behind, reach: most, near, circle: around };
}

/** Writes the indexes of the `count` smallest finite keys, smallest first, ties by index. */
function smallest(keys: Float64Array, into: Int32Array, offset: number, count: number): void {
  const heap: number[] = [];
  const after = (a: number, b: number) => {
    const difference = keys[a]! - keys[b]!;
    return difference === 0 ? a > b : difference > 0;
  };
  // Most keys are above the largest that is kept, or no neighbours at all.
  let limit = FAR * 2;
  for (let index = 0; index < keys.length; index++) {
    if (keys[index]! >= limit) continue;
    if (heap.length === count) {
      heap[0] = index;
      sink(heap, 0, after);
      limit = keys[heap[0]]!;
    } else {
      heap.push(index);
      for (let child = heap.length - 1; child > 0;) {
        const parent = (child - 1) >> 1;
        if (!after(heap[child]!, heap[parent]!)) break;
        [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
        child = parent;
      }
    }
  }
  heap.sort((a, b) => (after(a, b) ? 1 : -1));
  into.set(heap, offset);
}

function sink(heap: number[], from: number, after: (a: number, b: number) => boolean): void {
  for (let parent = from; ;) {
    const left = 2 * parent + 1;
    if (left >= heap.length) return;
    const child = left + 1 < heap.length && after(heap[left + 1]!, heap[left]!) ? left + 1 : left;
    if (!after(heap[child]!, heap[parent]!)) return;
    [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
    parent = child;
  }
}
