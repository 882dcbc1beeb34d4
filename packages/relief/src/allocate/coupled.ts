import type { Highs } from 'highs';
import type { Way } from './admission.ts';
import { lexicographicShares } from './lexicographic.ts';
import { gather, LinearModel, solveModel } from './linear-model.ts';
import { isPlain, type Component, type Links } from './links.ts';

/** The steps on the links that a component uses. */
export interface CoupledFlow {
  readonly steps: ReadonlyMap<number, number>;
  /** Whether the solver proved every stage best (the cost within 0.1 %) in its time. */
  readonly optimal: boolean;
}

/** What a stage asks of the needs: at least this much, and to come close to an aim; without an aim, the least cost. */
interface Stage {
  readonly least: ReadonlyMap<number, number>;
  readonly aim?: ReadonlyMap<number, number>;
}

/** Beside coming close to the aims, what is still missing of a need counts this much. */
const BEYOND_AIM = 1e-3;
/** How far from the least cost a plan may be, relatively, before the solver stops. */
const COST_GAP = 1e-3;

/** The cheapest steps, fixed costs included, that give each need its amount. */
export function solveFixedCosts(
  highs: Highs,
  links: Links,
  component: Component,
  amounts: Float64Array,
  timeLimitMs: number,
): CoupledFlow {
  const least = new Map(component.needs.map((need, index) => [need, amounts[index]!]));
  return solveStage(highs, links, component, { least }, timeLimitMs);
}

/**
 * Serves a component whose lanes have limits, whose lots have minimums, or whose substitutes aren't one for one. Class by class, a mixed-integer programme comes as close as whole lots allow to the lexicographically fair
 * shares (of the linear relaxation), each need's shortfall weighed by its size; the last one keeps all that and is the
 * cheapest, fixed costs included.
 */
export function solveCoupled(highs: Highs, links: Links, component: Component, timeLimitMs: number): CoupledFlow {
  const shares = lexicographicShares(highs, links, component);
  const least = new Map<number, number>();
  let optimal = true;
  const classes = [...new Set(component.needs.map((need) => links.needs[need]!.priority))].toSorted((a, b) => a - b);
  const limit = timeLimitMs / (classes.length + 1);
  for (const priority of classes) {
    const aim = new Map<number, number>();
    for (const [index, need] of component.needs.entries()) {
      const { priority: own, quantity } = links.needs[need]!;
      if (own === priority) aim.set(need, shares[index]! * quantity);
    }
    const reached = solveStage(highs, links, component, { least, aim }, limit);
    optimal &&= reached.optimal;
    for (const need of aim.keys()) least.set(need, servedBy(links, need, reached.steps));
  }
  const cheapest = solveStage(highs, links, component, { least }, limit);
  return { steps: cheapest.steps, optimal: optimal && cheapest.optimal };
}

/** Units that a need gets from the given steps. */
export function servedBy(links: Links, need: number, steps: ReadonlyMap<number, number>): number {
  let units = 0;
  for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
    units += links.serve[link]! * (steps.get(link) ?? 0);
  }
  return units;
}

function solveStage(highs: Highs, links: Links, component: Component, stage: Stage, timeLimitMs: number): CoupledFlow {
  const programme = new LinearModel();
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
        type: minimum > 1 ? 'semi-integer' : 'integer',
      });
      columnOf.set(link, column);
      served.push([column, serve]);
      gather(takenFrom, links.offer[link]!, column, take);
      const way = links.way[link]!;
      if (!isPlain(way)) gather(carriedBy, way, column, take * (offer.item.load ?? 1));
    }
    programme.row(stage.least.get(need) ?? 0, quantity, served);
    const aim = stage.aim?.get(need);
    if (aim !== undefined) {
      const short = programme.column({ cost: 1 / quantity });
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
  const model = programme.build(highs);
  try {
    model.options.set({ mip_rel_gap: costly ? COST_GAP : 1e-6 });
    const { value, optimal } = solveModel(highs, model, timeLimitMs);
    const steps = new Map<number, number>();
    for (const [link, column] of columnOf) {
      const whole = Math.round(value[column]!);
      if (whole > 0) steps.set(link, whole);
    }
    return { steps, optimal };
  } finally {
    model.dispose();
  }
}
