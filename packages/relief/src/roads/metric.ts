import type { Hierarchy } from './hierarchy.ts';

/** Travel times of 11 days and more, in milliseconds, count as no way; two of them still fit in 32 bits. */
export const NO_WAY = 1_000_000_000;

/** Travel times on every link of a hierarchy for one class of vehicle and one set of closures. */
export interface Metric {
  readonly hierarchy: Hierarchy;
  /** Milliseconds from the lower to the higher end of each link, and back. */
  readonly up: Int32Array;
  readonly down: Int32Array;
  /** What makes up each: the node passed on the way, or `~arc` of the road graph. */
  readonly upVia: Int32Array;
  readonly downVia: Int32Array;
}

/**
 * Takes in travel times, in milliseconds for each arc of the graph (`NO_WAY`: closed), in time linear in the triangles
 * of the hierarchy. Of ways that take the same time an arc itself, else the lowest node, is taken, so answers repeat.
 */
export function customize(hierarchy: Hierarchy, arcTimes: Int32Array): Metric {
  const { graph, rank, start, high, low, downStart, downLink, linkOfArc } = hierarchy;
  const links = high.length;
  const nodes = rank.length;
  const up = new Int32Array(links).fill(NO_WAY);
  const down = new Int32Array(links).fill(NO_WAY);
  const upVia = new Int32Array(links).fill(-1);
  const downVia = new Int32Array(links).fill(-1);
  for (let arc = 0; arc < arcTimes.length; arc++) {
    const link = linkOfArc[arc]!;
    const time = arcTimes[arc]!;
    if (rank[graph.tail[arc]!] === low[link]) {
      if (time < up[link]!) {
        up[link] = time;
        upVia[link] = ~arc;
      }
    } else if (time < down[link]!) {
      down[link] = time;
      downVia[link] = ~arc;
    }
  }
  // Every link (a, b) against every node v below both: by the time a is reached, the links of v are final.
  const linkTo = new Int32Array(nodes);
  for (let a = 0; a < nodes; a++) {
    const first = start[a]!;
    const last = start[a + 1]!;
    for (let link = first; link < last; link++) linkTo[high[link]!] = link;
    for (let at = downStart[a]!; at < downStart[a + 1]!; at++) {
      const toA = downLink[at]!;
      const v = low[toA]!;
      const upA = up[toA]!;
      const downA = down[toA]!;
      for (let toB = toA + 1; toB < start[v + 1]!; toB++) {
        const link = linkTo[high[toB]!]!;
        const there = downA + up[toB]!;
        if (there < up[link]!) {
          up[link] = there;
          upVia[link] = v;
        }
        const back = down[toB]! + upA;
        if (back < down[link]!) {
          down[link] = back;
          downVia[link] = v;
        }
      }
    }
  }
  return { hierarchy, up, down, upVia, downVia };
}
