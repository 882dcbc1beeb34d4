import type { RoadGraph } from './road-graph.ts';
import { NO_WAY } from './metric.ts';

/** A class of vehicles that the roads treat alike. */
export interface VehicleClass {
  readonly id: string;
  readonly maxSpeedKmh: number;
  readonly weightT: number;
  readonly heightM: number;
}

/** Something that closes, slows or limits roads: by name, by area, or both, for a time. */
export interface Closure {
  readonly id: string;
  /** Ids of roads. */
  readonly roads?: readonly string[];
  /** Corners of an area, longitude and latitude in degrees; every road that enters it is meant. */
  readonly polygon?: readonly (readonly [longitude: number, latitude: number])[];
  /** 0 closes the road, 0.5 halves the speed; default 0, or 1 where limits are given. */
  readonly speedFactor?: number;
  readonly maxWeightT?: number;
  readonly maxHeightM?: number;
  /** Hours from the start; default always. */
  readonly fromHour?: number;
  readonly untilHour?: number;
}

/** A closure and the arcs that it means. */
export interface PlacedClosure {
  readonly closure: Closure;
  readonly arcs: Int32Array;
}

/** Whether a closure holds at an hour; its end is no longer part of it. */
export function holdsAt(closure: Closure, hour: number): boolean {
  return hour >= (closure.fromHour ?? -Infinity) && hour < (closure.untilHour ?? Infinity);
}

/** The share of its speed that a vehicle keeps under a closure: 0 if it can't pass. */
export function speedUnder(closure: Closure, vehicle: VehicleClass): number {
  const { maxWeightT, maxHeightM } = closure;
  if (vehicle.weightT > (maxWeightT ?? Infinity) || vehicle.heightM > (maxHeightM ?? Infinity)) return 0;
  return closure.speedFactor ?? (maxWeightT === undefined && maxHeightM === undefined ? 0 : 1);
}

/** Finds the arcs that closures mean. */
export function placeClosures(graph: RoadGraph, closures: readonly Closure[]): PlacedClosure[] {
  const byRoad = Map.groupBy(graph.way.keys(), (arc) => graph.ways[graph.way[arc]!]!.id);
  return closures.map((closure) => {
    const arcs = new Set((closure.roads ?? []).flatMap((road) => byRoad.get(road) ?? []));
    if (closure.polygon) for (const arc of arcsIn(graph, closure.polygon)) arcs.add(arc);
    return { closure, arcs: Int32Array.from(arcs) };
  });
}

/**
 * Travel time of each arc in milliseconds for a class of vehicles, under the closures that hold at an hour: `NO_WAY`
 * where it is too heavy or high or the road is closed. Of several slow-downs the slowest counts.
 */
export function arcTimes(
  graph: RoadGraph,
  vehicle: VehicleClass,
  closures: readonly PlacedClosure[] = [],
  hour = 0,
): Int32Array {
  const factor = new Float64Array(graph.tail.length).fill(1);
  for (const { closure, arcs } of closures) {
    if (!holdsAt(closure, hour)) continue;
    const kept = speedUnder(closure, vehicle);
    for (const arc of arcs) factor[arc] = Math.min(factor[arc]!, kept);
  }
  const times = new Int32Array(graph.tail.length);
  for (let arc = 0; arc < times.length; arc++) {
    const speed = Math.min(graph.speedKmh[arc]!, vehicle.maxSpeedKmh) * factor[arc]!;
    const barred = vehicle.weightT > graph.maxWeightT[arc]! || vehicle.heightM > graph.maxHeightM[arc]!;
    const time = Math.max(1, Math.round((graph.metres[arc]! * 3600) / speed));
    times[arc] = barred || time > NO_WAY ? NO_WAY : time;
  }
  return times;
}

/** Arcs whose shape has a point in a polygon or crosses its border. */
function arcsIn(graph: RoadGraph, polygon: NonNullable<Closure['polygon']>): number[] {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [lon, lat] of polygon) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const found: number[] = [];
  for (let arc = 0; arc < graph.tail.length; arc++) {
    const { points } = graph.ways[graph.way[arc]!]!;
    const from = Math.min(graph.first[arc]!, graph.last[arc]!);
    const to = Math.max(graph.first[arc]!, graph.last[arc]!);
    for (let at = from; at < to; at++) {
      const [lonA, latA] = points[at]!;
      const [lonB, latB] = points[at + 1]!;
      if (Math.max(lonA, lonB) < west || Math.min(lonA, lonB) > east) continue;
      if (Math.max(latA, latB) < south || Math.min(latA, latB) > north) continue;
      if (!isInside(points[at]!, polygon) && !crossesBorder(points[at]!, points[at + 1]!, polygon)) continue;
      found.push(arc);
      break;
    }
  }
  return found;
}

type Point = readonly [number, number];

/** By the parity of borders to the east of a point. */
function isInside([x, y]: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  for (const [index, [xB, yB]] of polygon.entries()) {
    const [xA, yA] = polygon[(index + polygon.length - 1) % polygon.length]!;
    if (yA > y !== yB > y && x < ((xB - xA) * (y - yA)) / (yB - yA) + xA) inside = !inside;
  }
  return inside;
}

function crossesBorder(a: Point, b: Point, polygon: readonly Point[]): boolean {
  return polygon.some((d, index) => {
    const c = polygon[(index + polygon.length - 1) % polygon.length]!;
    return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
  });
}

/** On which side of the line from `a` to `b` a point lies. */
function side([xA, yA]: Point, [xB, yB]: Point, [x, y]: Point): number {
  return Math.sign((xB - xA) * (y - yA) - (yB - yA) * (x - xA));
}
