import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocate } from './allocate.ts';
import type { Change, Reason } from './allocation.ts';
import { checkAllocation } from './check-allocation.ts';
import type { AllocationProblem, Lane, Need, Supply } from './problem.ts';
import { applyRelaxation } from './relax.ts';
import { formatChange, formatReason } from './words.ts';

const lot: Supply = { id: 'lot', item: 'vaccine', place: 'depot', owner: 'firm', quantity: 100, expiryHour: 500 };
const need: Need = {
  id: 'need',
  item: 'vaccine',
  place: 'town',
  party: 'clinic',
  quantity: 60,
  priority: 2,
  byHour: 24,
};
const van: Lane = { id: 'van', from: 'depot', to: 'town', hours: 10, holds: { minC: 3, maxC: 6 } };

interface Case {
  readonly name: string;
  readonly lot?: Partial<Supply>;
  readonly need?: Partial<Need>;
  readonly van?: Partial<Lane>;
  readonly more?: Partial<AllocationProblem>;
  readonly reasons: Reason['code'][];
  readonly changes: Change['kind'][];
  readonly words: RegExp;
}

const cases: Case[] = [
  {
    name: 'the owner keeps it',
    lot: { reserve: 100 },
    reasons: ['reserved'],
    changes: ['reserve'],
    words: /100 units of lot are reserved by firm/,
  },
  {
    name: 'the terms exclude the party',
    lot: { terms: { recipients: ['other'] } },
    reasons: ['terms'],
    changes: ['terms'],
    words: /terms keep 100 units/,
  },
  {
    name: 'the terms exclude the priority',
    lot: { terms: { leastPriority: 1 } },
    reasons: ['terms'],
    changes: ['terms'],
    words: /recipient or priority/,
  },
  {
    name: 'it comes too late',
    need: { byHour: 6 },
    reasons: ['too-late'],
    changes: ['deadline'],
    words: /arrive in 10 hr, needed within 6 hr/,
  },
  {
    name: 'it is not there yet',
    lot: { availableHour: 20 },
    reasons: ['too-late'],
    changes: ['deadline'],
    words: /arrive in 30 hr, needed within 24 hr/,
  },
  {
    name: 'no vehicle is cold enough',
    van: { holds: { minC: 15, maxC: 25 } },
    reasons: ['cold-chain'],
    changes: ['lane'],
    words: /No vehicle that holds 2 to 8 °C goes from depot within 24 hr/,
  },
  {
    name: 'too little shelf life is left',
    need: { minimumShelfHours: 600 },
    reasons: ['shelf-life'],
    changes: ['shelf-life'],
    words: /with 490 hr of shelf life, at least 600 hr/,
  },
  {
    name: 'it expires on the way',
    lot: { expiryHour: 9 },
    reasons: ['expired'],
    changes: ['supply'],
    words: /expire before they could arrive/,
  },
  {
    name: 'no way leads there',
    van: { to: 'elsewhere' },
    reasons: ['no-lane'],
    changes: ['lane'],
    words: /No way leads from depot/,
  },
  {
    name: 'the lane is another need’s',
    van: { needs: ['another'] },
    reasons: ['no-lane'],
    changes: ['lane'],
    words: /No way leads from depot/,
  },
  {
    name: 'the lot gives more at a time than is missing',
    lot: { minimumLot: 80 },
    reasons: ['exhausted', 'minimum-lot'],
    changes: ['minimum-lot'],
    words: /given out/,
  },
  {
    name: 'the lane is full',
    van: { capacity: 25 },
    reasons: ['exhausted', 'lane-full'],
    changes: ['lane'],
    words: /given out/,
  },
  {
    name: 'nothing is known of it',
    more: { supplies: [] },
    reasons: ['no-supply'],
    changes: ['supply'],
    words: /No stock or production of vaccine is known/,
  },
  {
    name: 'there is too little',
    lot: { quantity: 50 },
    reasons: ['exhausted'],
    changes: ['supply'],
    words: /All 50 units of vaccine/,
  },
  {
    name: 'the deadline has passed',
    lot: { quantity: 0 },
    need: { byHour: -3 },
    reasons: ['no-supply'],
    changes: ['deadline', 'supply'],
    words: /No stock/,
  },
  {
    name: 'two rules at once',
    need: { byHour: 6 },
    van: { holds: { minC: 15, maxC: 25 } },
    reasons: ['too-late'],
    changes: ['deadline', 'lane'],
    words: /needed within 6 hr/,
  },
];

for (const { name, reasons, changes, words, ...spoilt } of cases) {
  test(`says so, and what would help, where ${name}`, async () => {
    const problem: AllocationProblem = {
      items: [{ id: 'vaccine', storage: { minC: 2, maxC: 8 } }],
      supplies: [{ ...lot, ...spoilt.lot }],
      needs: [{ ...need, ...spoilt.need }],
      lanes: [{ ...van, ...spoilt.van }],
      ...spoilt.more,
    };
    const plan = await allocate(problem);
    assert.deepEqual(checkAllocation(problem, plan), []);
    const [outcome] = plan.needs;
    assert.ok(outcome && outcome.met < outcome.quantity);
    assert.deepEqual(
      outcome.reasons.map(({ code }) => code),
      reasons,
    );
    assert.deepEqual(
      outcome.relaxation.map(({ kind }) => kind),
      changes,
    );
    assert.match(formatReason(outcome.reasons[0]!), words);
    for (const text of [
      ...outcome.reasons.map((reason) => formatReason(reason, 'ar')),
      ...outcome.relaxation.map((change) => formatChange(change, 'ar')),
    ]) {
      assert.match(text, /\p{Script=Arabic}/u);
      assert.doesNotMatch(text, /undefined|NaN/);
    }
    const relaxed = applyRelaxation(problem, outcome.relaxation);
    const after = await allocate(relaxed);
    assert.deepEqual(after.issues, []);
    assert.deepEqual(checkAllocation(relaxed, after), []);
    assert.equal(after.needs[0]!.met, 60);
  });
}

test('a need is asked for what it would have to share too, so that the relaxation holds', async () => {
  const problem: AllocationProblem = {
    items: [{ id: 'vaccine' }],
    supplies: [{ ...lot, place: 'town', quantity: 60 }],
    needs: [need, { ...need, id: 'neighbour' }],
  };
  const plan = await allocate(problem);
  assert.deepEqual(
    plan.needs.map(({ met }) => met),
    [30, 30],
  );
  // Thirty more for the one would be shared by both; only sixty of its own leave the lot to its neighbour.
  assert.deepEqual(
    plan.needs[0]!.relaxation.map((change) => change.kind === 'supply' && change.quantity),
    [60],
  );
});
