import type { LaneMatrix, TemperatureRange } from '../allocate/problem.ts';
import type { Metric } from './metric.ts';
import { travelTimes } from './query.ts';

/** A place of an allocation and its junction of the road graph. */
export interface PlacedPlace {
  readonly id: string;
  readonly node: number;
}

const MS_PER_HOUR = 3_600_000;

/**
 * Lanes for an allocation from the roads as they are: hours between all pairs, and a cost per load for them.
 *
 * @param costPerHour of carrying a load of 1, in minor units of currency; products are rounded to whole units
 * @param holds the temperatures that the vehicles of this metric can hold
 */
export function roadLanes(
  metric: Metric,
  from: readonly PlacedPlace[],
  to: readonly PlacedPlace[],
  costPerHour = 0,
  holds?: TemperatureRange,
): LaneMatrix {
  const nodes = (places: readonly PlacedPlace[]): number[] => places.map(({ node }) => node);
  const times = travelTimes(metric, nodes(from), nodes(to));
  const hours = from.map((_, row) =>
    Array.from(times.subarray(row * to.length, (row + 1) * to.length), (time) =>
      time === Infinity ? null : time / MS_PER_HOUR,
    ),
  );
  return {
    from: from.map(({ id }) => id),
    to: to.map(({ id }) => id),
    hours,
    cost: hours.map((row) => row.map((time) => Math.round((time ?? 0) * costPerHour))),
    ...(holds ? { holds } : {}),
  };
}
