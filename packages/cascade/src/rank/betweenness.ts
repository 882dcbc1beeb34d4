import type { Compiled } from '../compile/compiled.ts';
import { seeded } from '../random/seeded.ts';

/** From how many elements shortest paths are counted at most; with fewer elements the count is exact. */
export const PIVOTS = 1000;

/**
 * Betweenness of each asset and link: the part of all shortest paths of supply that lead through it, over dependencies
 * (supplier to dependent) and links (both ends). Brandes (2001); beyond `PIVOTS` elements estimated from as many
 * chosen with a seed (Brandes and Pich 2007). Normalised by (n − 1)(n − 2).
 */
export function betweenness(compiled: Compiled, pivots = PIVOTS): Float64Array {
  const graph = supplyGraph(compiled);
  const count = graph.start.length - 1;
  const score = new Float64Array(count);
  const sources = choose(count, pivots);
  const distance = new Int32Array(count);
  const paths = new Float64Array(count);
  const share = new Float64Array(count);
  const queue = new Int32Array(count);
  for (const source of sources) {
    distance.fill(-1);
    paths.fill(0);
    share.fill(0);
    distance[source] = 0;
    paths[source] = 1;
    queue[0] = source;
    let size = 1;
    for (let index = 0; index < size; index += 1) {
      const from = queue[index]!;
      for (let at = graph.start[from]!; at < graph.start[from + 1]!; at += 1) {
        const to = graph.next[at]!;
        if (distance[to] === -1) {
          distance[to] = distance[from]! + 1;
          queue[size++] = to;
        }
        if (distance[to] === distance[from]! + 1) paths[to]! += paths[from]!;
      }
    }
    for (let index = size - 1; index > 0; index -= 1) {
      const from = queue[index]!;
      for (let at = graph.start[from]!; at < graph.start[from + 1]!; at += 1) {
        const to = graph.next[at]!;
        if (distance[to] === distance[from]! + 1) share[from]! += (paths[from]! / paths[to]!) * (1 + share[to]!);
      }
      score[from]! += share[from]!;
    }
  }
  const scale = count > 2 ? count / sources.length / ((count - 1) * (count - 2)) : 0;
  return score.map((each) => each * scale);
}

interface Graph {
  readonly start: Int32Array;
  readonly next: Int32Array;
}

/** Who each asset and link supplies: dependents, and for links and their ends one another. */
function supplyGraph({ assetCount, linkCount, owner, dependencies, flow }: Compiled): Graph {
  const count = assetCount + linkCount;
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (let d = 0; d < dependencies.count; d += 1) {
    const asset = dependencies.asset[d]!;
    for (let s = dependencies.supplierStart[d]!; s < dependencies.supplierStart[d + 1]!; s += 1) {
      const supplier = owner[dependencies.suppliers[s]!]!;
      if (supplier !== asset) lists[supplier]!.push(asset);
    }
  }
  for (const { linkElement, linkFrom, linkTo, linkOneWay, nodeAsset } of flow.components) {
    for (const [link, element] of linkElement.entries()) {
      const [from, to] = [nodeAsset[linkFrom[link]!]!, nodeAsset[linkTo[link]!]!];
      lists[from]!.push(element);
      lists[element]!.push(to);
      if (linkOneWay[link] === 1) continue;
      lists[to]!.push(element);
      lists[element]!.push(from);
    }
  }
  const start = new Int32Array(count + 1);
  for (const [element, list] of lists.entries()) start[element + 1] = start[element]! + list.length;
  return { start, next: Int32Array.from(lists.flat()) };
}

function choose(count: number, most: number): number[] {
  const all = Array.from({ length: count }, (_, element) => element);
  if (count <= most) return all;
  const random = seeded(1);
  for (let index = 0; index < most; index += 1) {
    const other = index + Math.floor(random() * (count - index));
    [all[index], all[other]] = [all[other]!, all[index]!];
  }
  return all.slice(0, most);
}
