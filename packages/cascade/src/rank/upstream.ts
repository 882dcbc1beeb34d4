import { compile } from '../compile/compile.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { Network } from '../model/network.ts';

/** Something that an asset depends on, directly or through others, and the way in which its loss arrives soonest. */
export interface UpstreamAsset {
  readonly target: string;
  /** Hours of autonomy along the way: how soon its loss could be felt, if nothing else stands in for it. */
  readonly hours: number;
  /** From the asset asked about to this one. */
  readonly path: readonly string[];
  /** The dependency with the least autonomy on the way. */
  readonly weakest: { readonly asset: string; readonly service: string; readonly autonomyHours: number };
  /** True where some dependency on the way could be met by others too. */
  readonly hasAlternative: boolean;
  /** False where some dependency on the way is not confirmed. */
  readonly confirmed: boolean;
}

interface Step {
  readonly element: number;
  readonly hours: number;
  readonly path: readonly number[];
  readonly weakest: { readonly dependency: number; readonly autonomy: number };
  readonly hasAlternative: boolean;
  readonly confirmed: boolean;
}

/** All that one asset depends on, soonest felt first (Dijkstra over autonomies, against the direction of supply). */
export function upstream(network: Network, asset: string): UpstreamAsset[] {
  const compiled = compile(network);
  const start = compiled.indexById.get(asset);
  if (start === undefined) return [];
  const { ids, serviceIds, dependencies } = compiled;
  const done = new Set<number>();
  const carriers = new Carriers(compiled);
  const found: UpstreamAsset[] = [];
  const first: Step = {
    element: start,
    hours: 0,
    path: [start],
    weakest: { dependency: -1, autonomy: Infinity },
    hasAlternative: false,
    confirmed: true,
  };
  // Latest first, so that the soonest is taken from the end.
  const steps = [first];
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (done.has(step.element)) continue;
    done.add(step.element);
    if (step.element !== start) {
      const { dependency, autonomy } = step.weakest;
      found.push({
        target: ids[step.element]!,
        hours: step.hours,
        path: step.path.map((element) => ids[element]!),
        weakest: {
          asset: ids[dependencies.asset[dependency]!]!,
          service: serviceIds[dependencies.service[dependency]!]!,
          autonomyHours: autonomy,
        },
        hasAlternative: step.hasAlternative,
        confirmed: step.confirmed,
      });
    }
    for (const next of stepsUp(compiled, carriers, step)) {
      if (!done.has(next.element)) insert(steps, next);
    }
  }
  return found;
}

/** Puts a step before all that come sooner; of those as soon, the one with the smaller element is taken first. */
function insert(steps: Step[], step: Step): void {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = steps[middle]!;
    if (other.hours > step.hours || (other.hours === step.hours && other.element > step.element)) low = middle + 1;
    else high = middle;
  }
  steps.splice(low, 0, step);
}

function stepsUp(compiled: Compiled, carriers: Carriers, step: Step): Step[] {
  const { dependencies, assetCount, linkCount } = compiled;
  if (step.element >= assetCount) return [];
  const steps: Step[] = [];
  for (let d = dependencies.start[step.element]!; d < dependencies.start[step.element + 1]!; d += 1) {
    const autonomy = firstStepAfter(compiled, d);
    const suppliers = suppliersOf(compiled, carriers, d, step.hours + autonomy);
    const end = dependencies.supplierStart[d + 1]!;
    const named = end - dependencies.supplierStart[d]!;
    // A flow may come another way; deliveries come last among the elements.
    const byFlow = dependencies.suppliers[end - 1]! >= assetCount + linkCount;
    for (const element of suppliers) {
      steps.push({
        element,
        hours: step.hours + autonomy,
        path: [...step.path, element],
        weakest: autonomy < step.weakest.autonomy ? { dependency: d, autonomy } : step.weakest,
        hasAlternative: step.hasAlternative || dependencies.required[d]! < named || byFlow,
        confirmed: step.confirmed && dependencies.unconfirmed[d] === 0,
      });
    }
  }
  return steps;
}

/** Hours without supply until an asset is hit at all. */
function firstStepAfter({ dependencies }: Compiled, d: number): number {
  const first = dependencies.stepStart[d]!;
  return Math.max(0, dependencies.stepAfter[first]! - dependencies.usedAtStart[d]!);
}

/** The assets and links that a dependency is met by; for a delivered flow also what carries it there. */
function suppliersOf(compiled: Compiled, carriers: Carriers, d: number, hours: number): number[] {
  const { dependencies, owner, assetCount, linkCount } = compiled;
  const all = new Set<number>();
  for (let s = dependencies.supplierStart[d]!; s < dependencies.supplierStart[d + 1]!; s += 1) {
    const supplier = dependencies.suppliers[s]!;
    all.add(owner[supplier]!);
    if (supplier >= assetCount + linkCount) for (const element of carriers.of(supplier, hours)) all.add(element);
  }
  all.delete(dependencies.asset[d]!);
  return [...all];
}

/** What carries each delivery; given again only where it is felt sooner than before. */
class Carriers {
  readonly #flow: Compiled['flow'];
  readonly #componentOf = new Map<number, number>();
  readonly #felt = new Map<number, number>();

  constructor({ flow }: Compiled) {
    this.#flow = flow;
    for (const [index, { demandElement }] of flow.components.entries()) {
      for (const element of demandElement) this.#componentOf.set(element, index);
    }
  }

  of(delivery: number, hours: number): number[] {
    const index = this.#componentOf.get(delivery);
    const component = this.#flow.components[index ?? -1];
    if (index === undefined || !component || hours >= (this.#felt.get(index) ?? Infinity)) return [];
    this.#felt.set(index, hours);
    return [...component.nodeAsset, ...component.linkElement];
  }
}
