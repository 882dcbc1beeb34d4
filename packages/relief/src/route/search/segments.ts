/** Fields of a stretch; four to a node, so that one read brings all of them. */
const STRIDE = 4;
const DURATION = 0;
const EARLIEST = 1;
const LATEST_BEGIN = 2;

/** Stretches of routes by node: least duration, and earliest and latest begin with which it is possible. */
export class Segments {
  readonly #fields: Int32Array;

  constructor(nodes: number) {
    this.#fields = new Int32Array(nodes * STRIDE);
  }

  duration(node: number): number {
    return this.#fields[node * STRIDE + DURATION]!;
  }

  earliest(node: number): number {
    return this.#fields[node * STRIDE + EARLIEST]!;
  }

  latest(node: number): number {
    return this.#fields[node * STRIDE + LATEST_BEGIN]!;
  }

  set(node: number, duration: number, earliest: number, latest: number): void {
    this.#fields[node * STRIDE + DURATION] = duration;
    this.#fields[node * STRIDE + EARLIEST] = earliest;
    this.#fields[node * STRIDE + LATEST_BEGIN] = latest;
  }

  /** The stretch up to `before`, then the way to `node` and its service. */
  append(node: number, before: number, way: number, service: number, open: number, close: number): void {
    const reach = this.duration(before) + way;
    const wait = Math.max(0, open - reach - this.latest(before));
    const earliest = Math.max(open - reach, this.earliest(before)) - wait;
    this.set(node, reach + wait + service, earliest, Math.min(close - reach, this.latest(before)));
  }

  /** The service of `node` and the way from it, then the stretch from `behind` on. */
  prepend(node: number, behind: number, way: number, service: number, open: number, close: number): void {
    const reach = service + way;
    const wait = Math.max(0, this.earliest(behind) - reach - close);
    const earliest = Math.max(this.earliest(behind) - reach, open) - wait;
    this.set(node, reach + wait + this.duration(behind), earliest, Math.min(this.latest(behind) - reach, close));
  }
}
