import { holdsAt, speedUnder, type PlacedClosure, type VehicleClass } from './closures.ts';
import type { RoadGraph } from './road-graph.ts';

/** A planned drive: arcs in order, and when it sets out. */
export interface PlannedLeg {
  readonly id: string;
  readonly arcs: readonly number[];
  readonly departHour: number;
  readonly vehicle: VehicleClass;
}

/** A planned drive that a closure touches. */
export interface AffectedLeg {
  readonly leg: string;
  readonly closure: string;
  /** The first road on which it does, and when the vehicle would enter it. */
  readonly road: string;
  readonly hour: number;
  /** Whether it can't pass at all; otherwise it's only slower. */
  readonly blocked: boolean;
}

const MS_PER_HOUR = 3_600_000;

/**
 * Every promise that closures affect: the legs that would use a closed or slowed road while the closure holds, each
 * closure once a leg, first road first. `times` are the travel times by which the legs were planned.
 */
export function affectedLegs(
  graph: RoadGraph,
  legs: readonly PlannedLeg[],
  closures: readonly PlacedClosure[],
  times: Int32Array,
): AffectedLeg[] {
  const onArc = new Map<number, PlacedClosure[]>();
  for (const placed of closures) {
    for (const arc of placed.arcs) {
      const list = onArc.get(arc);
      if (list) list.push(placed);
      else onArc.set(arc, [placed]);
    }
  }
  return legs.flatMap((leg) => {
    const affected = new Map<string, AffectedLeg>();
    let hour = leg.departHour;
    for (const arc of leg.arcs) {
      const leaves = hour + times[arc]! / MS_PER_HOUR;
      for (const { closure } of onArc.get(arc) ?? []) {
        const kept = speedUnder(closure, leg.vehicle);
        const meets =
          holdsAt(closure, hour) || holdsAt(closure, leaves) || startsWithin(closure.fromHour, hour, leaves);
        if (kept === 1 || !meets) continue;
        const known = affected.get(closure.id);
        if (known && (known.blocked || kept > 0)) continue;
        const road = graph.ways[graph.way[arc]!]!.id;
        affected.set(closure.id, { leg: leg.id, closure: closure.id, road, hour, blocked: kept === 0 });
      }
      hour = leaves;
    }
    return [...affected.values()];
  });
}

function startsWithin(start: number | undefined, from: number, to: number): boolean {
  return start !== undefined && start >= from && start <= to;
}
