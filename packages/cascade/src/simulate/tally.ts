import type { State } from '../engine/state.ts';
import type { Network } from '../model/network.ts';
import type { Outcome, Unserved } from '../model/outcome.ts';

/** Region or sector of assets that name none. */
export const UNSPECIFIED = 'unspecified';

/** What went unserved in a run that has ended, in all and by service, region and sector. */
export function tallyUnserved(
  network: Network,
  state: State,
): Pick<Outcome, 'unserved' | 'byService' | 'byRegion' | 'bySector'> {
  const { demands, owner, source, serviceIds, assetCount } = state.compiled;
  const unserved = new Sum();
  const [byService, byRegion, bySector] = [new Sums(), new Sums(), new Sums()];
  for (const element of state.touchedElements.toSorted((a, b) => a - b)) {
    const hours = state.hoursLost[element]!;
    if (hours <= 0 || owner[element]! >= assetCount) continue;
    const asset = network.assets[source[owner[element]!]!];
    for (let index = demands.start[element]!; index < demands.start[element + 1]!; index += 1) {
      const service = serviceIds[demands.service[index]!]!;
      const people = demands.people[index]! * hours;
      const amount = demands.amount[index]! * hours;
      for (const sum of [
        unserved,
        byService.of(service),
        byRegion.of(asset?.region ?? UNSPECIFIED),
        bySector.of(asset?.sector ?? UNSPECIFIED),
      ]) {
        sum.add(service, people, amount);
      }
    }
  }
  return { unserved: unserved.value, byService: byService.value, byRegion: byRegion.value, bySector: bySector.value };
}

/** The unserved population-hours of a run that has ended. */
export function populationHours(state: State): number {
  const { peopleAt } = state.compiled.demands;
  let sum = 0;
  for (const element of state.touchedElements) sum += peopleAt[element]! * state.hoursLost[element]!;
  return sum;
}

class Sum {
  #people = 0;
  readonly #amounts = new Map<string, number>();

  add(service: string, people: number, amount: number): void {
    this.#people += people;
    this.#amounts.set(service, (this.#amounts.get(service) ?? 0) + amount);
  }

  get value(): Unserved {
    return { populationHours: this.#people, demandHours: Object.fromEntries(this.#amounts) };
  }
}

class Sums {
  readonly #sums = new Map<string, Sum>();

  of(key: string): Sum {
    let sum = this.#sums.get(key);
    if (!sum) this.#sums.set(key, (sum = new Sum()));
    return sum;
  }

  get value(): Record<string, Unserved> {
    return Object.fromEntries([...this.#sums].map(([key, sum]) => [key, sum.value]));
  }
}
