import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gtinCheckDigit, parseAtc, parseGtin } from './codes.ts';
import { judgeColdChain } from './cold-chain.ts';
import { checkItem } from './item.ts';
import { balanceKey, locateLot, pickLots, post, type Account, type Balances, type Movement } from './ledger.ts';
import { expiryMoment, lotFault, type Lot } from './lot.ts';
import { nextStates, takeStep, type MissionStep } from './mission.ts';
import { settle, type CostLine } from './settlement.ts';
import { convert } from './units.ts';

const codesOf = (result: { ok: boolean; issues?: { code: string }[] }): string[] =>
  (result.issues ?? []).map(({ code }) => code);

test('GTINs are known by their check digit', () => {
  // GS1's own examples and an EAN-8.
  for (const gtin of ['6291041500213', '00614141999996', '96385074', '012345678905'])
    assert.ok(parseGtin(gtin).ok, gtin);
  assert.deepEqual(parseGtin('6291041500213'), { ok: true, value: '06291041500213' });
  assert.deepEqual(codesOf(parseGtin('6291041500214')), ['bad-check-digit']);
  assert.deepEqual(codesOf(parseGtin('123456789')), ['bad-gtin']);
  const digits = fc.array(fc.nat(9), { minLength: 13, maxLength: 13 }).map((list) => list.join(''));
  fc.assert(
    fc.property(digits, fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      const gtin = body + String(gtinCheckDigit(body));
      assert.ok(parseGtin(gtin).ok);
      const typo = gtin
        .split('')
        .map((digit, index) => (index === at ? String((Number(digit) + by) % 10) : digit))
        .join('');
      assert.deepEqual(codesOf(parseGtin(typo)), ['bad-check-digit']);
    }),
  );
});

test('ATC codes are known by their form and level', () => {
  const levels = ['A', 'A10', 'A10A', 'A10AB', 'a10ab01'].map((code) => parseAtc(code));
  assert.deepEqual(
    levels.map((code) => code.ok && code.value.level),
    [1, 2, 3, 4, 5],
  );
  for (const bad of ['', 'E', 'A1', 'A10AB0', 'A10AB011', 'AA0'])
    assert.deepEqual(codesOf(parseAtc(bad)), ['bad-atc'], bad);
});

test('an item is checked field by field, and its codes brought into form', () => {
  const item = {
    id: 'ins',
    name: 'insulin',
    unit: 'vial',
    gtin: '6291041500213',
    atc: 'a10ab01',
    units: { box: '10' },
  };
  const good = checkItem({ ...item, storage: { minC: 2, maxC: 8 }, shelfDays: 730 });
  assert.ok(good.ok);
  assert.deepEqual([good.value.gtin, good.value.atc], ['06291041500213', 'A10AB01']);
  const spoilt = {
    gtin: '6291041500214',
    atc: 'E',
    units: { box: 0, vial: 1 },
    storage: { minC: 8, maxC: 2 },
    shelfDays: 0.5,
  };
  const bad = checkItem({ ...item, ...spoilt });
  assert.ok(!bad.ok);
  assert.deepEqual(
    bad.issues.map(({ path, code }) => `${path} ${code}`),
    [
      'gtin bad-check-digit',
      'atc bad-atc',
      'units/box bad-ratio',
      'units/vial duplicate-unit',
      'storage empty-range',
      'shelfDays not-whole',
    ],
  );
  assert.match(bad.issues[0]!.message, /^ins: The check digit/);
});

test('units convert exactly or not at all', () => {
  const units = { base: 'tablet', others: { strip: 10, box: '30', half: '1/2', gram: '0.25' } };
  assert.deepEqual(convert(4, 'box', 'strip', units), { ok: true, value: 12 });
  assert.deepEqual(convert(3, 'tablet', 'half', units), { ok: true, value: 6 });
  assert.deepEqual(codesOf(convert(3, 'half', 'tablet', units)), ['not-whole']);
  assert.deepEqual(codesOf(convert(1.5, 'box', 'tablet', units)), ['not-whole']);
  assert.deepEqual(codesOf(convert(1, 'crate', 'tablet', units)), ['unknown-unit']);
  assert.deepEqual(codesOf(convert(1, 'constructor', 'tablet', units)), ['unknown-unit']);
  const ratio = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }));
  fc.assert(
    fc.property(fc.nat(1_000_000), ratio, (quantity, [above, below]) => {
      const odd = { base: 'a', others: { b: `${above}/${below}` } };
      const there = convert(quantity, 'b', 'a', odd);
      if (there.ok) assert.deepEqual(convert(there.value, 'a', 'b', odd), { ok: true, value: quantity });
      assert.equal(there.ok, (quantity * above) % below === 0);
    }),
  );
});

test('a lot is good through the whole of its last day, where it lies', () => {
  const end = expiryMoment('2027-03-31', 180);
  assert.deepEqual(end, { ok: true, value: Date.parse('2027-03-31T21:00:00Z') });
  assert.deepEqual(expiryMoment('2028-02'), { ok: true, value: Date.parse('2028-03-01T00:00:00Z') });
  assert.deepEqual(expiryMoment('280200'), expiryMoment('2028-02-29'));
  for (const bad of ['2027-02-29', '2027-13', '31/03/2027', ''])
    assert.deepEqual(codesOf(expiryMoment(bad)), ['bad-date'], bad);
  const lot: Lot = { id: 'l', item: 'i', batch: 'b', expiresAt: 100 };
  assert.equal(lotFault(lot, 99), undefined);
  assert.equal(lotFault(lot, 100), 'expired');
  assert.equal(lotFault(lot, 50, 50), undefined);
  assert.equal(lotFault(lot, 50, 51), 'too-short-shelf-life');
  assert.equal(lotFault({ ...lot, recalled: true }, 0), 'recalled');
});

test('a cold chain is broken by excursions, gaps, limits, and silence', () => {
  const range = { minC: 2, maxC: 8 };
  const minute = 60_000;
  const readings = (...celsius: number[]) =>
    celsius.map((value, index) => ({ at: index * 10 * minute, celsius: value }));
  assert.equal(judgeColdChain(range, readings(4, 5, 8)).broken, false);
  assert.equal(judgeColdChain(range, readings(4, 9, 5)).broken, true);
  const mild = judgeColdChain(range, readings(4, 9, 5).toReversed(), { outside: 20 * minute });
  assert.deepEqual(mild, { broken: false, outside: 20 * minute, lowest: 4, highest: 9 });
  assert.equal(
    judgeColdChain(range, readings(4, -1, 5), { outside: 60 * minute, limits: { minC: 0, maxC: 25 } }).broken,
    true,
  );
  assert.equal(
    judgeColdChain(range, [
      { at: 0, celsius: 5 },
      { at: 61 * minute, celsius: 5 },
    ]).broken,
    true,
  );
  assert.equal(judgeColdChain(range, []).broken, true);
});

const store: Account = { kind: 'place', id: 'store' };
const van: Account = { kind: 'transit', id: 'van' };
const ward: Account = { kind: 'use', id: 'ward' };
const supplier: Account = { kind: 'supplier', id: 'firm' };
const rubbish: Account = { kind: 'lost', id: 'spoilt' };
const lots = new Map<string, Lot>(
  [
    { id: 'soon', item: 'insulin', batch: '1', expiresAt: 100 },
    { id: 'late', item: 'insulin', batch: '2', expiresAt: 900 },
    { id: 'bad', item: 'insulin', batch: '3', expiresAt: 50, recalled: true },
  ].map((lot) => [lot.id, lot]),
);
const move = (lot: string, from: Account, to: Account, quantity: number, more: Partial<Movement> = {}): Movement => ({
  id: 'm',
  at: 10,
  by: 'someone',
  entries: [
    { account: from, lot, quantity: -quantity },
    { account: to, lot, quantity },
  ],
  ...more,
});

function stocked(): Balances {
  let balances: Balances = new Map();
  for (const lot of lots.keys()) {
    const result = post(balances, move(lot, supplier, store, 10), lots);
    assert.ok(result.ok);
    balances = result.value;
  }
  return balances;
}

test('the ledger refuses what is unbalanced, below zero, spoilt, or out of order', () => {
  const stock = stocked();
  const refused = (movement: Movement): string[] => codesOf(post(stock, movement, lots));
  assert.deepEqual(refused(move('soon', store, van, 10)), []);
  assert.deepEqual(refused(move('soon', store, van, 11)), ['below-zero']);
  assert.deepEqual(refused(move('soon', store, van, 0.5)), ['not-whole', 'not-whole']);
  assert.deepEqual(refused(move('none', store, van, 1)), ['unknown-lot', 'unknown-lot']);
  assert.deepEqual(
    refused({ ...move('soon', store, van, 1), entries: [{ account: store, lot: 'soon', quantity: -1 }] }),
    ['unbalanced'],
  );
  assert.deepEqual(refused({ ...move('soon', store, van, 1), entries: [] }), ['empty']);
  assert.deepEqual(refused(move('late', store, van, 1)), ['not-first-expired']);
  assert.deepEqual(refused(move('late', store, van, 1, { reason: 'the asker needs a month of shelf life' })), []);
  assert.deepEqual(refused(move('late', store, van, 1, { at: 100 })), []);
  assert.deepEqual(refused(move('soon', store, ward, 1, { at: 100 })), ['expired']);
  assert.deepEqual(refused(move('bad', store, van, 1)), ['recalled']);
  assert.deepEqual(refused(move('bad', store, rubbish, 10)), []);
  // What expired on the road is not handed over, but may come back.
  const onRoad = post(stock, move('soon', store, van, 5), lots);
  assert.ok(onRoad.ok);
  assert.deepEqual(codesOf(post(onRoad.value, move('soon', van, ward, 5, { at: 100 }), lots)), ['expired']);
  assert.deepEqual(codesOf(post(onRoad.value, move('soon', van, store, 5, { at: 100 }), lots)), []);
});

test('picks are first expired first out, usable, and never more than there is', () => {
  const stock = stocked();
  const wanted = { account: store, item: 'insulin', quantity: 14, at: 10 };
  assert.deepEqual(pickLots(stock, lots.values(), wanted), [
    { lot: 'soon', quantity: 10 },
    { lot: 'late', quantity: 4 },
  ]);
  assert.deepEqual(pickLots(stock, lots.values(), { ...wanted, quantity: 99, shelfMilliseconds: 91 }), [
    { lot: 'late', quantity: 10 },
  ]);
});

test('whatever is tried, every lot keeps its sum and no place goes below zero', () => {
  const account = fc.constantFrom(store, van, ward, supplier, rubbish);
  const attempt = fc.record({
    from: account,
    to: account,
    lot: fc.constantFrom(...lots.keys()),
    quantity: fc.integer({ min: -3, max: 12 }),
    at: fc.nat(120),
  });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
      let balances = stocked();
      for (const { from, to, lot, quantity, at } of attempts) {
        const result = post(balances, move(lot, from, to, quantity, { at }), lots);
        if (result.ok) balances = result.value;
      }
      for (const lot of lots.keys()) {
        const found = locateLot(balances, lot);
        assert.equal(
          found.reduce((sum, { quantity }) => sum + quantity, 0),
          0,
        );
        for (const { account, quantity } of found) {
          assert.ok(quantity > 0 || account.kind === 'supplier' || account.kind === 'lost');
        }
      }
      assert.ok((balances.get(balanceKey(store, 'bad')) ?? 0) >= 0);
    }),
  );
});

test('a mission goes through its phases in order, by the right side, with evidence', () => {
  const step = (to: MissionStep['to'], role: MissionStep['role'], at: number, evidence?: string[]): MissionStep => ({
    to,
    role,
    at,
    by: 'm',
    ...(evidence ? { evidence } : {}),
  });
  let history: MissionStep[] = [];
  const take = (next: MissionStep): string[] => {
    const result = takeStep('request', history, next);
    if (result.ok) history = result.value;
    return codesOf(result);
  };
  assert.deepEqual(take(step('delivered', 'provider', 1, ['photo'])), ['wrong-order']);
  assert.deepEqual(take(step('requested', 'provider', 1)), ['wrong-role']);
  for (const [index, [to, role]] of (
    [
      ['requested', 'requester'],
      ['offered', 'provider'],
      ['agreed', 'requester'],
      ['mobilised', 'provider'],
      ['in-transit', 'provider'],
    ] as const
  ).entries()) {
    assert.deepEqual(take(step(to, role, index)), []);
  }
  assert.deepEqual(take(step('delivered', 'requester', 9)), ['no-evidence']);
  assert.deepEqual(take(step('delivered', 'requester', 0, ['signature'])), ['back-in-time']);
  assert.deepEqual(take(step('delivered', 'requester', 9, ['signature'])), []);
  assert.deepEqual(take(step('reimbursed', 'requester', 10, ['transfer'])), []);
  assert.equal(history.length, 7);
  assert.deepEqual(nextStates('request', 'reimbursed'), []);
  assert.deepEqual(nextStates('offer', 'offered', 'provider'), ['withdrawn']);
});

test('a settlement sums exactly and its payments clear it', () => {
  const line = (quantity: number, rate: number, payee: string, per: CostLine['per'] = 'unit'): CostLine => ({
    category: 'personnel',
    text: 'crew',
    quantity,
    per,
    rate,
    payee,
    evidence: ['sheet'],
  });
  const hour = settle([line(90, 1001, 'firm', 'hour')], [{ party: 'state', weight: 1 }]);
  assert.ok(hour.ok);
  assert.equal(hour.value.total, 1502);
  assert.deepEqual(hour.value.payments, [{ from: 'state', to: 'firm', amount: 1502 }]);
  assert.deepEqual(codesOf(settle([{ ...line(1, 0.5, 'a'), evidence: [] }], [])), [
    'not-whole',
    'no-evidence',
    'no-bearer',
  ]);
  const party = fc.constantFrom('a', 'b', 'c', 'd');
  const costs = fc.array(fc.tuple(fc.nat(1000), fc.nat(100_000), party), { maxLength: 12 });
  const weights = fc.uniqueArray(fc.record({ party, weight: fc.integer({ min: 1, max: 97 }) }), {
    minLength: 1,
    selector: (bearer) => bearer.party,
  });
  fc.assert(
    fc.property(costs, weights, (list, bearers) => {
      const result = settle(
        list.map(([quantity, rate, payee]) => line(quantity, rate, payee)),
        bearers,
      );
      assert.ok(result.ok);
      const { total, borne, payments } = result.value;
      assert.equal(
        borne.reduce((sum, { amount }) => sum + amount, 0),
        total,
      );
      const owed = new Map<string, number>();
      for (const [quantity, rate, payee] of list) owed.set(payee, (owed.get(payee) ?? 0) + quantity * rate);
      for (const { party, amount } of borne) owed.set(party, (owed.get(party) ?? 0) - amount);
      for (const { from, to, amount } of payments) {
        assert.ok(amount > 0 && from !== to);
        owed.set(from, owed.get(from)! + amount);
        owed.set(to, owed.get(to)! - amount);
      }
      assert.ok([...owed.values()].every((left) => left === 0));
    }),
  );
});
