import { compile } from '../compile/compile.ts';
import type { Compiled } from '../compile/compiled.ts';
import { planOutages } from '../engine/plan.ts';
import { run } from '../engine/run.ts';
import { createState } from '../engine/state.ts';
import type { Network } from '../model/network.ts';
import { loadHighs } from '../solve/highs.ts';
import type { Highs } from 'highs';
import { REPAIR_HORIZON_HOURS, type RepairProblem } from './problem.ts';
import { type Affected, heldUntil, relaxedRules } from './relaxation.ts';
import { canDo, type Yard } from './schedule.ts';

/** Into how many parts the time until all is repaired is cut. */
const SLOTS = 24;
/** Up to so many jobs, a job is done or not and a need is met or not; beyond, the bound allows for parts. */
const WHOLE_JOBS = 40;

/**
 * What no plan can go below, in unserved population-hours: at the end of each slot of time, the most people that could
 * be served if crews had worked without a break on whatever is best for that moment alone. A linear or mixed-integer
 * programme for each slot, by HiGHS; the network's rules are in it in a weaker form (see `relaxedRules`).
 */
export async function lowerBound(
  network: Network,
  problem: RepairProblem,
  yard: Yard,
  makespan: number,
): Promise<number> {
  const compiled = compile(network);
  const horizon = problem.horizonHours ?? REPAIR_HORIZON_HOURS;
  const { affected, people } = affectedWithoutRepair(compiled, problem, horizon);
  if (people === 0) return 0;
  const highs = await loadHighs();
  const last = Math.min(makespan, horizon);
  let bound = 0;
  let from = 0;
  for (let slot = 1; slot <= SLOTS + 1 && from < horizon; slot += 1) {
    const until = slot > SLOTS ? horizon : (last * slot) / SLOTS;
    const served = mostServed(highs, compiled, problem, yard, affected, until, slot > SLOTS);
    bound += Math.max(0, people - served) * (until - from);
    from = until;
  }
  return bound;
}

/** What the damage brings down if nothing is repaired, how many people that leaves unserved, and how long stores can last. */
function affectedWithoutRepair(
  compiled: Compiled,
  { damage }: RepairProblem,
  horizon: number,
): { affected: Affected; people: number } {
  const state = createState(compiled);
  const outages = damage.map(({ target, level = 0 }) => ({ element: compiled.indexById.get(target)!, level, at: 0 }));
  run(state, planOutages(outages, horizon));
  const elements = new Set(state.touchedElements.filter((element) => state.hoursLost[element]! > 0));
  let people = 0;
  for (const element of elements) people += compiled.demands.peopleAt[element]!;
  return {
    affected: {
      elements,
      worksUntil: latestLosses(compiled, elements, new Set(outages.map(({ element }) => element))),
    },
    people,
  };
}

/** Until when each affected element can hold out at most; Infinity in loops that stores could keep going. */
function latestLosses(
  compiled: Compiled,
  elements: ReadonlySet<number>,
  damaged: ReadonlySet<number>,
): Map<number, number> {
  const { dependencies, assetCount, flow } = compiled;
  const until = new Map<number, number>([...elements].map((element) => [element, 0]));
  for (let round = 0; round <= elements.size; round += 1) {
    let changed = false;
    const raise = (element: number, to: number): void => {
      if (to <= until.get(element)!) return;
      until.set(element, round === elements.size ? Infinity : to);
      changed = true;
    };
    for (const element of elements) {
      if (element >= assetCount || damaged.has(element)) continue;
      for (let d = dependencies.start[element]!; d < dependencies.start[element + 1]!; d += 1) {
        const suppliers = dependencies.suppliers.subarray(
          dependencies.supplierStart[d],
          dependencies.supplierStart[d + 1],
        );
        if (suppliers.some((supplier) => until.has(supplier))) raise(element, heldUntil(compiled, d, until));
      }
    }
    for (const { nodeAsset, linkElement, demandElement } of flow.components) {
      const latest = [...nodeAsset, ...linkElement].reduce((most, each) => Math.max(most, until.get(each) ?? 0), 0);
      for (const delivery of demandElement) if (until.has(delivery)) raise(delivery, latest);
    }
    if (!changed) break;
  }
  return until;
}

/** The most people that could be served at an hour, by the work that could be done until then. */
function mostServed(
  highs: Highs,
  compiled: Compiled,
  problem: RepairProblem,
  yard: Yard,
  affected: Affected,
  until: number,
  everything: boolean,
): number {
  const { objective, rows, bounds, whole } = relaxedRules(compiled, affected, until);
  const repaired = repairRules(yard, until, everything);
  const jobOf = new Map(yard.jobs.map(({ target }, job) => [target, job]));
  const committed = new Map((problem.committed ?? []).map(({ target, endAt }) => [target, endAt]));
  for (const { target, level = 0 } of problem.damage) {
    const element = compiled.indexById.get(target)!;
    if (!affected.elements.has(element)) continue;
    const job = jobOf.get(target);
    const isDone = (committed.get(target) ?? Infinity) <= until;
    if (job !== undefined) rows.push(`y${element} - ${1 - level} x${job} <= ${level}`);
    else if (!isDone) rows.push(`y${element} <= ${level}`);
  }
  if (objective.length === 0) return 0;
  for (const job of yard.jobs.keys()) whole.push(`x${job}`);
  const text = [
    'Maximize',
    objective.join(' '),
    'Subject To',
    ...rows,
    ...repaired.rows,
    'Bounds',
    ...bounds,
    ...repaired.bounds,
    ...(yard.jobs.length <= WHOLE_JOBS && whole.length > 0 ? ['General', ...whole] : []),
    'End',
  ].join('\n');
  const solution = highs.solve(text, { output_flag: false, mip_rel_gap: 0 });
  if (solution.Status !== 'Optimal') throw new Error(`HiGHS could not bound a repair: ${solution.Status}`);
  return solution.ObjectiveValue;
}

/** Which jobs could be done by an hour: in time for a crew to be there, within the hours and the materials there are. */
function repairRules(yard: Yard, until: number, everything: boolean): { rows: string[]; bounds: string[] } {
  const { jobs, crews, materials, travel, metric } = yard;
  const way = (from: readonly [number, number], to: readonly [number, number]): number =>
    metric ? travel(from, to, 0) : 0;
  const bounds: string[] = [];
  const work = new Map<string, string[]>();
  for (const [number, job] of jobs.entries()) {
    const able = crews.filter((_crew, crew) => canDo(yard, crew, number));
    const ways = able.map(({ base, availableFrom = 0 }) => availableFrom + way(base, job.position));
    const isPossible = able.length > 0 && (everything || Math.min(...ways) + job.need.hours <= until + 1e-9);
    bounds.push(`0 <= x${number} <= ${isPossible ? 1 : 0}`);
    const others = jobs.filter((_, other) => other !== number).map(({ position }) => way(position, job.position));
    const nearest = Math.min(...able.map(({ base }) => way(base, job.position)), ...others);
    const list = work.get(job.need.crew) ?? [];
    work.set(job.need.crew, [...list, `+ ${job.need.hours + (Number.isFinite(nearest) ? nearest : 0)} x${number}`]);
  }
  const rows: string[] = [];
  if (everything) return { rows, bounds };
  for (const [kind, terms] of work) {
    const hours = crews
      .filter((crew) => crew.kind === kind)
      .reduce((sum, { availableFrom = 0 }) => sum + Math.max(0, until - availableFrom), 0);
    rows.push(`${terms.join(' ')} <= ${hours + 1e-6}`);
  }
  for (const [material, arrivals] of Object.entries(materials)) {
    const terms = jobs.flatMap(({ need }, job) =>
      need.materials?.[material] ? [`+ ${need.materials[material]} x${job}`] : [],
    );
    const arrived = arrivals.reduce((sum, { at, amount }) => sum + (at <= until ? amount : 0), 0);
    if (terms.length > 0) rows.push(`${terms.join(' ')} <= ${arrived}`);
  }
  return { rows, bounds };
}
