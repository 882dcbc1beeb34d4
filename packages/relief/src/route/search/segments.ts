/** Stretches of routes by node: least duration, and earliest and latest begin with which it is possible. */
export class Segments {
  readonly duration: Float64Array;
  readonly earliest: Float64Array;
  readonly latest: Float64Array;

  constructor(nodes: number) {
    this.duration = new Float64Array(nodes);
    this.earliest = new Float64Array(nodes);
    this.latest = new Float64Array(nodes);
  }

  set(node: number, duration: number, earliest: number, latest: number): void {
    this.duration[node] = duration;
    this.earliest[node] = earliest;
    this.latest[node] = latest;
  }

  /** The stretch up to `before`, then the way to `node` and its service. */
  append(node: number, before: number, way: number, service: number, open: number, close: number): void {
    const reach = this.duration[before]! + way;
    const wait = Math.max(0, open - reach - this.latest[before]!);
    const earliest = Math.max(open - reach, this.earliest[before]!) - wait;
    this.set(node, reach + wait + service, earliest, Math.min(close - reach, this.latest[before]!));
  }

  /** The service of `node` and the way from it, then the stretch from `behind` on. */
  prepend(node: number, behind: number, way: number, service: number, open: number, close: number): void {
    const reach = service + way;
    const wait = Math.max(0, this.earliest[behind]! - reach - close);
    const earliest = Math.max(this.earliest[behind]! - reach, open) - wait;
    this.set(node, reach + wait + this.duration[behind]!, earliest, Math.min(this.latest[behind]! - reach, close));
  }
}
