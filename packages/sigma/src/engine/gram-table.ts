import { hash } from './gram.ts';

/** From grams to the first needle filed under each, with a bitmap in front that answers most misses. */
export class GramTable {
  #keys: Int32Array;
  #values: Int32Array;
  #count = 0;
  filter: Int32Array;
  shift: number;
  #keyShift: number;

  constructor(size: number) {
    this.#keys = new Int32Array(size);
    this.#values = new Int32Array(size).fill(-1);
    this.filter = new Int32Array(size / 4);
    this.shift = 32 - Math.log2(size * 8);
    this.#keyShift = 32 - Math.log2(size);
  }

  first(gram: number): number {
    const mask = this.#keys.length - 1;
    let at = hash(gram) >>> this.#keyShift;
    while (this.#values[at] !== -1 && this.#keys[at] !== gram) at = (at + 1) & mask;
    return this.#values[at] as number;
  }

  /** Puts a needle first under a gram and answers the one that was first before. */
  put(gram: number, entry: number): number {
    if (this.#count * 2 >= this.#keys.length) this.#grow();
    const mask = this.#keys.length - 1;
    let at = hash(gram) >>> this.#keyShift;
    while (this.#values[at] !== -1 && this.#keys[at] !== gram) at = (at + 1) & mask;
    const before = this.#values[at] as number;
    if (before === -1) this.#count += 1;
    this.#keys[at] = gram;
    this.#values[at] = entry;
    const bucket = hash(gram) >>> this.shift;
    this.filter[bucket >>> 5] = (this.filter[bucket >>> 5] as number) | (1 << bucket);
    return before;
  }

  #grow(): void {
    const larger = new GramTable(this.#keys.length * 2);
    this.#values.forEach((entry, at) => {
      if (entry !== -1) larger.put(this.#keys[at] as number, entry);
    });
    this.#keys = larger.#keys;
    this.#values = larger.#values;
    this.filter = larger.filter;
    this.shift = larger.shift;
    this.#keyShift = larger.#keyShift;
  }
}
