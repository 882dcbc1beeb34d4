import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exampleProblem } from '../testing/example-problem.ts';
import { allocate } from './allocate.ts';
import { checkAllocationProblem } from './check-problem.ts';
import type { AllocationProblem } from './problem.ts';

const good: AllocationProblem = {
  items: [{ id: 'glove', unit: 'pair', units: { box: 50, single: '1/2' } }],
  supplies: [{ id: 's', item: 'glove', place: 'a', quantity: 2, unit: 'box' }],
  needs: [{ id: 'n', item: 'glove', place: 'a', quantity: 30, unit: 'single', priority: 1, byHour: 24 }],
};

const codes = (problem: unknown): string[] => {
  const checked = checkAllocationProblem(problem);
  return checked.ok ? [] : checked.issues.map(({ code, path }) => `${code} ${path}`);
};

test('quantities are stated in base units', () => {
  const checked = checkAllocationProblem(good);
  assert.ok(checked.ok);
  assert.equal(checked.value.supplies[0]!.quantity, 100);
  assert.equal(checked.value.needs[0]!.quantity, 15);
});

test('what is wrong is named by entry and rule', () => {
  const need = good.needs[0]!;
  const withNeed = (change: object): unknown => ({ ...good, needs: [{ ...need, ...change }] });
  assert.deepEqual(codes(withNeed({ quantity: 31 })), ['not-whole needs/0/quantity']);
  assert.deepEqual(codes(withNeed({ quantity: -1 })), ['wrong-type needs/0/quantity']);
  assert.deepEqual(codes(withNeed({ quantity: 1.5 })), ['wrong-type needs/0/quantity']);
  assert.deepEqual(codes(withNeed({ unit: 'crate' })), ['unknown-unit needs/0/quantity']);
  assert.deepEqual(codes(withNeed({ fromHour: 25 })), ['window-closed needs/0/fromHour']);
  assert.deepEqual(codes(withNeed({ substitutes: [{ item: 'glove' }] })), ['duplicate-substitute needs/0/substitutes']);
  assert.deepEqual(codes(withNeed({ item: 'mask' })), ['unknown-item needs/0/item']);
  assert.deepEqual(codes(withNeed({ colour: 'red' })), ['unknown-field needs/0/colour']);
  assert.deepEqual(codes({ ...good, supplies: [...good.supplies, good.supplies[0]] }), ['duplicate-id supplies/1/id']);
  assert.deepEqual(codes({ ...good, fairness: 'luck' }), ['unknown-fairness fairness']);
  const matrix = { from: ['a'], to: ['b', 'c'], hours: [[1]] };
  assert.deepEqual(codes({ ...good, matrices: [matrix] }), ['wrong-size matrices/0/hours']);
  const heavy = withNeed({ quantity: 2 * Number.MAX_SAFE_INTEGER });
  assert.deepEqual(codes(heavy), ['wrong-type needs/0/quantity']);
});

test('a bad problem is answered, not thrown', async () => {
  const plan = await allocate({ ...good, needs: [{ ...good.needs[0]!, unit: 'crate' }] });
  assert.equal(plan.issues[0]!.code, 'unknown-unit');
  assert.match(plan.issues[0]!.message, /crate does not convert to pair; known are pair, box, single/);
  assert.deepEqual(plan.shipments, []);
});

test('nothing that JSON can hold makes the check throw', () => {
  const fields = Object.keys(exampleProblem({ seed: 1, sources: 1, places: 1, items: 1 }));
  const entry = fc.dictionary(
    fc.constantFrom('id', 'item', 'quantity', 'from', 'to', 'hours', 'terms', 'holds'),
    fc.jsonValue(),
  );
  const almost = fc.dictionary(
    fc.constantFrom(...fields, 'lanes', 'production', 'periods'),
    fc.oneof(fc.jsonValue(), fc.array(entry)),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), almost), (input) => void checkAllocationProblem(input)),
    { numRuns: 200 },
  );
});
