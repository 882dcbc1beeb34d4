import { failure, ok, type Issue, type Result } from '@sanad/result';
import { convert } from '../stock/units.ts';
import { periodsOf } from './admission.ts';
import { ENTRIES, PERIODS, PROBLEM, SUBSTITUTE, TEMPERATURES, TERMS } from './problem-shape.ts';
import { ShapeCheck } from './shape.ts';
import type { AllocationItem, AllocationProblem, Need, Supply } from './problem.ts';

/** Pairs of offer and need that a problem may have; beyond, it has to be divided by region. */
const MOST_PAIRS = 20_000_000;

/**
 * Checks a problem, from JSON or from code, and states all quantities in base units. Issues name the entry (`path`)
 * and the rule (`code`): unknown items, units that don't convert, fractions of pieces, windows that close before they
 * open, and so on.
 */
export function checkAllocationProblem(input: unknown): Result<AllocationProblem> {
  const shape = new ShapeCheck();
  shape.object('', input, PROBLEM);
  if (shape.issues.length > 0) return failure(...shape.issues);
  const problem = input as AllocationProblem;
  checkShapes(shape, problem);
  if (shape.issues.length > 0) return failure(...shape.issues);
  const issues = [...crossChecks(problem)];
  const items = new Map(problem.items.map((item) => [item.id, item]));
  const supplies = problem.supplies.map((supply, index) => inBaseUnits('supplies', supply, index, items, issues));
  const needs = problem.needs.map((need, index) => inBaseUnits('needs', need, index, items, issues));
  if (issues.length === 0) issues.push(...sizeChecks({ ...problem, supplies, needs }));
  return issues.length > 0 ? failure(...issues) : ok({ ...problem, supplies, needs });
}

function checkShapes(shape: ShapeCheck, problem: AllocationProblem): void {
  if (problem.periods) shape.object('periods', problem.periods, PERIODS);
  for (const list of ['items', 'supplies', 'production', 'needs', 'lanes', 'matrices'] as const) {
    shape.each(list, problem[list] ?? [], ENTRIES[list]);
  }
  if (shape.issues.length > 0) return;
  for (const [index, item] of problem.items.entries()) {
    if (item.storage) shape.object(`items/${index}/storage`, item.storage, TEMPERATURES);
  }
  for (const list of ['supplies', 'production'] as const) {
    for (const [index, { terms }] of (problem[list] ?? []).entries()) {
      if (terms) shape.object(`${list}/${index}/terms`, terms, TERMS);
    }
  }
  for (const [index, { substitutes }] of problem.needs.entries()) {
    shape.each(`needs/${index}/substitutes`, substitutes ?? [], SUBSTITUTE);
  }
  for (const list of ['lanes', 'matrices'] as const) {
    for (const [index, { holds }] of (problem[list] ?? []).entries()) {
      if (holds) shape.object(`${list}/${index}/holds`, holds, TEMPERATURES);
    }
  }
  for (const [index, matrix] of (problem.matrices ?? []).entries()) {
    const size = { rows: matrix.from.length, columns: matrix.to.length };
    shape.grid(`matrices/${index}/hours`, matrix.hours, size, true);
    if (matrix.cost) shape.grid(`matrices/${index}/cost`, matrix.cost, size, false);
  }
}

/** What spans several fields or entries. */
function* crossChecks(problem: AllocationProblem): Generator<Issue> {
  const items = new Set(problem.items.map((item) => item.id));
  yield* duplicates('items', problem.items);
  yield* duplicates('needs', problem.needs);
  yield* duplicates('supplies', [...problem.supplies, ...(problem.production ?? [])]);
  yield* duplicates('lanes', problem.lanes ?? []);
  if (problem.fairness !== undefined && !['max-min', 'deprivation'].includes(problem.fairness)) {
    yield issue(
      'unknown-fairness',
      'fairness',
      `The fairness ${problem.fairness as string} is neither max-min nor deprivation.`,
    );
  }
  if (periodsOf(problem).hours <= 0)
    yield issue('bad-period', 'periods/hours', 'A period must last more than 0 hours.');
  for (const [index, item] of problem.items.entries()) {
    const { storage } = item;
    if (storage && storage.minC > storage.maxC) {
      yield issue('empty-range', `items/${index}/storage`, `The storage range of ${item.id} ends below its start.`);
    }
  }
  const unknownItem = (path: string, id: string, item: string): Issue =>
    issue('unknown-item', `${path}/item`, `${id} names the item ${item}, which is not among the items.`);
  for (const [index, supply] of problem.supplies.entries()) {
    if (!items.has(supply.item)) yield unknownItem(`supplies/${index}`, supply.id, supply.item);
  }
  for (const [index, line] of (problem.production ?? []).entries()) {
    if (!items.has(line.item)) yield unknownItem(`production/${index}`, line.id, line.item);
    if (line.ramp?.some((share) => share < 0 || share > 1)) {
      yield issue('bad-ramp', `production/${index}/ramp`, `The ramp of ${line.id} must hold shares between 0 and 1.`);
    }
  }
  for (const [index, need] of problem.needs.entries()) {
    if (!items.has(need.item)) yield unknownItem(`needs/${index}`, need.id, need.item);
    for (const [at, substitute] of (need.substitutes ?? []).entries()) {
      if (!items.has(substitute.item)) yield unknownItem(`needs/${index}/substitutes/${at}`, need.id, substitute.item);
    }
    const accepted = [need.item, ...(need.substitutes ?? []).map(({ item }) => item)];
    if (new Set(accepted).size < accepted.length) {
      const message = `The need ${need.id} accepts an item twice; each item counts at one rate only.`;
      yield issue('duplicate-substitute', `needs/${index}/substitutes`, message);
    }
    if (need.fromHour !== undefined && need.fromHour > need.byHour) {
      const message = `The need ${need.id} can take goods in from hour ${need.fromHour}, after its deadline ${need.byHour}.`;
      yield issue('window-closed', `needs/${index}/fromHour`, message);
    }
  }
}

function* sizeChecks(problem: AllocationProblem): Generator<Issue> {
  const asking = new Map<string, number>();
  for (const need of problem.needs) asking.set(need.item, (asking.get(need.item) ?? 0) + 1);
  const batches = periodsOf(problem).count;
  let pairs = 0;
  for (const supply of problem.supplies) pairs += asking.get(supply.item) ?? 0;
  for (const line of problem.production ?? []) pairs += batches * (asking.get(line.item) ?? 0);
  if (pairs > MOST_PAIRS) {
    const message = `${pairs} pairs of supply and need are too many for one plan; divide it by region (at most ${MOST_PAIRS}).`;
    yield issue('too-large', 'needs', message);
  }
  let units = 0;
  for (const { quantity } of [...problem.supplies, ...problem.needs]) units += quantity;
  for (const line of problem.production ?? []) units += line.ratePerPeriod * batches;
  let dearest = 1;
  const load = problem.items.reduce((most, item) => Math.max(most, item.load ?? 1), 1);
  for (const lane of problem.lanes ?? []) dearest = Math.max(dearest, (lane.cost ?? 0) * load);
  for (const matrix of problem.matrices ?? [])
    for (const row of matrix.cost ?? []) for (const cost of row) dearest = Math.max(dearest, cost * load);
  for (const { unitCost } of [...problem.supplies, ...(problem.production ?? [])])
    dearest = Math.max(dearest, unitCost ?? 0);
  if (!Number.isSafeInteger(Math.ceil(units * dearest))) {
    yield issue('too-large', '', 'Quantities times costs pass 2^53 and would no longer be exact; use larger units.');
  }
}

function inBaseUnits<T extends Supply | Need>(
  list: string,
  entry: T,
  index: number,
  items: ReadonlyMap<string, AllocationItem>,
  issues: Issue[],
): T {
  const item = items.get(entry.item);
  const base = item?.unit ?? 'unit';
  if (!item || entry.unit === undefined || entry.unit === base) return entry;
  const units = { base, ...(item.units ? { others: item.units } : {}) };
  const inBase = (field: string, quantity: number): number => {
    const converted = convert(quantity, entry.unit!, base, units);
    if (converted.ok) return converted.value;
    for (const { code, message } of converted.issues) {
      issues.push(issue(code, `${list}/${index}/${field}`, `${entry.id} (${item.id}): ${message}`));
    }
    return quantity;
  };
  const quantity = inBase('quantity', entry.quantity);
  const result = { ...entry, quantity, unit: base };
  if ('reserve' in entry && entry.reserve !== undefined)
    return { ...result, reserve: inBase('reserve', entry.reserve) };
  return result;
}

function* duplicates(list: string, entries: readonly { readonly id: string }[]): Generator<Issue> {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) yield issue('duplicate-id', `${list}/${index}/id`, `The id ${id} occurs more than once.`);
    seen.add(id);
  }
}

function issue(code: string, path: string, message: string): Issue {
  return { code, path, message };
}
