import { failure, ok, type Issue, type Result } from '@sanad/result';

/** A stretch of road as a source of maps gives it. */
export interface RoadWay {
  /** Names the road in closures and orders; several ways may share one. */
  readonly id: string;
  /** Longitude and latitude of its points in order, degrees. */
  readonly points: readonly (readonly [longitude: number, latitude: number])[];
  /**
   * Names of its points, where the source has them: ways meet in points of one name. Without them ways meet where
   * coordinates are equal to 1e-7 degrees.
   */
  readonly names?: readonly string[];
  readonly speedKmh: number;
  /** `forward`: only in the order of the points; default `both`. */
  readonly direction?: 'both' | 'forward' | 'backward';
  readonly maxWeightT?: number;
  readonly maxHeightM?: number;
}

/**
 * Roads between junctions in typed arrays. Arc `a` leads from `tail[a]` to `head[a]`; its shape is the part of the
 * points of way `way[a]` from `first[a]` to `last[a]`, backwards if `first` is the greater.
 */
export interface RoadGraph {
  /** Degrees, one entry a junction. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly metres: Float64Array;
  readonly speedKmh: Float64Array;
  /** Tonnes and metres; `Infinity` where there is no limit. */
  readonly maxWeightT: Float64Array;
  readonly maxHeightM: Float64Array;
  readonly way: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly ways: readonly RoadWay[];
}

const EARTH_RADIUS_M = 6_371_008.8;

/** Great-circle distance in metres between two points in degrees (haversine; mean radius of IUGG). */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const radians = Math.PI / 180;
  const latitude = Math.sin(((latB - latA) * radians) / 2);
  const longitude = Math.sin(((lonB - lonA) * radians) / 2);
  const half = latitude ** 2 + Math.cos(latA * radians) * Math.cos(latB * radians) * longitude ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Joins ways into a graph: junctions are the ends of ways and the points that ways share. */
export function buildRoadGraph(ways: readonly RoadWay[]): Result<RoadGraph> {
  const issues = ways.flatMap((way, index) => checkWay(way, `ways/${index}`));
  if (issues.length > 0) return failure(...issues);

  // 1: met once, 2: a junction.
  const uses = new Map<string, number>();
  const nameOf = (way: RoadWay, at: number): string => way.names?.[at] ?? coordinateName(way.points[at]!);
  for (const way of ways) {
    const last = way.points.length - 1;
    for (let at = 0; at <= last; at++) {
      const name = nameOf(way, at);
      uses.set(name, at === 0 || at === last || uses.has(name) ? 2 : 1);
    }
  }
  const nodes = new Map<string, number>();
  const longitude: number[] = [];
  const latitude: number[] = [];
  const nodeAt = (way: RoadWay, at: number): number => {
    const name = nameOf(way, at);
    const known = nodes.get(name);
    if (known !== undefined) return known;
    const [lon, lat] = way.points[at]!;
    longitude.push(lon);
    latitude.push(lat);
    nodes.set(name, nodes.size);
    return nodes.size - 1;
  };

  const arcs: { tail: number; head: number; metres: number; way: number; first: number; last: number }[] = [];
  for (const [number, way] of ways.entries()) {
    let start = 0;
    let metres = 0;
    for (let at = 1; at < way.points.length; at++) {
      const [lonA, latA] = way.points[at - 1]!;
      const [lonB, latB] = way.points[at]!;
      metres += metresBetween(lonA, latA, lonB, latB);
      if (uses.get(nameOf(way, at)) !== 2) continue;
      const tail = nodeAt(way, start);
      const head = nodeAt(way, at);
      const along = { metres, way: number };
      if (tail !== head) {
        if (way.direction !== 'backward') arcs.push({ ...along, tail, head, first: start, last: at });
        if (way.direction !== 'forward') arcs.push({ ...along, tail: head, head: tail, first: at, last: start });
      }
      start = at;
      metres = 0;
    }
  }
  return ok({
    longitude: Float64Array.from(longitude),
    latitude: Float64Array.from(latitude),
    tail: Int32Array.from(arcs, (arc) => arc.tail),
    head: Int32Array.from(arcs, (arc) => arc.head),
    metres: Float64Array.from(arcs, (arc) => arc.metres),
    speedKmh: Float64Array.from(arcs, (arc) => ways[arc.way]!.speedKmh),
    maxWeightT: Float64Array.from(arcs, (arc) => ways[arc.way]!.maxWeightT ?? Infinity),
    maxHeightM: Float64Array.from(arcs, (arc) => ways[arc.way]!.maxHeightM ?? Infinity),
    way: Int32Array.from(arcs, (arc) => arc.way),
    first: Int32Array.from(arcs, (arc) => arc.first),
    last: Int32Array.from(arcs, (arc) => arc.last),
    ways,
  });
}

/** The points of an arc in the order of travel, degrees. */
export function shapeOf(graph: RoadGraph, arc: number): (readonly [number, number])[] {
  const { points } = graph.ways[graph.way[arc]!]!;
  const first = graph.first[arc]!;
  const last = graph.last[arc]!;
  return first <= last ? points.slice(first, last + 1) : points.slice(last, first + 1).toReversed();
}

function coordinateName([lon, lat]: readonly [number, number]): string {
  return `${Math.round(lon * 1e7)},${Math.round(lat * 1e7)}`;
}

function checkWay(way: RoadWay, path: string): Issue[] {
  const issues: Issue[] = [];
  const fail = (code: string, message: string): void =>
    void issues.push({ code, path, message: `Road ${way.id}: ${message}` });
  if (way.points.length < 2) fail('too-short', 'it needs at least two points.');
  const off = way.points.find(([lon, lat]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
  if (off) fail('bad-coordinate', `${off.join(', ')} is not a longitude and latitude in degrees.`);
  if (way.names && way.names.length !== way.points.length) fail('bad-names', 'it must name all its points or none.');
  if (!(way.speedKmh > 0 && way.speedKmh < 1000)) fail('bad-speed', `the speed ${way.speedKmh} km/h is not positive.`);
  for (const limit of [way.maxWeightT, way.maxHeightM]) {
    if (limit !== undefined && !(limit > 0)) fail('bad-limit', `the limit ${limit} is not above 0.`);
  }
  return issues;
}
