import { failure, ok, type Issue, type Result } from '@sanad/result';
import { apportion } from '../allocate/apportion.ts';

/** What a mission cost in one respect, in whole minor units of currency. */
export interface CostLine {
  readonly category: 'personnel' | 'travel' | 'equipment' | 'commodities' | 'other';
  readonly text: string;
  /** Whole units, or minutes where the rate is by the hour. */
  readonly quantity: number;
  readonly per: 'unit' | 'hour';
  /** Price of a unit or an hour. */
  readonly rate: number;
  /** Who paid and is to get it back. */
  readonly payee: string;
  readonly evidence: readonly string[];
}

/** Who bears the cost: in proportion to the weights. */
export interface Bearer {
  readonly party: string;
  readonly weight: number;
}

/** Who owes whom how much. */
export interface Settlement {
  readonly total: number;
  readonly byCategory: Readonly<Partial<Record<CostLine['category'], number>>>;
  /** Sums to the total exactly. */
  readonly borne: readonly { readonly party: string; readonly amount: number }[];
  /** Payments that settle everything; nobody pays itself. */
  readonly payments: readonly { readonly from: string; readonly to: string; readonly amount: number }[];
}

/**
 * Divides the costs of a mission: lines in whole minor units (an hour's rate for part of an hour is rounded half up),
 * each bearer's part by largest remainder so that parts sum exactly, then who pays whom.
 */
export function settle(lines: readonly CostLine[], bearers: readonly Bearer[]): Result<Settlement> {
  const issues = [...checkLines(lines), ...checkBearers(bearers)];
  if (issues.length > 0) return failure(...issues);
  const byCategory: Partial<Record<CostLine['category'], number>> = {};
  const balance = new Map<string, number>();
  let total = 0;
  for (const line of lines) {
    const amount = amountOf(line);
    total += amount;
    byCategory[line.category] = (byCategory[line.category] ?? 0) + amount;
    balance.set(line.payee, (balance.get(line.payee) ?? 0) + amount);
  }
  const sum = bearers.reduce((weights, { weight }) => weights + weight, 0);
  if (!Number.isSafeInteger(total * sum)) {
    return failure({ code: 'too-large', path: 'lines', message: 'The sum is too large to be divided exactly.' });
  }
  const parts = apportion(
    total,
    bearers.map(({ weight }) => weight),
  );
  const borne = bearers.map(({ party }, index) => ({ party, amount: parts[index]! }));
  for (const { party, amount } of borne) balance.set(party, (balance.get(party) ?? 0) - amount);
  return ok({ total, byCategory, borne, payments: paymentsFrom(balance) });
}

function amountOf({ quantity, per, rate }: CostLine): number {
  if (per === 'unit') return quantity * rate;
  const minutes = BigInt(quantity) * BigInt(rate);
  return Number((minutes + 30n) / 60n);
}

/** The largest debtor pays the largest creditor until nobody owes anything. */
function paymentsFrom(balance: ReadonlyMap<string, number>): Settlement['payments'] {
  const largestFirst = (a: { left: number }, b: { left: number }): number => b.left - a.left;
  const parties = [...balance].map(([party, amount]) => ({ party, amount }));
  const owed = parties.filter(({ amount }) => amount > 0).map(({ party, amount }) => ({ party, left: amount }));
  const owing = parties.filter(({ amount }) => amount < 0).map(({ party, amount }) => ({ party, left: -amount }));
  owed.sort(largestFirst);
  owing.sort(largestFirst);
  const payments: { from: string; to: string; amount: number }[] = [];
  for (const debtor of owing) {
    for (const creditor of owed) {
      const amount = Math.min(debtor.left, creditor.left);
      if (amount === 0) continue;
      payments.push({ from: debtor.party, to: creditor.party, amount });
      debtor.left -= amount;
      creditor.left -= amount;
    }
  }
  return payments;
}

function* checkLines(lines: readonly CostLine[]): Generator<Issue> {
  for (const [index, { text, quantity, rate, evidence }] of lines.entries()) {
    const path = `lines/${index}`;
    for (const [field, value] of Object.entries({ quantity, rate })) {
      if (Number.isSafeInteger(value) && value >= 0) continue;
      yield {
        code: 'not-whole',
        path: `${path}/${field}`,
        message: `${text}: ${field} must be a whole number from 0 on.`,
      };
    }
    if (quantity * rate > Number.MAX_SAFE_INTEGER) {
      yield { code: 'too-large', path, message: `${text}: the amount is too large to be exact.` };
    }
    if (evidence.length === 0) yield { code: 'no-evidence', path, message: `${text}: a cost needs evidence.` };
  }
}

function* checkBearers(bearers: readonly Bearer[]): Generator<Issue> {
  for (const [index, { party, weight }] of bearers.entries()) {
    if (Number.isSafeInteger(weight) && weight >= 0) continue;
    const message = `The weight of ${party} must be a whole number from 0 on.`;
    yield { code: 'not-whole', path: `bearers/${index}/weight`, message };
  }
  if (bearers.every(({ weight }) => !(weight > 0))) {
    yield { code: 'no-bearer', path: 'bearers', message: 'Somebody must bear the cost.' };
  }
}
