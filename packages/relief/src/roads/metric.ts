import type { Hierarchy } from './hierarchy.ts';

/** Travel times of 11 days and more, in milliseconds, count as no way; two of them still fit in 32 bits. */
export const NO_WAY = 1_000_000_000;

/** Travel times on every link of a hierarchy for one class of vehicle and one set of closures. */
export interface Metric {
  readonly hierarchy: Hierarchy;
  /** Milliseconds: of link `l` upwards at `2l + UP`, downwards at `2l + DOWN`; together, because they're used together. */
  readonly times: Int32Array;
  /** What makes up each time: the node passed on the way, or `~arc` of the road graph. */
  readonly via: Int32Array;
}

/** Where the direction from the lower to the higher end of a link has its place, and where the other. */
export const UP = 0;
export const DOWN = 1;

/**
 * Takes in travel times, in milliseconds for each arc of the graph (`NO_WAY`: closed), in time linear in the triangles
 * of the hierarchy. Of ways that take the same time an arc itself, else the lowest node, is taken, so answers repeat.
 */
export function customize(hierarchy: Hierarchy, arcTimes: Int32Array): Metric {
  const { graph, rank, start, high, low, level, downStart, downLink, linkOfArc } = hierarchy;
  const nodes = rank.length;
  const times = new Int32Array(2 * high.length).fill(NO_WAY);
  const via = new Int32Array(2 * high.length).fill(-1);
  for (let arc = 0; arc < arcTimes.length; arc++) {
    const link = linkOfArc[arc]!;
    const at = 2 * link + (rank[graph.tail[arc]!] === low[link] ? UP : DOWN);
    if (arcTimes[arc]! >= times[at]!) continue;
    times[at] = arcTimes[arc]!;
    via[at] = ~arc;
  }
  // Every link (a, b) against every node v below both: by the time a is reached, the links of v are final. Levels in
  // place of nodes keep the list of a's links within the fastest memory.
  const linkTo = new Int32Array(nodes);
  for (let a = 0; a < nodes; a++) {
    for (let link = start[a]!; link < start[a + 1]!; link++) linkTo[level[link]!] = 2 * link;
    for (let below = downStart[a]!; below < downStart[a + 1]!; below++) {
      const toA = downLink[below]!;
      const v = low[toA]!;
      const upToA = times[2 * toA + UP]!;
      const downFromA = times[2 * toA + DOWN]!;
      if (upToA === NO_WAY && downFromA === NO_WAY) continue;
      const end = start[v + 1]!;
      for (let toB = toA + 1; toB < end; toB++) {
        const at = linkTo[level[toB]!]!;
        const there = downFromA + times[2 * toB + UP]!;
        if (there < times[at + UP]!) {
          times[at + UP] = there;
          via[at + UP] = v;
        }
        const back = times[2 * toB + DOWN]! + upToA;
        if (back < times[at + DOWN]!) {
          times[at + DOWN] = back;
          via[at + DOWN] = v;
        }
      }
    }
  }
  return { hierarchy, times, via };
}
