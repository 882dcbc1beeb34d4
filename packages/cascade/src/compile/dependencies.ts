import type { Dependency } from '../model/network.ts';
import type { CompiledDependencies } from './compiled.ts';
import type { Elements } from './compile.ts';
import { groupBy, startsOf } from './slices.ts';

const ANY_LEVEL = Number.MIN_VALUE;
const FULL_DELIVERY = 0.999;

/** Dependencies by asset, in an order that does not depend on that of the input. */
export function compileDependencies(input: readonly Dependency[], elements: Elements): CompiledDependencies {
  const order = inOrder(input, elements);
  const count = order.length;
  const asset = new Int32Array(count);
  const service = new Uint16Array(count);
  const required = new Int32Array(count);
  const minimumLevel = new Float64Array(count);
  const usedAtStart = new Float64Array(count);
  const refillRate = new Float64Array(count);
  const returnHours = new Float64Array(count);
  const unconfirmed = new Uint8Array(count);
  const supplierCounts = new Int32Array(count);
  const stepCounts = new Int32Array(count);
  const suppliers: number[] = [];
  const stepAfter: number[] = [];
  const stepLevel: number[] = [];

  for (let index = 0; index < count; index += 1) {
    const dependency = input[order[index] ?? 0]!;
    asset[index] = elements.indexById.get(dependency.asset) ?? 0;
    service[index] = elements.serviceIndex.get(dependency.service) ?? 0;
    const from = suppliersOf(dependency, elements);
    for (const supplier of from) suppliers.push(supplier);
    supplierCounts[index] = from.length;
    required[index] = requiredOf(dependency, from.length);
    const byFlow = from.some((supplier) => supplier >= elements.indexById.size);
    minimumLevel[index] = dependency.minimumLevel ?? (byFlow ? FULL_DELIVERY : ANY_LEVEL);
    const steps = dependency.degradation ?? [{ afterHours: dependency.autonomyHours ?? 0, level: 0 }];
    for (const step of steps) {
      stepAfter.push(step.afterHours);
      stepLevel.push(step.level);
    }
    stepCounts[index] = steps.length;
    const store = steps.at(-1)?.afterHours ?? 0;
    usedAtStart[index] = store * (1 - (dependency.fill ?? 1));
    refillRate[index] = refillRateOf(dependency, store);
    returnHours[index] = dependency.returnHours ?? 0;
    unconfirmed[index] = dependency.confirmed === false ? 1 : 0;
  }

  const supplierStart = startsOf(supplierCounts);
  const dependencyOf = new Int32Array(suppliers.length);
  for (let index = 0; index < count; index += 1)
    dependencyOf.fill(index, supplierStart[index], supplierStart[index + 1]);
  const dependents = groupBy(suppliers, elements.count);
  return {
    count,
    start: groupBy(asset, elements.count).starts,
    asset,
    service,
    supplierStart,
    suppliers: Int32Array.from(suppliers),
    required,
    minimumLevel,
    stepStart: startsOf(stepCounts),
    stepAfter: Float64Array.from(stepAfter),
    stepLevel: Float64Array.from(stepLevel),
    usedAtStart,
    refillRate,
    returnHours,
    unconfirmed,
    dependentStart: dependents.starts,
    dependents: dependents.rows.map((row) => dependencyOf[row] ?? 0),
    source: order,
  };
}

/** Indexes of the input by asset, then by their whole content, so that a shuffled input compiles alike. */
function inOrder(input: readonly Dependency[], elements: Elements): Int32Array {
  const asset = input.map((dependency) => elements.indexById.get(dependency.asset) ?? 0);
  const { starts, rows } = groupBy(asset, elements.count);
  const content = new Map<number, string>();
  const keyOf = (row: number): string => {
    let key = content.get(row);
    if (key === undefined) {
      const { on, rule, ...rest } = input[row]!;
      const fields = Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1));
      content.set(row, (key = JSON.stringify([rest.service, on?.toSorted(), rule, fields])));
    }
    return key;
  };
  for (let at = 0; at < elements.count; at += 1) {
    const slice = rows.subarray(starts[at], starts[at + 1]);
    if (slice.length < 2) continue;
    slice.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
  return rows;
}

/** The elements that supply, in order; a delivery where an asset draws the flow service that it passes on. */
function suppliersOf({ asset, service, on }: Dependency, elements: Elements): number[] {
  const serviceIndex = elements.serviceIndex.get(service) ?? 0;
  const names = on ?? [asset];
  const found = names.map((name) => {
    const index = elements.indexById.get(name) ?? 0;
    return elements.delivery(index, serviceIndex) ?? index;
  });
  return found.toSorted((a, b) => a - b);
}

function requiredOf({ rule }: Dependency, count: number): number {
  if (rule === undefined || rule === 'all') return count;
  return rule === 'any' ? 1 : rule.atLeast;
}

function refillRateOf({ refill, refillHours }: Dependency, store: number): number {
  if (refill === 'by-delivery') return 0;
  return refillHours ? store / refillHours : Infinity;
}
