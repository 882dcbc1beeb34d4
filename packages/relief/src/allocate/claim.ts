import type { Links } from './links.ts';

/** The plan as seen by one priority class: what it and more urgent classes use, with what is left of each offer. */
export interface ClassView {
  readonly priority: number;
  /** Units of each offer that the class and more urgent ones leave. */
  readonly left: Float64Array;
  /** Units of each offer that more urgent classes use. */
  readonly moreUrgent: Float64Array;
}

/** Computes the view of a priority class. */
export function viewOf(links: Links, steps: Float64Array, priority: number): ClassView {
  const left = Float64Array.from(links.offers, (offer) => offer.quantity);
  const moreUrgent = new Float64Array(links.offers.length);
  for (const [need, { priority: own }] of links.needs.entries()) {
    if (own > priority) continue;
    for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
      const units = steps[link]! * links.take[link]!;
      left[links.offer[link]!]! -= units;
      if (own < priority) moreUrgent[links.offer[link]!]! += units;
    }
  }
  return { priority, left, moreUrgent };
}

/** Answers how much of what a need gets would be taken up by others of its class or above if it stood back. */
export class Claims {
  readonly #links: Links;
  readonly #flow: Float64Array;
  readonly #met: Float64Array;
  readonly #needOf: Int32Array;
  readonly #start: Int32Array;
  readonly #byOffer: Int32Array;

  constructor(links: Links, steps: Float64Array) {
    const count = links.offer.length;
    this.#links = links;
    this.#flow = steps.slice();
    this.#met = new Float64Array(links.needs.length);
    this.#needOf = new Int32Array(count);
    this.#start = new Int32Array(links.offers.length + 1);
    this.#byOffer = new Int32Array(count);
    for (const need of links.needs.keys()) {
      for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
        this.#needOf[link] = need;
        this.#start[links.offer[link]! + 1]!++;
        this.#met[need]! += steps[link]!;
      }
    }
    for (let offer = 0; offer < links.offers.length; offer++) this.#start[offer + 1]! += this.#start[offer]!;
    const next = this.#start.slice();
    for (let link = 0; link < count; link++) this.#byOffer[next[links.offer[link]!]!++] = link;
  }

  /** Units of the need that others not less urgent than it could use: a maximum flow from what it would let go. */
  contested(need: number): number {
    const { start, offer: offerOf } = this.#links;
    const changed: [link: number, was: number][] = [];
    const gained = new Map<number, number>();
    let total = 0;
    for (let link = start[need]!; link < start[need + 1]!; link++) {
      for (let freed = this.#flow[link]!; freed > 0;) {
        const moved = this.#augment(offerOf[link]!, need, freed, gained, changed);
        if (moved === 0) break;
        freed -= moved;
        total += moved;
      }
    }
    for (const [link, was] of changed.toReversed()) this.#flow[link] = was;
    return total;
  }

  /** Moves units freed at an offer along a shortest chain of reassignments to a need that is short. */
  #augment(
    from: number,
    standsBack: number,
    freed: number,
    gained: Map<number, number>,
    changed: [number, number][],
  ): number {
    const { needs, start, offer: offerOf } = this.#links;
    const { priority } = needs[standsBack]!;
    const reachedBy = new Map<number, number>([[from, -1]]);
    const gaveUp = new Map<number, number>();
    const seen = new Set<number>([standsBack]);
    const queue = [from];
    for (const offer of queue) {
      for (let at = this.#start[offer]!; at < this.#start[offer + 1]!; at++) {
        const link = this.#byOffer[at]!;
        const need = this.#needOf[link]!;
        if (seen.has(need) || needs[need]!.priority > priority) continue;
        seen.add(need);
        const short = needs[need]!.quantity - this.#met[need]! - (gained.get(need) ?? 0);
        if (short <= 0) {
          for (let other = start[need]!; other < start[need + 1]!; other++) {
            if (this.#flow[other]! <= 0 || reachedBy.has(offerOf[other]!)) continue;
            reachedBy.set(offerOf[other]!, link);
            gaveUp.set(offerOf[other]!, other);
            queue.push(offerOf[other]!);
          }
          continue;
        }
        let units = Math.min(freed, short);
        for (let step = offer; reachedBy.get(step)! >= 0; step = offerOf[reachedBy.get(step)!]!) {
          units = Math.min(units, this.#flow[gaveUp.get(step)!]!);
        }
        const add = (which: number, by: number): void => {
          changed.push([which, this.#flow[which]!]);
          this.#flow[which]! += by;
        };
        add(link, units);
        for (let step = offer; reachedBy.get(step)! >= 0; step = offerOf[reachedBy.get(step)!]!) {
          add(gaveUp.get(step)!, -units);
          add(reachedBy.get(step)!, units);
        }
        gained.set(need, (gained.get(need) ?? 0) + units);
        return units;
      }
    }
    return 0;
  }
}
