import type { RoadWay } from '../roads/road-graph.ts';
import { randomFrom } from './example-problem.ts';

/**
 * A made-up road network for tests and measurements: a grid of streets moved about at random, with a tenth of its
 * edges missing, some one-way streets, weight limits, and fast roads every sixteenth line.
 */
export function roadGrid(columns: number, rows: number, seed: number): RoadWay[] {
  const random = randomFrom(seed);
  const degree = 0.002;
  const point = Array.from({ length: columns * rows }, (_, index): [number, number] => [
    51 + degree * ((index % columns) + 0.6 * random()),
    25 + degree * (Math.floor(index / columns) + 0.6 * random()),
  ]);
  const ways: RoadWay[] = [];
  const street = (a: number, b: number, fast: boolean): void => {
    if (!fast && random() < 0.25) return;
    ways.push({
      id: `road-${ways.length}`,
      points: [point[a]!, point[b]!],
      speedKmh: fast ? 110 : 20 + Math.floor(40 * random()),
      ...(random() < 0.1 ? { direction: random() < 0.5 ? 'forward' : 'backward' } : {}),
      ...(random() < 0.05 ? { maxWeightT: 3.5 } : {}),
    });
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const here = row * columns + column;
      if (column + 1 < columns) street(here, here + 1, row % 16 === 8);
      if (row + 1 < rows) street(here, here + columns, column % 16 === 8);
    }
  }
  return ways;
}
