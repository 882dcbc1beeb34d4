import { failure, ok, type Issue, type Result } from '@sanad/result';
import { departuresOf } from './dijkstra.ts';
import { metresBetween, type RoadGraph } from './road-graph.ts';

/** A place that a vehicle goes to. */
export interface Stop {
  readonly id: string;
  /** Degrees. */
  readonly longitude: number;
  readonly latitude: number;
}

/** Finds junctions near places by cells of about a kilometre. */
export interface StopIndex {
  readonly graph: RoadGraph;
  readonly cells: ReadonlyMap<string, readonly number[]>;
}

const CELL_DEGREES = 0.01;

/**
 * Indexes the junctions of the main network: the largest part of the graph within which every junction can be reached
 * from every other, so that no stop is put on an island or in a dead end of one-way streets.
 */
export function indexStops(graph: RoadGraph): StopIndex {
  const cells = new Map<string, number[]>();
  for (const node of mainNetwork(graph)) {
    const cell = cellAt(cellNumber(graph.longitude[node]!), cellNumber(graph.latitude[node]!));
    const list = cells.get(cell);
    if (list) list.push(node);
    else cells.set(cell, [node]);
  }
  return { graph, cells };
}

/** The nearest junction of each stop; an issue names each stop that has none within `mostMetres`. */
export function placeStops(index: StopIndex, stops: readonly Stop[], mostMetres = 2000): Result<Int32Array> {
  const issues: Issue[] = [];
  const nodes = stops.map((stop, at) => {
    const found = nearest(index, stop, mostMetres);
    if (found !== undefined) return found;
    const message = `The stop ${stop.id} lies more than ${mostMetres} m off the road network.`;
    issues.push({ code: 'off-the-roads', path: `${at}`, message });
    return -1;
  });
  return issues.length > 0 ? failure(...issues) : ok(Int32Array.from(nodes));
}

function nearest({ graph, cells }: StopIndex, stop: Stop, mostMetres: number): number | undefined {
  const { longitude, latitude } = stop;
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return undefined;
  const metresPerCell = metresBetween(0, 0, 0, CELL_DEGREES);
  const shrink = Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  const column = cellNumber(longitude);
  const row = cellNumber(latitude);
  let best: number | undefined;
  let least = mostMetres;
  // Rings of cells outwards, until a ring is farther than what was found.
  for (let ring = 0; (ring - 1) * metresPerCell * shrink <= least; ring++) {
    for (let x = -ring; x <= ring; x++) {
      const step = Math.abs(x) === ring ? 1 : 2 * ring;
      for (let y = -ring; y <= ring; y += step) {
        for (const node of cells.get(cellAt(column + x, row + y)) ?? []) {
          const metres = metresBetween(longitude, latitude, graph.longitude[node]!, graph.latitude[node]!);
          if (metres > least || (metres === least && best !== undefined)) continue;
          least = metres;
          best = node;
        }
      }
    }
  }
  return best;
}

/** The number of the column or row of cells that a coordinate lies in. */
function cellNumber(degrees: number): number {
  return Math.floor(degrees / CELL_DEGREES);
}

function cellAt(column: number, row: number): string {
  return `${column},${row}`;
}

/** The largest strongly connected component (Tarjan 1972, without recursion). */
function mainNetwork(graph: RoadGraph): number[] {
  const { start, arc } = departuresOf(graph);
  const nodes = graph.longitude.length;
  const number = new Int32Array(nodes);
  const lowest = new Int32Array(nodes);
  const done = new Uint8Array(nodes);
  const next = start.slice();
  const open: number[] = [];
  let largest: number[] = [];
  let counter = 0;
  const enter = (node: number): void => {
    number[node] = ++counter;
    lowest[node] = counter;
    open.push(node);
  };
  for (let root = 0; root < nodes; root++) {
    if (number[root] !== 0) continue;
    const path = [root];
    enter(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (next[node]! < start[node + 1]!) {
        const head = graph.head[arc[next[node]!++]!]!;
        if (number[head] === 0) {
          enter(head);
          path.push(head);
        } else if (done[head] === 0) lowest[node] = Math.min(lowest[node]!, number[head]!);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lowest[above] = Math.min(lowest[above]!, lowest[node]!);
      if (lowest[node] !== number[node]) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const member of component) done[member] = 1;
      if (component.length > largest.length) largest = component;
    }
  }
  return largest;
}
