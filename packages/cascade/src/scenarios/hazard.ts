import type { Network } from '../model/network.ts';
import type { OutageEvent, Scenario } from '../model/scenario.ts';
import { seeded } from '../random/seeded.ts';
import { isInside, type Polygon } from './polygon.ts';

/** How likely an intensity damages: lognormal with this median and dispersion (FEMA Hazus, ch. 5). */
export interface FragilityCurve {
  /** The intensity at which half are damaged. */
  readonly median: number;
  /** The standard deviation of its natural logarithm. */
  readonly dispersion: number;
  /** What still works when damaged; default 0. */
  readonly level?: number;
  /** Hours until it works again; default: its repair hours, or until the horizon. */
  readonly hours?: number;
}

/** An event of nature: where, how strong, and what it does to what. */
export interface Hazard {
  /** The name under which assets keep their fragility, such as `earthquake`. */
  readonly kind: string;
  /** When it strikes, in hours; default 0. */
  readonly at?: number;
  /** Areas and the intensity in each; where they overlap the highest counts. */
  readonly footprint: readonly { readonly polygon: Polygon; readonly intensity: number }[];
  readonly curves: Readonly<Record<string, FragilityCurve>>;
}

/** How likely something is damaged, and what the damage would be. */
export interface Exposure {
  readonly target: string;
  readonly intensity: number;
  readonly probability: number;
  readonly outage: OutageEvent;
}

/** What a hazard's footprint reaches: assets where they stand, links at the middle between their ends. */
export function exposuresTo(network: Network, hazard: Hazard): Exposure[] {
  const positions = new Map(network.assets.map(({ id, position }) => [id, position]));
  const things = [
    ...network.assets.map(({ id, fragility, repair, position }) => ({ id, fragility, repair, position })),
    ...(network.links ?? []).map(({ id, fragility, repair, from, to }) => ({
      id,
      fragility,
      repair,
      position: middle(positions.get(from), positions.get(to)),
    })),
  ];
  const exposures: Exposure[] = [];
  for (const { id, fragility, repair, position } of things) {
    const curve = hazard.curves[fragility?.[hazard.kind] ?? ''];
    const intensity = position && intensityAt(position, hazard);
    if (!curve || intensity === undefined) continue;
    const at = hazard.at ?? 0;
    const hours = curve.hours ?? repair?.hours;
    const outage: OutageEvent = {
      kind: 'outage',
      target: id,
      at,
      ...(hours !== undefined && { until: at + hours }),
      ...(curve.level !== undefined && { level: curve.level }),
      reason: hazard.kind,
    };
    exposures.push({ target: id, intensity, probability: damageProbability(curve, intensity), outage });
  }
  return exposures;
}

/** One way that a hazard may turn out, by a seed: each thing that it reaches is damaged or not. */
export function hazardScenario(network: Network, hazard: Hazard, seed: number): Scenario {
  const random = seeded(seed);
  return {
    events: exposuresTo(network, hazard).flatMap(({ probability, outage }) => (random() < probability ? [outage] : [])),
  };
}

/** The probability that an intensity damages, by a curve. */
export function damageProbability({ median, dispersion }: FragilityCurve, intensity: number): number {
  if (intensity <= 0) return 0;
  if (dispersion === 0) return intensity >= median ? 1 : 0;
  return normalDistribution(Math.log(intensity / median) / dispersion);
}

/** The standard normal distribution function, within 1e-7 (Abramowitz and Stegun 7.1.26). */
function normalDistribution(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp(-z * z);
  return x > 0 ? 1 - tail : tail;
}

function intensityAt(position: readonly [number, number], { footprint }: Hazard): number | undefined {
  const felt = footprint.filter(({ polygon }) => isInside(position, polygon)).map(({ intensity }) => intensity);
  return felt.length > 0 ? Math.max(...felt) : undefined;
}

type Position = readonly [number, number];

const middle = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a && b && [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
