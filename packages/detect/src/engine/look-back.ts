import type { History } from '../history/history.ts';
import type { KeptRange } from '../history/fingerprint.ts';
import { keptRange, writeKept } from '../history/fingerprint.ts';
import type { IndicatorFacts } from '../indicator/indicator.ts';
import { Key } from '../observable/key.ts';
import { formatValue } from '../observable/normalise.ts';
import { typeOf } from '../observable/type.ts';
import type { ObservableType } from '../observable/type.ts';
import type { PastHit } from './hit.ts';

/** Collects indicators as they come in, and checks them against what was seen before. */
export class LookBack {
  readonly #key: Key;
  readonly #harmless: (key: Key) => boolean;
  readonly #fresh: { range: KeptRange; facts: IndicatorFacts; type: ObservableType; value: string }[] = [];

  /** `harmless` says of the address in a sealed key that it does not count, though it lies in the range of an indicator. */
  constructor(seed: number, harmless: (key: Key) => boolean) {
    this.#key = new Key(seed);
    this.#harmless = harmless;
  }

  /** Notes an indicator with the value in the sealed key. */
  note(key: Key, facts: IndicatorFacts): void {
    const range = keptRange(key);
    const value = formatValue(key.bytes.subarray(0, key.length));
    const accept = (address: number): boolean => {
      writeKept(this.#key, address);
      return !this.#harmless(this.#key);
    };
    this.#fresh.push({
      range: range.low === range.lastLow ? range : { ...range, accept },
      facts,
      type: typeOf(key.type),
      value,
    });
  }

  /** What of it was seen; when an indicator begins to hold does not matter, as it was made from what happened before. */
  *search(history: History): Generator<undefined, PastHit[]> {
    const seen = yield* history.searching(this.#fresh.map(({ range }) => range));
    return this.#fresh.flatMap(({ facts, type, value }, index) => {
      const when = seen[index];
      if (when === undefined) return [];
      return [{ kind: 'past', ref: facts.id, matched: { type, value }, ...when, confidence: facts.confidence }];
    });
  }
}
