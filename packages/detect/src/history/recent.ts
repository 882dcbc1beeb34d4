import type { KeptRange } from './fingerprint.ts';

/** Slots to begin with; doubled as soon as half are taken. */
const SMALLEST = 1 << 10;

/** What was seen in one stretch of time and is not written yet: a set of 64-bit values in two typed arrays. */
export class Recent {
  #pairs = new Uint32Array(2 * SMALLEST);
  #capacity = SMALLEST;
  #size = 0;
  #hasZero = false;

  get size(): number {
    return this.#size;
  }

  /** Adds a value given as unsigned halves; false if it was there. */
  add(high: number, low: number): boolean {
    if (high === 0 && low === 0) {
      const fresh = !this.#hasZero;
      this.#hasZero = true;
      if (fresh) this.#size++;
      return fresh;
    }
    if (this.has(high, low)) return false;
    if (this.#size * 2 >= this.#capacity) this.#grow();
    this.#place(high, low);
    this.#size++;
    return true;
  }

  #place(high: number, low: number): void {
    const slot = this.#slot(high, low);
    this.#pairs[slot * 2] = low;
    this.#pairs[slot * 2 + 1] = high;
  }

  #grow(): void {
    const before = this.#pairs;
    this.#capacity *= 2;
    this.#pairs = new Uint32Array(this.#capacity * 2);
    for (let at = 0; at < before.length; at += 2) {
      const low = before[at] as number;
      const high = before[at + 1] as number;
      if (low !== 0 || high !== 0) this.#place(high, low);
    }
  }

  has(high: number, low: number): boolean {
    if (high === 0 && low === 0) return this.#hasZero;
    const slot = this.#slot(high, low);
    return this.#pairs[slot * 2] === low && this.#pairs[slot * 2 + 1] === high;
  }

  /** Whether any value of the range counts; looks at all values. */
  hasAny({ high, low: first, lastLow, accept }: KeptRange): boolean {
    const counts = (low: number): boolean => low >= first && low <= lastLow && (accept?.(low) ?? true);
    if (this.#hasZero && high === 0 && counts(0)) return true;
    const pairs = this.#pairs;
    for (let at = 0; at < pairs.length; at += 2) {
      const low = pairs[at] as number;
      if (pairs[at + 1] === high && (low | high) !== 0 && counts(low)) return true;
    }
    return false;
  }

  /** Where the value is, or the free slot where it would be. */
  #slot(high: number, low: number): number {
    const pairs = this.#pairs;
    const capacity = this.#capacity;
    let slot = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> 0) % capacity;
    for (;;) {
      const seenLow = pairs[slot * 2];
      const seenHigh = pairs[slot * 2 + 1];
      if ((seenLow === low && seenHigh === high) || (seenLow === 0 && seenHigh === 0)) return slot;
      slot = slot + 1 === capacity ? 0 : slot + 1;
    }
  }

  /** All values in ascending order, each as its low and its high half. */
  sorted(): Uint32Array {
    const values = new Uint32Array(this.#size * 2);
    let at = this.#hasZero ? 2 : 0;
    for (let slot = 0; slot < this.#capacity; slot++) {
      const low = this.#pairs[slot * 2] as number;
      const high = this.#pairs[slot * 2 + 1] as number;
      if (low === 0 && high === 0) continue;
      values[at++] = low;
      values[at++] = high;
    }
    // Low half first makes each pair one little-endian 64-bit number.
    new BigUint64Array(values.buffer).sort();
    return values;
  }
}
