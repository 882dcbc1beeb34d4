import type { Dependency } from '../model/network.ts';
import type { CompiledDependencies } from './compiled.ts';
import type { Elements } from './compile.ts';
import { groupBy, startsOf } from './slices.ts';

const ANY_LEVEL = Number.MIN_VALUE;
const FULL_DELIVERY = 0.999;

/** Dependencies by asset, in an order that does not depend on that of the input. */
export function compileDependencies(input: readonly Dependency[], elements: Elements): CompiledDependencies {
  const rows = readRows(input, elements);
  const { starts, order } = inOrder(input, rows, elements.count);
  const count = order.length;
  const supplierStart = startsOf(order.map((row) => rows.start[row + 1]! - rows.start[row]!));
  const suppliers = new Int32Array(rows.suppliers.length);
  const dependencyOf = new Int32Array(rows.suppliers.length);
  const stepStart = startsOf(order.map((row) => input[row]!.degradation?.length ?? 1));
  const stepAfter = new Float64Array(stepStart[count]!);
  const stepLevel = new Float64Array(stepStart[count]!);
  const required = new Int32Array(count);
  const minimumLevel = new Float64Array(count);
  const usedAtStart = new Float64Array(count);
  const refillRate = new Float64Array(count);
  const returnHours = new Float64Array(count);
  const unconfirmed = new Uint8Array(count);

  for (let d = 0; d < count; d += 1) {
    const row = order[d]!;
    const dependency = input[row]!;
    const first = supplierStart[d]!;
    const end = supplierStart[d + 1]!;
    for (let at = first; at < end; at += 1) suppliers[at] = rows.suppliers[rows.start[row]! + at - first]!;
    dependencyOf.fill(d, first, end);
    required[d] = requiredOf(dependency, end - first);
    // Deliveries come last among the elements, and suppliers are in order.
    const byFlow = suppliers[end - 1]! >= elements.indexById.size;
    minimumLevel[d] = dependency.minimumLevel ?? (byFlow ? FULL_DELIVERY : ANY_LEVEL);
    stepAfter[stepStart[d]!] = dependency.autonomyHours ?? 0;
    for (const [step, { afterHours, level }] of dependency.degradation?.entries() ?? []) {
      stepAfter[stepStart[d]! + step] = afterHours;
      stepLevel[stepStart[d]! + step] = level;
    }
    const store = stepAfter[stepStart[d + 1]! - 1]!;
    usedAtStart[d] = store * (1 - (dependency.fill ?? 1));
    refillRate[d] = refillRateOf(dependency, store);
    returnHours[d] = dependency.returnHours ?? 0;
    unconfirmed[d] = dependency.confirmed === false ? 1 : 0;
  }

  const dependents = groupBy(suppliers, elements.count);
  return {
    count,
    start: starts,
    asset: order.map((row) => rows.asset[row]!),
    service: Uint16Array.from(order, (row) => rows.service[row]!),
    supplierStart,
    suppliers,
    required,
    minimumLevel,
    stepStart,
    stepAfter,
    stepLevel,
    usedAtStart,
    refillRate,
    returnHours,
    unconfirmed,
    dependentStart: dependents.starts,
    dependents: dependents.rows.map((row) => dependencyOf[row]!),
    source: order,
  };
}

/** What ids stand for, in the order of the input. */
interface Rows {
  readonly asset: Int32Array;
  readonly service: Int32Array;
  /** Suppliers of row r, in order: `suppliers[start[r]]` up to `start[r + 1]`. */
  readonly start: Int32Array;
  readonly suppliers: Int32Array;
}

function readRows(input: readonly Dependency[], elements: Elements): Rows {
  const asset = new Int32Array(input.length);
  const service = new Int32Array(input.length);
  const start = startsOf(Int32Array.from(input, (dependency) => dependency.on?.length ?? 1));
  const suppliers = new Int32Array(start[input.length]!);
  for (let row = 0; row < input.length; row += 1) {
    const dependency = input[row]!;
    asset[row] = elements.indexById.get(dependency.asset) ?? 0;
    service[row] = elements.serviceIndex.get(dependency.service) ?? 0;
    const count = start[row + 1]! - start[row]!;
    for (let index = 0; index < count; index += 1) {
      const named = dependency.on ? (elements.indexById.get(dependency.on[index]!) ?? 0) : asset[row]!;
      // Where an asset draws the flow service, what it passes on is what is delivered to it.
      suppliers[start[row]! + index] = elements.delivery(named, service[row]!) ?? named;
    }
    if (count > 1) suppliers.subarray(start[row], start[row + 1]).sort();
  }
  return { asset, service, start, suppliers };
}

/** Rows by asset, then by what they say, so that a shuffled input compiles alike. */
function inOrder(input: readonly Dependency[], rows: Rows, assets: number): { starts: Int32Array; order: Int32Array } {
  const compare = (a: number, b: number): number =>
    rows.service[a]! - rows.service[b]! ||
    compareSuppliers(rows, a, b) ||
    (contentOf(input[a]!) < contentOf(input[b]!) ? -1 : 1);
  const { starts, rows: order } = groupBy(rows.asset, assets);
  for (let asset = 0; asset < assets; asset += 1) {
    if (starts[asset + 1]! - starts[asset]! > 1) order.subarray(starts[asset], starts[asset + 1]).sort(compare);
  }
  return { starts, order };
}

function compareSuppliers({ start, suppliers }: Rows, a: number, b: number): number {
  for (let x = start[a]!, y = start[b]!; x < start[a + 1]! && y < start[b + 1]!; x += 1, y += 1) {
    if (suppliers[x] !== suppliers[y]) return suppliers[x]! - suppliers[y]!;
  }
  return start[a + 1]! - start[a]! - (start[b + 1]! - start[b]!);
}

/** What a dependency says beside whom it needs, its properties in the order of their names. */
function contentOf(dependency: Dependency): string {
  const said = Object.entries(dependency).filter(([name]) => name !== 'on');
  return JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function requiredOf({ rule }: Dependency, count: number): number {
  if (rule === undefined || rule === 'all') return count;
  return rule === 'any' ? 1 : rule.atLeast;
}

function refillRateOf({ refill, refillHours }: Dependency, store: number): number {
  if (refill === 'by-delivery') return 0;
  return refillHours ? store / refillHours : Infinity;
}
