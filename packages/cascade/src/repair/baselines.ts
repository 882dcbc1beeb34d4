import { compile } from '../compile/compile.ts';
import type { Network } from '../model/network.ts';
import { betweenness } from '../rank/betweenness.ts';
import type { Yard } from './schedule.ts';

/** The rules of thumb that plans are measured against. */
export type Baseline = 'degree' | 'betweenness' | 'nearest';

/** The order in which a rule of thumb does the jobs. */
export function baselineOrder(network: Network, yard: Yard, rule: Baseline): number[] {
  const jobs = [...yard.jobs.keys()];
  if (rule === 'nearest') {
    const way = jobs.map((job) =>
      Math.min(...yard.crews.map(({ base }) => yard.travel(base, yard.jobs[job]!.position, 0))),
    );
    return jobs.toSorted((a, b) => way[a]! - way[b]!);
  }
  const compiled = compile(network);
  const score = rule === 'degree' ? degrees(network) : undefined;
  const between = rule === 'betweenness' ? betweenness(compiled) : undefined;
  const value = jobs.map((job) => {
    const { target } = yard.jobs[job]!;
    return score ? (score.get(target) ?? 0) : (between?.[compiled.indexById.get(target)!] ?? 0);
  });
  return jobs.toSorted((a, b) => value[b]! - value[a]!);
}

/** How many dependencies and links each asset or link is an end of. */
function degrees(network: Network): Map<string, number> {
  const degree = new Map<string, number>();
  const count = (id: string): void => void degree.set(id, (degree.get(id) ?? 0) + 1);
  for (const { asset, on = [] } of network.dependencies ?? []) {
    for (const supplier of on) {
      count(asset);
      count(supplier);
    }
  }
  for (const { id, from, to } of network.links ?? []) for (const end of [id, id, from, to]) count(end);
  return degree;
}
