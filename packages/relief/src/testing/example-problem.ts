import type { AllocationProblem, LaneMatrix, Need, Supply } from '../allocate/problem.ts';

/** A generator of numbers in [0, 1) that repeats for a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a made-up region looks like. */
export interface ExampleOptions {
  readonly seed: number;
  readonly sources: number;
  readonly places: number;
  readonly items: number;
  /** Supply over demand; default 1.2. */
  readonly plenty?: number;
  /** Only so many nearest sources reach a place; default all. */
  readonly nearest?: number;
  readonly classes?: number;
  /** Share of lots with reserves, terms, short shelf lives and of places without refrigerated lanes; default 0. */
  readonly rules?: number;
}

/** A made-up region for tests and measurements: every source stocks every item and every place needs every item. */
export function exampleProblem(options: ExampleOptions): AllocationProblem {
  const { sources, places, items, plenty = 1.2, nearest = sources, classes = 1, rules = 0 } = options;
  const random = randomFrom(options.seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const site = (): [number, number] => [random(), random()];
  const from = Array.from({ length: sources }, site);
  const to = Array.from({ length: places }, site);
  const hours: (number | null)[][] = from.map(() => []);
  const cost: number[][] = from.map(() => []);
  for (const [column, [x, y]] of to.entries()) {
    const distance = from.map(([a, b]) => Math.hypot(a - x, b - y));
    const limit = distance.toSorted((a, b) => a - b)[nearest - 1]!;
    for (const [row, far] of distance.entries()) {
      hours[row]![column] = far <= limit ? Math.round(far * 240) / 10 : null;
      cost[row]![column] = Math.round(far * 10_000);
    }
  }
  const needs: Need[] = [];
  const supplies: Supply[] = [];
  for (let item = 0; item < items; item++) {
    const storage = rules > 0 && item % 2 === 0;
    let wanted = 0;
    for (let place = 0; place < places; place++) {
      const quantity = 1 + upTo(100);
      wanted += quantity;
      const urgent = random() < rules;
      needs.push({
        id: `need-${item}-${place}`,
        item: `item-${item}`,
        place: `place-${place}`,
        party: `party-${place % 7}`,
        quantity,
        priority: 1 + upTo(classes),
        byHour: urgent ? 2 + upTo(8) : 168,
        sinceHour: -upTo(72),
        population: 10 + upTo(1000),
        ...(random() < rules ? { minimumShelfHours: 24 * upTo(10) } : {}),
      });
    }
    const weights = from.map(() => 0.5 + random());
    const sum = weights.reduce((a, b) => a + b, 0);
    for (const [source, weight] of weights.entries()) {
      const quantity = Math.max(1, Math.round((wanted * plenty * weight) / sum));
      supplies.push({
        id: `lot-${item}-${source}`,
        item: `item-${item}`,
        place: `source-${source}`,
        owner: `owner-${source % 5}`,
        quantity,
        ...(random() < rules ? { reserve: upTo(quantity) } : {}),
        ...(random() < rules ? { terms: { recipients: [`party-${upTo(7)}`, `party-${upTo(7)}`] } } : {}),
        ...(storage || random() < rules ? { expiryHour: 12 + upTo(400) } : {}),
      });
    }
  }
  const matrix: LaneMatrix = {
    from: from.map((_, source) => `source-${source}`),
    to: to.map((_, place) => `place-${place}`),
    hours,
    cost,
  };
  const cold = { ...matrix, hours: hours.map((row) => row.map((cell, place) => (place % 4 === 0 ? null : cell))) };
  return {
    items: Array.from({ length: items }, (_, item) => ({
      id: `item-${item}`,
      ...(rules > 0 && item % 2 === 0 ? { storage: { minC: 2, maxC: 8 } } : {}),
    })),
    supplies,
    needs,
    matrices: rules > 0 ? [matrix, { ...cold, holds: { minC: 3, maxC: 7 } }] : [matrix],
  };
}

/** A region with everything that couples: lanes with fixed costs and limits, minimum lots, substitutes by two. */
export function coupledExample(seed: number): AllocationProblem {
  const random = randomFrom(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const base = exampleProblem({ seed, sources: 3, places: 4, items: 2, plenty: 0.8 });
  return {
    ...base,
    matrices: [],
    // A slow machine has to find what a fast one does.
    solverTimeLimitMs: 120_000,
    supplies: base.supplies.map((lot) => ({ ...lot, minimumLot: 1 + upTo(8) })),
    needs: base.needs.map((need) =>
      need.item === 'item-0' && random() < 0.5
        ? { ...need, substitutes: [{ item: 'item-1', take: 2, serve: 1 }] }
        : need,
    ),
    lanes: [0, 1, 2].flatMap((source) =>
      [0, 1, 2, 3].map((place) => ({
        id: `${source}-${place}`,
        from: `source-${source}`,
        to: `place-${place}`,
        hours: 1 + upTo(20),
        cost: upTo(50),
        fixedCost: upTo(500),
        capacity: 20 + upTo(80),
      })),
    ),
  };
}
