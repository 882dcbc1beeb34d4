import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apportion, proRata } from './apportion.ts';
import { gini } from './compare.ts';
import { maximumFlow, reachable, residualNetwork } from './max-flow.ts';
import { formatChange, formatReason } from './words.ts';

test('parts sum exactly, each within one of its share', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(fc.nat(10_000), { minLength: 1 }), (total, weights) => {
      const sum = weights.reduce((a, b) => a + b, 0);
      const parts = apportion(total, weights);
      assert.equal(
        parts.reduce((a, b) => a + b, 0),
        sum === 0 ? 0 : total,
      );
      for (const [index, part] of parts.entries()) {
        if (sum > 0) assert.ok(Math.abs(part - (total * weights[index]!) / sum) < 1);
      }
    }),
  );
});

test('what one cannot use is divided among the others', () => {
  assert.deepEqual(proRata(100, [10, 100, 100], [50, 25, 25]), [10, 45, 45]);
  assert.deepEqual(proRata(500, [10, 20], [1, 1]), [10, 20]);
});

test('the Gini coefficient of known lists', () => {
  assert.equal(gini([1, 1, 1]), 0);
  assert.equal(gini([0, 0, 0, 1]), 0.75);
  assert.ok(Math.abs(gini([1, 2, 3]) - 2 / 9) < 1e-12);
});

test('a maximum flow equals the cut that it leaves', () => {
  const arc = fc.record({ tail: fc.nat(9), head: fc.nat(9), capacity: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(arc, { maxLength: 60 }), (arcs) => {
      const network = residualNetwork(
        10,
        arcs.map((a) => a.tail),
        arcs.map((a) => a.head),
        arcs.map((a) => a.capacity),
      );
      const flow = maximumFlow(network, 0, 9);
      const side = reachable(network, 0);
      assert.equal(side[9], 0);
      const cut = arcs.filter((a) => side[a.tail] === 1 && side[a.head] === 0).reduce((sum, a) => sum + a.capacity, 0);
      assert.equal(flow, cut);
    }),
  );
});

test('reasons and changes read as sentences in both languages', () => {
  const reason = {
    code: 'cold-chain',
    source: 'lot-7',
    quantity: 1200,
    from: 'Doha',
    range: { minC: 2, maxC: 8 },
    withinHours: 6,
  } as const;
  assert.equal(
    formatReason(reason),
    'No vehicle that holds 2 to 8 °C goes from Doha within 6 hr (1,200 units of lot-7).',
  );
  assert.match(formatReason(reason, 'ar'), /^لا توجد مركبة تحفظ .*\u2068Doha\u2069/);
  const change = { kind: 'reserve', need: 'ward', source: 'lot-7', quantity: 30 } as const;
  assert.equal(formatChange(change), 'Release 30 reserved units of lot-7 for ward.');
  assert.match(formatChange(change, 'ar'), /30|٣٠/);
});
