// Roads: preparing a map, taking in closures, matrices after them, each counted in one-to-all runs of Dijkstra's
// algorithm on the same graph; and 100,000 pairs held against it.
//   node --conditions=@sanad/source bench/relief/roads.ts [nodes a side]
import {
  arcTimes,
  buildRoadGraph,
  customize,
  departuresOf,
  oneToAll,
  placeClosures,
  prepareRoads,
  shortestPath,
  travelTimes,
  type Closure,
  type VehicleClass,
} from '@sanad/relief';
import { randomFrom } from '../../packages/relief/src/testing/example-problem.ts';
import { roadGrid } from '../../packages/relief/src/testing/road-grid.ts';
import { print, rounded, timed, type Table } from './cpu.ts';

const van: VehicleClass = { id: 'van', maxSpeedKmh: 100, weightT: 3, heightM: 2.5 };
const PAIRS = 100_000;

/** Measures a road graph of about `side` × `side` junctions. */
export async function run(side = 536): Promise<Table[]> {
  const built = buildRoadGraph(roadGrid(side, side, 1));
  if (!built.ok) throw new Error(JSON.stringify(built.issues.slice(0, 3)));
  const graph = built.value;
  const nodes = graph.longitude.length;
  const random = randomFrom(7);
  const pick = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * nodes));

  const prepared = await timed(() => prepareRoads(graph));
  const hierarchy = prepared.value;
  const roads = graph.ways.filter(() => random() < 0.02).map(({ id }) => id);
  const corner = 51 + 0.002 * side * 0.4;
  const closures: Closure[] = [
    { id: '2 % of roads closed', roads },
    {
      id: 'flooded area',
      polygon: [
        [corner, 25.05],
        [corner + 0.06, 25.05],
        [corner + 0.06, 25.1],
        [corner, 25.1],
      ],
      speedFactor: 0.2,
    },
  ];
  const placed = placeClosures(graph, closures);
  customize(hierarchy, arcTimes(graph, van));
  const renewals = [];
  for (let round = 0; round < 3; round++) {
    renewals.push(
      await timed(() => {
        const times = arcTimes(graph, van, placed);
        return { times, metric: customize(hierarchy, times) };
      }),
    );
  }
  const { times, metric } = renewals[0]!.value;

  const departures = departuresOf(graph);
  oneToAll(graph, departures, times, 0);
  const runs = await timed(() => pick(20).map((node) => oneToAll(graph, departures, times, node)));
  const dijkstra = runs.seconds / 20;
  const tables = [];
  for (let round = 0; round < 3; round++) {
    const [from, to] = [pick(500), pick(500)];
    tables.push(await timed(() => travelTimes(metric, from, to)));
  }

  let mismatches = 0;
  let reached = 0;
  const origins = pick(200);
  for (const origin of origins) {
    const destinations = pick(PAIRS / origins.length);
    const exact = oneToAll(graph, departures, times, origin);
    const found = travelTimes(metric, [origin], destinations);
    for (const [index, destination] of destinations.entries()) {
      if (found[index] !== exact[destination]) mismatches++;
      if (found[index] !== Infinity) reached++;
    }
  }
  let wrongWays = 0;
  for (let round = 0; round < 1000; round++) {
    const [from, to] = pick(2) as [number, number];
    const path = shortestPath(metric, from, to);
    if (!path) continue;
    let at = from;
    let sum = 0;
    for (const arc of path.arcs) {
      if (graph.tail[arc] !== at) wrongWays++;
      at = graph.head[arc]!;
      sum += times[arc]!;
    }
    if (at !== to || sum !== path.milliseconds) wrongWays++;
  }

  const median = (list: { seconds: number }[]): number =>
    list.map(({ seconds }) => seconds).toSorted((a, b) => a - b)[1]!;
  const row = (what: string, seconds: number, target: string) => ({
    what,
    'CPU s': rounded(seconds),
    'in Dijkstra runs': rounded(seconds / dijkstra),
    target,
  });
  const [renewal, matrix] = [median(renewals), median(tables)];
  return [
    {
      title: `Roads: ${nodes} junctions, ${graph.tail.length} arcs, ${hierarchy.high.length} links of the hierarchy`,
      rows: [
        row('one-to-all Dijkstra (mean of 20)', dijkstra, ''),
        row('preparing the map, once', prepared.seconds, ''),
        row('taking in closures (2 % of roads and an area; median of 3)', renewal, '≤ 10'),
        row('matrix of 500 × 500 (median of 3)', matrix, '≤ 40'),
      ],
    },
    {
      title: 'Roads: held against Dijkstra after the closures',
      rows: [{ pairs: PAIRS, 'with a way': reached, mismatches, 'ways unpacked': 1000, 'wrong ways': wrongWays }],
    },
  ];
}

if (import.meta.main) print(await run(Number(process.argv[2] ?? 536)));
