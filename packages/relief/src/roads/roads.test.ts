import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from '../testing/example-problem.ts';
import { roadGrid } from '../testing/road-grid.ts';
import { arcTimes, placeClosures, type Closure, type VehicleClass } from './closures.ts';
import { departuresOf, oneToAll } from './dijkstra.ts';
import { prepareRoads } from './hierarchy.ts';
import { roadLanes } from './lane-matrix.ts';
import { customize, NO_WAY } from './metric.ts';
import { affectedLegs } from './promises.ts';
import { shortestPath, travelTimes } from './query.ts';
import { buildRoadGraph, metresBetween, shapeOf, type RoadGraph, type RoadWay } from './road-graph.ts';
import { indexStops, placeStops } from './stops.ts';

const van: VehicleClass = { id: 'van', maxSpeedKmh: 100, weightT: 3, heightM: 2.5 };
const lorry: VehicleClass = { id: 'lorry', maxSpeedKmh: 80, weightT: 18, heightM: 4 };

function graphOf(ways: readonly RoadWay[]): RoadGraph {
  const graph = buildRoadGraph(ways);
  assert.ok(graph.ok, JSON.stringify(graph));
  return graph.value;
}

/** Compares every time and path from some origins with Dijkstra's. */
function holdAgainstDijkstra(
  graph: RoadGraph,
  times: Int32Array,
  metric: ReturnType<typeof customize>,
  seed: number,
): number {
  const random = randomFrom(seed);
  const nodes = graph.longitude.length;
  const pick = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * nodes));
  const from = pick(8);
  const to = pick(150);
  const departures = departuresOf(graph);
  const table = travelTimes(metric, from, to);
  let reached = 0;
  for (const [row, origin] of from.entries()) {
    const exact = oneToAll(graph, departures, times, origin);
    for (const [column, destination] of to.entries()) {
      assert.equal(table[row * to.length + column], exact[destination]);
      const path = shortestPath(metric, origin, destination);
      if (!path) {
        assert.equal(exact[destination], Infinity);
        continue;
      }
      reached++;
      let at = origin;
      let sum = 0;
      for (const arc of path.arcs) {
        assert.equal(graph.tail[arc], at);
        at = graph.head[arc]!;
        sum += times[arc]!;
      }
      assert.equal(at, destination);
      assert.equal(sum, exact[destination]);
    }
  }
  return reached;
}

test('times and ways equal Dijkstra’s for each class of vehicle, before and after closures', () => {
  for (const seed of [1, 2, 3]) {
    const graph = graphOf(roadGrid(30 + 7 * seed, 40, seed));
    const hierarchy = prepareRoads(graph);
    const flood: Closure = {
      id: 'flood',
      polygon: [
        [51.02, 25.02],
        [51.045, 25.02],
        [51.03, 25.06],
      ],
    };
    const dust: Closure = { id: 'dust', roads: graph.ways.slice(0, 300).map(({ id }) => id), speedFactor: 0.4 };
    const closures = placeClosures(graph, [flood, dust]);
    assert.ok(closures[0]!.arcs.length > 50);
    for (const vehicle of [van, lorry]) {
      for (const placed of [[], closures]) {
        const times = arcTimes(graph, vehicle, placed);
        assert.ok(holdAgainstDijkstra(graph, times, customize(hierarchy, times), seed) > 500);
      }
    }
  }
});

test('scattered pieces, islands and a graph of one road are no trouble', () => {
  const random = randomFrom(9);
  const point = (): readonly [number, number] => [random(), random()];
  const pieces = Array.from({ length: 60 }, (_, index): RoadWay => ({
    id: `${index}`,
    points: [point(), point()],
    speedKmh: 50,
  }));
  for (const ways of [pieces, pieces.slice(0, 1)]) {
    const graph = graphOf(ways);
    const times = arcTimes(graph, van);
    const metric = customize(prepareRoads(graph), times);
    holdAgainstDijkstra(graph, times, metric, 1);
  }
});

/** Two ways from west to east: a short one over a bridge, a long one round it. */
const bridge: RoadWay[] = [
  {
    id: 'west',
    points: [
      [51, 25],
      [51.1, 25],
    ],
    speedKmh: 60,
  },
  {
    id: 'bridge',
    points: [
      [51.1, 25],
      [51.15, 25.001],
      [51.2, 25],
    ],
    speedKmh: 60,
    maxWeightT: 10,
  },
  {
    id: 'ring',
    points: [
      [51.1, 25],
      [51.15, 25.2],
      [51.2, 25],
    ],
    speedKmh: 60,
  },
  {
    id: 'east',
    points: [
      [51.2, 25],
      [51.3, 25],
    ],
    speedKmh: 60,
    direction: 'forward',
  },
];

test('weight limits, closures by hour, slow-downs and one-way streets decide the way', () => {
  const graph = graphOf(bridge);
  assert.equal(graph.longitude.length, 4);
  const hierarchy = prepareRoads(graph);
  const stops = placeStops(indexStops(graphOf(bridge.slice(0, 3))), [
    { id: 'a', longitude: 51.001, latitude: 25.001 },
    { id: 'b', longitude: 51.2, latitude: 25 },
  ]);
  assert.ok(stops.ok);
  const [west, east] = stops.value;
  const roads = (vehicle: VehicleClass, closure?: Closure, hour = 0): string[] => {
    const times = arcTimes(graph, vehicle, closure ? placeClosures(graph, [closure]) : [], hour);
    const path = shortestPath(customize(hierarchy, times), west!, east!);
    return (path?.arcs ?? []).map((arc) => graph.ways[graph.way[arc]!]!.id);
  };
  assert.deepEqual(roads(van), ['west', 'bridge']);
  assert.deepEqual(roads(lorry), ['west', 'ring']);
  const closed: Closure = { id: 'flood', roads: ['bridge'], fromHour: 5, untilHour: 8 };
  assert.deepEqual(roads(van, closed, 4.9), ['west', 'bridge']);
  assert.deepEqual(roads(van, closed, 5), ['west', 'ring']);
  assert.deepEqual(roads(van, closed, 8), ['west', 'bridge']);
  assert.deepEqual(roads(van, { id: 'slow', roads: ['bridge'], speedFactor: 0.1 }), ['west', 'ring']);
  assert.deepEqual(roads(van, { id: 'weak', roads: ['bridge'], maxWeightT: 2 }), ['west', 'ring']);
  const area = {
    id: 'area',
    polygon: [
      [51.14, 24.9],
      [51.16, 24.9],
      [51.16, 25.05],
      [51.14, 25.05],
    ],
  } as const;
  assert.deepEqual(roads(van, area), ['west', 'ring']);
  // An area that a road only crosses, with no point of it inside.
  const strip = {
    id: 'strip',
    polygon: [
      [51.12, 24.9],
      [51.13, 24.9],
      [51.13, 25.05],
      [51.12, 25.05],
    ],
  } as const;
  assert.deepEqual(roads(van, strip), ['west', 'ring']);
});

test('the shape of an arc follows the direction of travel', () => {
  const graph = graphOf(bridge);
  const arc = graph.first.findIndex(
    (first, index) => first > graph.last[index]! && graph.ways[graph.way[index]!]!.id === 'ring',
  );
  assert.deepEqual(shapeOf(graph, arc), [
    [51.2, 25],
    [51.15, 25.2],
    [51.1, 25],
  ]);
  assert.ok(Math.abs(metresBetween(0, 0, 0, 1) - 111_195) < 1);
});

test('every promise that a closure affects is listed, with the road and the hour', () => {
  const graph = graphOf(bridge);
  const times = arcTimes(graph, van);
  const metric = customize(prepareRoads(graph), times);
  const { arcs } = shortestPath(metric, 0, 3)!;
  const leg = (id: string, departHour: number) => ({ id, arcs, departHour, vehicle: van });
  const closures = placeClosures(graph, [
    { id: 'flood', roads: ['bridge'], fromHour: 5, untilHour: 8 },
    { id: 'dust', roads: ['east'], speedFactor: 0.5 },
    { id: 'light', roads: ['west'], maxWeightT: 7 },
  ]);
  const affected = affectedLegs(graph, [leg('early', 0), leg('meets', 4.9), leg('late', 8)], closures, times);
  assert.deepEqual(
    affected.map(({ leg, closure, road, blocked }) => [leg, closure, road, blocked]),
    [
      ['early', 'dust', 'east', false],
      ['meets', 'flood', 'bridge', true],
      ['meets', 'dust', 'east', false],
      ['late', 'dust', 'east', false],
    ],
  );
  // About ten kilometres at 60 km/h after setting out.
  assert.ok(Math.abs(affected[1]!.hour - 5.068) < 0.01);
});

test('a stop off the network is named, and islands and traps are no part of it', () => {
  const island: RoadWay = {
    id: 'island',
    points: [
      [52, 26],
      [52.001, 26],
    ],
    speedKmh: 30,
  };
  const index = indexStops(graphOf([...bridge, island]));
  const near = placeStops(index, [
    { id: 'ok', longitude: 51.101, latitude: 25.001 },
    { id: 'islet', longitude: 52, latitude: 26 },
    { id: 'nowhere', longitude: Number.NaN, latitude: 0 },
  ]);
  assert.ok(!near.ok);
  assert.deepEqual(
    near.issues.map(({ path, code }) => `${path} ${code}`),
    ['1 off-the-roads', '2 off-the-roads'],
  );
  const trap = placeStops(index, [{ id: 'trap', longitude: 51.3, latitude: 25 }], 20_000);
  assert.ok(trap.ok);
  assert.equal(index.graph.longitude[trap.value[0]!], 51.2);
});

test('lanes of an allocation come from the roads as they are', () => {
  const graph = graphOf(bridge);
  const metric = customize(prepareRoads(graph), arcTimes(graph, van));
  const place = (id: string, node: number) => ({ id, node });
  const lanes = roadLanes(metric, [place('a', 0), place('d', 3)], [place('b', 1), place('d', 3)], 600, {
    minC: 2,
    maxC: 8,
  });
  // East is one way: nobody comes back from it.
  assert.deepEqual(
    lanes.hours.map((row) => row.map((time) => time && Math.round(time * 1000))),
    [
      [168, 504],
      [null, 0],
    ],
  );
  assert.deepEqual(lanes.cost, [
    [101, 302],
    [0, 0],
  ]);
  assert.deepEqual([lanes.from, lanes.to, lanes.holds], [['a', 'd'], ['b', 'd'], { minC: 2, maxC: 8 }]);
});

test('the junction found for a stop is the nearest of the main network', () => {
  const graph = graphOf(roadGrid(25, 25, 4));
  const index = indexStops(graph);
  const main = [...index.cells.values()].flat();
  const random = randomFrom(2);
  for (let round = 0; round < 200; round++) {
    const stop = { id: 's', longitude: 50.99 + 0.07 * random(), latitude: 24.99 + 0.07 * random() };
    const metres = (node: number): number =>
      metresBetween(stop.longitude, stop.latitude, graph.longitude[node]!, graph.latitude[node]!);
    const least = main.reduce((most, node) => Math.min(most, metres(node)), Infinity);
    const placed = placeStops(index, [stop], 3000);
    assert.ok(placed.ok);
    assert.equal(metres(placed.value[0]!), least);
  }
});

test('bad roads are named', () => {
  const bad = buildRoadGraph([{ id: 'x', points: [[200, 0]], speedKmh: 0 }]);
  assert.ok(!bad.ok);
  assert.deepEqual(
    bad.issues.map(({ code }) => code),
    ['too-short', 'bad-coordinate', 'bad-speed'],
  );
  assert.ok(arcTimes(graphOf(bridge), { ...lorry, heightM: 99 }).every((time) => time <= NO_WAY));
});
