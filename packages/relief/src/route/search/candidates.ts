/** Ways to insert one task: behind which node, in which manner, at which cost of ways; the cheapest ones, in order. */
export class Candidates {
  readonly behind: Int32Array;
  /** For a shipment the node behind which it is delivered; else what becomes of the trip. */
  readonly second: Int32Array;
  readonly delta: Float64Array;
  readonly slot: Int32Array;
  count = 0;
  /** The cost that a new candidate must be below. */
  worst = Infinity;

  constructor(size: number) {
    this.behind = new Int32Array(size);
    this.second = new Int32Array(size);
    this.delta = new Float64Array(size);
    this.slot = new Int32Array(size);
  }

  clear(limit: number): void {
    this.count = 0;
    this.worst = limit;
  }

  add(behind: number, second: number, slot: number, delta: number): void {
    if (delta >= this.worst) return;
    let hole = this.count === this.delta.length ? this.count - 1 : this.count++;
    for (; hole > 0 && this.delta[hole - 1]! > delta; hole--) {
      this.behind[hole] = this.behind[hole - 1]!;
      this.second[hole] = this.second[hole - 1]!;
      this.delta[hole] = this.delta[hole - 1]!;
      this.slot[hole] = this.slot[hole - 1]!;
    }
    this.behind[hole] = behind;
    this.second[hole] = second;
    this.delta[hole] = delta;
    this.slot[hole] = slot;
    if (this.count === this.delta.length) this.worst = this.delta[this.count - 1]!;
  }
}
