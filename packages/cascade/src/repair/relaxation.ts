import type { Compiled } from '../compile/compiled.ts';

/** What a linear programme is made of. */
export interface Programme {
  readonly objective: string[];
  readonly rows: string[];
  readonly bounds: string[];
  /** Variables that are none or one: whether a dependency is met. */
  readonly whole: string[];
}

/** What is affected if nothing is repaired, and when it is still held up by stores. */
export interface Affected {
  readonly elements: ReadonlySet<number>;
  /** Per element: until when at most it can work on stores alone. */
  readonly worksUntil: ReadonlyMap<number, number>;
}

/**
 * The rules of a cascade at one moment as linear constraints, weaker than the rules: levels may be anything between,
 * stores last as long as they can at most, and flow is steered to where most people are. So what it serves is never
 * less than what any plan serves then. Variables: `y` levels, `f` links, `s` feeds, `d` deliveries in flow.
 */
export function relaxedRules(compiled: Compiled, { elements, worksUntil }: Affected, at: number): Programme {
  const { assetCount, dependencies, demands } = compiled;
  const programme: Programme = { objective: [], rows: [], bounds: [], whole: [] };
  const least = leastLevel(compiled);
  for (const element of elements) {
    programme.bounds.push(`0 <= y${element} <= 1`);
    const people = demands.peopleAt[element]!;
    if (people > 0) programme.objective.push(`+ ${people} y${element}`);
    if (element >= assetCount) continue;
    for (let d = dependencies.start[element]!; d < dependencies.start[element + 1]!; d += 1) {
      if (at > heldUntil(compiled, d, worksUntil)) dependencyRule(compiled, d, elements, least, programme);
    }
  }
  for (const [index, component] of compiled.flow.components.entries()) {
    const touched = [...component.nodeAsset, ...component.linkElement, ...component.demandElement].some((each) =>
      elements.has(each),
    );
    if (touched) flowRules(compiled, index, elements, least, programme);
  }
  return programme;
}

/** Until when a dependency's store can hold its asset up, the supplier having worked as long as it can. */
export function heldUntil({ dependencies }: Compiled, d: number, worksUntil: ReadonlyMap<number, number>): number {
  let lost = 0;
  for (let s = dependencies.supplierStart[d]!; s < dependencies.supplierStart[d + 1]!; s += 1) {
    lost = Math.max(lost, worksUntil.get(dependencies.suppliers[s]!) ?? 0);
  }
  return lost + dependencies.stepAfter[dependencies.stepStart[d + 1]! - 1]!;
}

/** The smallest level above nothing that anything can have by degradation; what a supplier at any level must at least be. */
function leastLevel({ dependencies }: Compiled): number {
  let least = 1;
  for (const level of dependencies.stepLevel) if (level > 0 && level < least) least = level;
  return least;
}

function dependencyRule(
  compiled: Compiled,
  d: number,
  elements: ReadonlySet<number>,
  least: number,
  { rows, bounds, whole }: Programme,
): void {
  const { dependencies } = compiled;
  const left = dependencies.stepLevel[dependencies.stepStart[d + 1]! - 1]!;
  // y ≤ left + (1 − left) z: what the asset keeps without supply, and the rest with it.
  rows.push(`y${dependencies.asset[d]!} - ${1 - left} z${d} <= ${left}`);
  bounds.push(`0 <= z${d} <= 1`);
  whole.push(`z${d}`);
  const minimum = Math.max(dependencies.minimumLevel[d]!, Math.min(least, 0.05));
  const terms: string[] = [];
  let sure = 0;
  for (let s = dependencies.supplierStart[d]!; s < dependencies.supplierStart[d + 1]!; s += 1) {
    const supplier = dependencies.suppliers[s]!;
    if (!elements.has(supplier)) {
      sure += 1;
      continue;
    }
    // A supplier counts as far as it reaches its minimum.
    rows.push(`o${s} - ${1 / minimum} y${supplier} <= 0`);
    bounds.push(`0 <= o${s} <= 1`);
    terms.push(`- o${s}`);
  }
  rows.push(`${dependencies.required[d]!} z${d} ${terms.join(' ')} <= ${sure}`);
}

function flowRules(
  { flow }: Compiled,
  index: number,
  elements: ReadonlySet<number>,
  least: number,
  { rows, bounds }: Programme,
): void {
  const {
    nodeAsset,
    linkElement,
    linkFrom,
    linkTo,
    linkCapacity,
    linkOneWay,
    supply,
    demandNode,
    demandAmount,
    demandElement,
    usual,
  } = flow.components[index]!;
  const name = (kind: string, number: number): string => `${kind}${index}_${number}`;
  const balance: string[] = Array.from(nodeAsset, () => '');
  // A node passes flow on at any level above nothing.
  const works = Math.min(least, 0.05);
  for (const [link, capacity] of linkCapacity.entries()) {
    const variable = name('f', link);
    balance[linkFrom[link]!] += ` - ${variable}`;
    balance[linkTo[link]!] += ` + ${variable}`;
    bounds.push(`${linkOneWay[link] === 1 ? 0 : -capacity} <= ${variable} <= ${capacity}`);
    const limits: [number, number][] = [[linkElement[link]!, capacity]];
    for (const end of [linkFrom[link]!, linkTo[link]!]) limits.push([nodeAsset[end]!, capacity / works]);
    for (const [element, slope] of limits) {
      if (!elements.has(element)) continue;
      rows.push(`${variable} - ${slope} y${element} <= 0`);
      if (linkOneWay[link] !== 1) rows.push(`- ${variable} - ${slope} y${element} <= 0`);
    }
  }
  for (const [node, asset] of nodeAsset.entries()) {
    const variable = name('s', node);
    bounds.push(`0 <= ${variable} <= ${supply[node]!}`);
    balance[node] += ` + ${variable}`;
    if (elements.has(asset)) rows.push(`${variable} - ${supply[node]!} y${asset} <= 0`);
  }
  for (const [demand, node] of demandNode.entries()) {
    const variable = name('d', demand);
    bounds.push(`0 <= ${variable} <= ${demandAmount[demand]!}`);
    balance[node] += ` - ${variable}`;
    const element = demandElement[demand]!;
    if (elements.has(nodeAsset[node]!))
      rows.push(`${variable} - ${demandAmount[demand]! / works} y${nodeAsset[node]!} <= 0`);
    if (elements.has(element) && usual.delivered[demand]! > 0)
      rows.push(`${usual.delivered[demand]!} y${element} - ${variable} <= 0`);
  }
  for (const row of balance) if (row !== '') rows.push(`${row} = 0`);
}
