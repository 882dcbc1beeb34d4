import type { Highs } from 'highs';
import type { Way } from './admission.ts';
import { lexicographicShares } from './lexicographic.ts';
import { gather, LinearModel, solveModel } from './linear-model.ts';
import { isPlain, type Component, type Links } from './links.ts';

/** The steps on the links that a component uses. */
export interface CoupledFlow {
  readonly steps: ReadonlyMap<number, number>;
  /** Whether the solver proved every stage best (the cost within the gap) in its time. */
  readonly optimal: boolean;
}

/** How long and how close: milliseconds in all, and how far above the least cost is good enough, relatively. */
export interface Effort {
  readonly timeLimitMs: number;
  readonly gap: number;
}

/** What a stage asks of the needs: at least this much, and to come close to an aim; without an aim, the least cost. */
export interface Stage {
  readonly least: ReadonlyMap<number, number>;
  readonly aim?: ReadonlyMap<number, number>;
  /** Steps that keep to all limits, to begin with: so there is an answer whenever the time is up. */
  readonly start: ReadonlyMap<number, number>;
  /** Lets steps be fractions, for a caller who makes them whole. */
  readonly fractions?: true;
}

/** Beside coming close to the aims, what is still missing of a need counts this much. */
const BEYOND_AIM = 1e-3;
/** How far from the best fairness may stay, relatively: the solver's rounding. */
const AIM_GAP = 1e-6;
/**
 * Serves a component whose lanes have limits, whose lots have minimums, or whose substitutes aren't one for one. Class
 * by class, a mixed-integer programme comes as close as whole lots allow to the lexicographically fair shares (of the
 * linear relaxation), each need's shortfall weighed by its size; the last one keeps all that and is the cheapest, fixed
 * costs included.
 */
export function solveCoupled(highs: Highs, links: Links, component: Component, effort: Effort): CoupledFlow {
  const shares = lexicographicShares(highs, links, component);
  const least = new Map<number, number>();
  let optimal = true;
  const classes = [...new Set(component.needs.map((need) => links.needs[need]!.priority))].toSorted((a, b) => a - b);
  const each: Effort = { ...effort, timeLimitMs: effort.timeLimitMs / (classes.length + 1) };
  let start: ReadonlyMap<number, number> = new Map();
  for (const priority of classes) {
    const aim = new Map<number, number>();
    for (const [index, need] of component.needs.entries()) {
      const { priority: own, quantity } = links.needs[need]!;
      if (own === priority) aim.set(need, shares[index]! * quantity);
    }
    const reached = solveStage(highs, links, component, { least, aim, start }, each);
    optimal &&= reached.optimal;
    start = reached.steps;
    for (const need of aim.keys()) least.set(need, servedBy(links, need, reached.steps));
  }
  const cheapest = solveStage(highs, links, component, { least, start }, each);
  return { steps: cheapest.steps, optimal: optimal && cheapest.optimal };
}

/** Units that a need gets from the given steps. */
function servedBy(links: Links, need: number, steps: ReadonlyMap<number, number>): number {
  let units = 0;
  for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
    units += links.serve[link]! * (steps.get(link) ?? 0);
  }
  return units;
}

/** Solves one stage for a component. */
export function solveStage(
  highs: Highs,
  links: Links,
  component: Component,
  stage: Stage,
  effort: Effort,
): CoupledFlow {
  const programme = new LinearModel();
  /** The value of each column at the start. */
  const begin: number[] = [];
  const columnOf = new Map<number, number>();
  const takenFrom = new Map<number, [number, number][]>();
  const carriedBy = new Map<Way, [number, number][]>();
  const costly = !stage.aim;
  for (const need of component.needs) {
    const served: [number, number][] = [];
    const { quantity } = links.needs[need]!;
    for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
      const offer = links.offers[links.offer[link]!]!;
      const take = links.take[link]!;
      const serve = links.serve[link]!;
      const most = Math.min(Math.floor(quantity / serve), Math.floor(offer.quantity / take));
      const minimum = Math.ceil(offer.minimumLot / take);
      if (most < minimum) continue;
      const column = programme.column({
        cost: costly ? links.cost[link]! : (-BEYOND_AIM * serve) / quantity,
        lower: minimum > 1 ? minimum : 0,
        upper: most,
        type: stage.fractions ? 'continuous' : minimum > 1 ? 'semi-integer' : 'integer',
      });
      columnOf.set(link, column);
      begin[column] = stage.start.get(link) ?? 0;
      served.push([column, serve]);
      gather(takenFrom, links.offer[link]!, column, take);
      const way = links.way[link]!;
      if (!isPlain(way)) gather(carriedBy, way, column, take * (offer.item.load ?? 1));
    }
    programme.row(stage.least.get(need) ?? 0, quantity, served);
    const aim = stage.aim?.get(need);
    if (aim !== undefined) {
      const short = programme.column({ cost: 1 / quantity });
      begin[short] = Math.max(0, aim - servedBy(links, need, stage.start));
      programme.row(aim, Infinity, [...served, [short, 1]]);
    }
  }
  for (const [offer, taken] of takenFrom) programme.row(-Infinity, links.offers[offer]!.quantity, taken);
  for (const [way, carried] of carriedBy) {
    const load = carried.reduce((sum, [column, unit]) => sum + unit * programme.upperOf(column), 0);
    const capacity = Math.min(way.capacity, load);
    if (way.fixedCost === 0 || !costly) {
      programme.row(-Infinity, capacity, carried);
    } else {
      const used = programme.column({ cost: way.fixedCost, upper: 1, type: 'integer' });
      begin[used] = carried.some(([column]) => begin[column]! > 0) ? 1 : 0;
      programme.row(-Infinity, 0, [...carried, [used, -capacity]]);
      // Each need on its own too: this keeps the relaxation tight, so that branching stays short.
      for (const [column, unit] of carried) {
        programme.row(-Infinity, 0, [
          [column, unit],
          [used, -Math.min(capacity, unit * programme.upperOf(column))],
        ]);
      }
    }
  }
  // Nothing to decide: no lot can give as little as is asked for.
  if (begin.length === 0) return { steps: stage.start, optimal: true };
  const model = programme.build(highs);
  try {
    const gap = costly ? effort.gap : AIM_GAP;
    model.options.set({ mip_rel_gap: gap, time_limit: effort.timeLimitMs / 1000 });
    model.setSolution({ colValue: begin });
    const solved = solveModel(highs, model, gap);
    if (!solved) return { steps: stage.start, optimal: false };
    const { value, optimal } = solved;
    const steps = new Map<number, number>();
    for (const [link, column] of columnOf) {
      const count = stage.fractions ? value[column]! : Math.round(value[column]!);
      if (count > 1e-6) steps.set(link, count);
    }
    return { steps, optimal };
  } finally {
    model.dispose();
  }
}
