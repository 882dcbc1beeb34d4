import type { Place, RouteProblem } from './problem.ts';

/** Distance and duration from place to place by their indexes; `Infinity` where there is no way. */
export interface Way {
  readonly distance: (from: number, to: number) => number;
  readonly duration: (from: number, to: number) => number;
}

/** Mean radius of the earth in metres (IUGG R1). */
const EARTH = 6_371_008.8;

/** The ways of the vehicles of one profile; the problem must have passed `checkProblem`. */
export function wayOf(problem: RouteProblem, profile: string): Way {
  const { travel, places } = problem;
  switch (travel.kind) {
    case 'plane': {
      const distance = plane(places, travel.rounding ?? 'none');
      return { distance, duration: distance };
    }
    case 'globe': {
      const distance = globe(places);
      return { distance, duration: (from, to) => distance(from, to) / travel.speed };
    }
    case 'matrix': {
      const matrix = travel.profiles[profile];
      if (!matrix) throw new Error(`no matrix for the profile ${profile}`);
      const distance = (from: number, to: number) => matrix.distances[from]?.[to] ?? Infinity;
      const durations = matrix.durations;
      return { distance, duration: durations ? (from, to) => durations[from]?.[to] ?? Infinity : distance };
    }
  }
}

function plane(places: readonly Place[], rounding: 'none' | 'nearest' | 'one-decimal-down') {
  const x = Float64Array.from(places, (place) => place.x ?? 0);
  const y = Float64Array.from(places, (place) => place.y ?? 0);
  return (from: number, to: number): number => {
    const dx = x[from]! - x[to]!;
    const dy = y[from]! - y[to]!;
    // Not Math.hypot: its last bit differs between engines, and a plan must not.
    const exact = Math.sqrt(dx * dx + dy * dy);
    if (rounding === 'none') return exact;
    return rounding === 'nearest' ? Math.floor(exact + 0.5) : Math.floor(10 * exact) / 10;
  };
}

function globe(places: readonly Place[]) {
  const radians = Math.PI / 180;
  const longitude = places.map((place) => (place.x ?? 0) * radians);
  const latitude = places.map((place) => (place.y ?? 0) * radians);
  return (from: number, to: number): number => {
    const a = latitude[from]!;
    const b = latitude[to]!;
    const half =
      Math.sin((a - b) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin((longitude[from]! - longitude[to]!) / 2) ** 2;
    return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
  };
}
