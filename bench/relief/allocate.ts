// Allocation: against HiGHS in speed and objective, against the sequence of linear programmes in fairness, against
// pro-rata and first come first served in outcome; every plan through the independent checker.
//   node --conditions=@sanad/source bench/relief/allocate.ts
import { allocate, applyRelaxation, checkAllocation, type AllocationProblem } from '@sanad/relief';
import { loadSolver } from '../../packages/relief/src/allocate/highs.ts';
import { lexicographicShares } from '../../packages/relief/src/allocate/lexicographic.ts';
import { LinearModel, solveModel } from '../../packages/relief/src/allocate/linear-model.ts';
import { componentsOf, linksOf, type Component, type Links } from '../../packages/relief/src/allocate/links.ts';
import { cheapestFlow, fairAmounts, poolOf } from '../../packages/relief/src/allocate/separable.ts';
import { coupledExample, exampleProblem } from '../../packages/relief/src/testing/example-problem.ts';
import { print, rounded, timed, type Table } from './cpu.ts';

interface Part {
  readonly component: Component;
  readonly amounts: Float64Array;
}

/** The transportation problem of some components as one linear programme for HiGHS: least cost for given amounts. */
function byHighs(highs: Awaited<ReturnType<typeof loadSolver>>, links: Links, parts: readonly Part[]): number {
  const programme = new LinearModel();
  for (const { component, amounts } of parts) {
    const taken = new Map<number, [number, number][]>(component.offers.map((offer) => [offer, []]));
    for (const [index, need] of component.needs.entries()) {
      const served: [number, number][] = [];
      for (let link = links.start[need]!; link < links.start[need + 1]!; link++) {
        const column = programme.column({ cost: links.cost[link]! });
        served.push([column, 1]);
        taken.get(links.offer[link]!)!.push([column, 1]);
      }
      programme.row(amounts[index]!, amounts[index]!, served);
    }
    for (const [offer, entries] of taken) programme.row(0, links.offers[offer]!.quantity, entries);
  }
  const model = programme.build(highs);
  try {
    return solveModel(highs, model)!.objective;
  } finally {
    model.dispose();
  }
}

async function speed(): Promise<Table> {
  const highs = await loadSolver();
  const rows: Table['rows'] = [];
  for (const nearest of [200, 30]) {
    const problem = exampleProblem({ seed: 1, sources: 200, places: 2000, items: 5, nearest });
    const links = linksOf(problem);
    const parts = componentsOf(links).map((component) => {
      const { pool } = poolOf(links, component);
      return { component, pool, amounts: fairAmounts(problem, links, component, pool) };
    });
    const solveAll = (): number =>
      parts.reduce((sum, { pool, amounts }) => {
        const flow = cheapestFlow(pool, amounts);
        return sum + flow.reduce((cost, units, arc) => cost + units * pool.cost[arc]!, 0);
      }, 0);
    // The first run compiles; HiGHS comes compiled.
    const cold = await timed(solveAll);
    const own = await timed(solveAll);
    const whole = await timed(() => allocate(problem));
    const other = await timed(() => byHighs(highs, links, parts));
    const divided = await timed(() => parts.reduce((sum, part) => sum + byHighs(highs, links, [part]), 0));
    rows.push({
      lanes: nearest === 200 ? 'all 200' : 'nearest 30',
      links: links.offer.length,
      'own simplex, s': rounded(own.seconds),
      'first run, s': rounded(cold.seconds),
      'allocate() with report, s': rounded(whole.seconds),
      'HiGHS, s': rounded(other.seconds),
      'HiGHS item by item, s': rounded(divided.seconds),
      'HiGHS / own': rounded(other.seconds / own.seconds),
      'item by item / own': rounded(divided.seconds / own.seconds),
      'HiGHS / allocate()': rounded(other.seconds / whole.seconds),
      'objective off by': rounded(Math.abs(own.value - other.value) / other.value, 2),
      'allocate() off by': rounded(Math.abs(whole.value.report.planned.cost - other.value) / other.value, 2),
    });
  }
  return { title: 'Allocation, 200 sources × 2,000 needs × 5 items: CPU seconds and objective against HiGHS', rows };
}

async function fairness(): Promise<Table> {
  const highs = await loadSolver();
  const rows: Table['rows'] = [];
  for (const { places, sources, seeds } of [
    { places: 200, sources: 20, seeds: [1, 2, 3, 4, 5] },
    { places: 2000, sources: 100, seeds: [1] },
  ]) {
    let worst = 0;
    let beyondRounding = 0;
    let own = 0;
    let programmes = 0;
    for (const seed of seeds) {
      const small = exampleProblem({ seed, sources, places, items: 1, plenty: 0.7, nearest: 4, classes: 2 });
      const problem: AllocationProblem = {
        ...small,
        supplies: small.supplies.map((lot) => ({ ...lot, quantity: 1000 * lot.quantity })),
        needs: small.needs.map((need) => ({ ...need, quantity: 1000 * need.quantity })),
      };
      const links = linksOf(problem);
      for (const component of componentsOf(links)) {
        const { pool } = poolOf(links, component);
        const amounts = await timed(() => fairAmounts(problem, links, component, pool));
        const exact = await timed(() => lexicographicShares(highs, links, component));
        own += amounts.seconds;
        programmes += exact.seconds;
        for (const [index, share] of exact.value.entries()) {
          const off = Math.abs(amounts.value[index]! / pool.demand[index]! - share);
          worst = Math.max(worst, off);
          beyondRounding = Math.max(beyondRounding, off - 1 / pool.demand[index]!);
        }
      }
    }
    rows.push({
      needs: places,
      seeds: seeds.length,
      'largest difference of a share, %': rounded(100 * worst, 2),
      'beyond rounding to whole units, %': rounded(100 * Math.max(0, beyondRounding), 2),
      'own, s': rounded(own),
      'linear programmes, s': rounded(programmes),
    });
  }
  return { title: 'Lexicographic max-min shares against the exact sequence of linear programmes', rows };
}

async function rules(): Promise<Table> {
  const rows: Table['rows'] = [];
  const region = (seed: number): AllocationProblem =>
    exampleProblem({ seed, sources: 8, places: 30, items: 2, plenty: 0.9, classes: 3, rules: 0.3 });
  for (const { regions, count, problemOf } of [
    { regions: 'max-min', count: 40, problemOf: region },
    {
      regions: 'deprivation',
      count: 40,
      problemOf: (seed: number) => ({ ...region(seed), fairness: 'deprivation' as const }),
    },
    { regions: 'minimum lots, limits, fixed costs, substitutes (HiGHS)', count: 8, problemOf: coupledExample },
  ]) {
    let violations = 0;
    let short = 0;
    let served = 0;
    let units = 0;
    for (let seed = 1; seed <= count; seed++) {
      const problem = problemOf(seed);
      const plan = await allocate(problem);
      violations += checkAllocation(problem, plan).length;
      for (const need of plan.needs) {
        if (need.met === need.quantity) continue;
        short++;
        units += need.quantity - need.met;
        const relaxed = applyRelaxation(problem, need.relaxation);
        const after = await allocate(relaxed);
        violations += checkAllocation(relaxed, after).length;
        const outcome = after.needs.find((other) => other.need === need.need)!;
        if (outcome.met === outcome.quantity) served++;
      }
    }
    rows.push({
      regions,
      count,
      'violations found by the checker': violations,
      'needs not met in full': short,
      'units missing': units,
      'served by their relaxation': served,
      '%': rounded((100 * served) / short, 4),
    });
  }
  return { title: 'Rules kept, and relaxations that serve when applied', rows };
}

async function policies(): Promise<Table> {
  const base = exampleProblem({ seed: 3, sources: 40, places: 400, items: 3, plenty: 0.7, classes: 2, rules: 0.1 });
  const rows: Table['rows'] = [];
  for (const fairness of ['max-min', 'deprivation'] as const) {
    const { report } = await allocate({ ...base, fairness });
    const ways = {
      [fairness]: report.planned,
      ...(fairness === 'max-min'
        ? {
            'cheapest for the same totals': report.cheapest,
            'pro-rata by population': report.proRataByPopulation,
            'first come, first served': report.firstComeFirstServed,
          }
        : {}),
    };
    for (const [name, outcome] of Object.entries(ways)) {
      rows.push({
        policy: name,
        'units met': outcome.met,
        'class 1 met, %': rounded((100 * outcome.classes[0]!.met) / outcome.classes[0]!.quantity),
        'least share in class 1': rounded(outcome.classes[0]!.least),
        'Gini, class 1': rounded(outcome.classes[0]!.gini),
        'Gini, class 2': rounded(outcome.classes[1]!.gini),
        cost: outcome.cost,
        'price of fairness, %': name === fairness ? rounded(100 * report.priceOfFairness) : '',
      });
    }
  }
  return { title: 'Outcome by policy: 40 sources, 400 places, 3 items, 70 % of the demand in stock', rows };
}

async function fixedCosts(): Promise<Table> {
  const rows: Table['rows'] = [];
  for (const seed of [1, 2, 3]) {
    const base = exampleProblem({ seed, sources: 20, places: 200, items: 3 });
    const [{ hours, cost, from, to }] = base.matrices as [Required<NonNullable<AllocationProblem['matrices']>[number]>];
    const lanes = from.flatMap((source, row) =>
      to.map((place, column) => ({
        id: `${source}>${place}`,
        from: source,
        to: place,
        hours: hours[row]![column]!,
        cost: cost[row]![column]!,
        fixedCost: 20_000,
      })),
    );
    const problem: AllocationProblem = { ...base, matrices: [], lanes };
    const plan = await timed(() => allocate(problem));
    const { planned, methods } = plan.value.report;
    rows.push({
      seed,
      lanes: lanes.length,
      'lanes used': new Set(plan.value.shipments.map(({ lane }) => lane)).size,
      cost: planned.cost,
      'within 1 % of the best': methods[0]!.optimal ? 'proved' : 'time limit',
      'CPU s': rounded(plan.seconds),
    });
  }
  return { title: 'Fixed charges: 20 × 200 × 3 with 4,000 lanes, by HiGHS', rows };
}

/** All measurements of the allocation. */
export async function run(): Promise<Table[]> {
  return [await policies(), await rules(), await fairness(), await fixedCosts(), await speed()];
}

if (import.meta.main) print(await run());
