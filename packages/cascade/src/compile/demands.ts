import type { CompiledDemands } from './compiled.ts';
import type { Elements } from './compile.ts';
import { groupBy } from './slices.ts';

/** Demands by the element whose level meets them: the delivery in a flow service, the asset itself in a logical one. */
export function compileDemands(elements: Elements): CompiledDemands {
  const element: number[] = [];
  const service: number[] = [];
  const amount: number[] = [];
  const people: number[] = [];
  for (const [asset, { demands }] of elements.assets.entries()) {
    for (const demand of demands ?? []) {
      const index = elements.serviceIndex.get(demand.service) ?? 0;
      element.push(elements.delivery(asset, index) ?? asset);
      service.push(index);
      amount.push(demand.amount);
      people.push(demand.people ?? 0);
    }
  }
  const { starts, rows } = groupBy(element, elements.count);
  const peopleAt = new Float64Array(elements.count);
  for (const [row, at] of element.entries()) peopleAt[at]! += people[row] ?? 0;
  return {
    start: starts,
    service: Uint16Array.from(rows, (row) => service[row] ?? 0),
    amount: Float64Array.from(rows, (row) => amount[row] ?? 0),
    people: Float64Array.from(rows, (row) => people[row] ?? 0),
    peopleAt,
  };
}
