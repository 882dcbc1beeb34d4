import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadSolver } from './highs.ts';
import { LinearModel, solveModel } from './linear-model.ts';
import { networkSimplex, type FlowNetwork } from './network-simplex.ts';

const arcs = fc.array(
  fc.record({
    tail: fc.nat(7),
    head: fc.nat(7),
    capacity: fc.nat(9),
    cost: fc.integer({ min: -5, max: 20 }),
  }),
  { minLength: 1, maxLength: 60 },
);

function networkOf(
  list: { tail: number; head: number; capacity: number; cost: number }[],
  supply: number[],
): FlowNetwork {
  return {
    supply: Float64Array.from(supply),
    tail: Int32Array.from(list, (arc) => arc.tail),
    head: Int32Array.from(list, (arc) => arc.head),
    capacity: Float64Array.from(list, (arc) => arc.capacity),
    cost: Float64Array.from(list, (arc) => arc.cost),
  };
}

test('the flow is whole, balanced, within capacity, and as cheap as HiGHS finds', async () => {
  const highs = await loadSolver();
  fc.assert(
    fc.property(arcs, fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 7, maxLength: 7 }), (list, given) => {
      const proper = list.filter((arc) => arc.tail !== arc.head);
      const supply = [...given, -given.reduce((a, b) => a + b, 0)];
      const network = networkOf(proper, supply);
      const { flow, feasible, cost } = networkSimplex(network);
      // With one arc a node to begin with, nearly every problem has to sift.
      const sifted = networkSimplex(network, 1);
      assert.equal(sifted.feasible, feasible);
      if (feasible) assert.equal(sifted.cost, cost);

      const programme = new LinearModel();
      const balance = supply.map((): [number, number][] => []);
      // Ways out at a high price make every problem feasible, and show when ours is not.
      const price = 1e4;
      for (const arc of proper) {
        const column = programme.column({ cost: arc.cost, upper: arc.capacity });
        balance[arc.tail]!.push([column, 1]);
        balance[arc.head]!.push([column, -1]);
      }
      for (const row of balance) {
        row.push([programme.column({ cost: price }), 1], [programme.column({ cost: price }), -1]);
      }
      for (const [node, row] of balance.entries()) programme.row(supply[node]!, supply[node]!, row);
      const model = programme.build(highs);
      const { objective, value } = solveModel(highs, model)!;
      model.dispose();
      const unbalanced = value.subarray(proper.length).some((units) => units > 1e-6);
      assert.equal(feasible, !unbalanced);
      if (!feasible) return;

      assert.ok(Math.abs(objective - cost) < 1e-6 * Math.max(1, Math.abs(cost)), `${objective} is not ${cost}`);
      const left = supply.slice();
      for (const [index, arc] of proper.entries()) {
        assert.ok(Number.isInteger(flow[index]) && flow[index]! >= 0 && flow[index]! <= arc.capacity);
        left[arc.tail]! -= flow[index]!;
        left[arc.head]! += flow[index]!;
      }
      assert.deepEqual(
        left.map(Math.abs),
        supply.map(() => 0),
      );
    }),
    { numRuns: 300 },
  );
});
