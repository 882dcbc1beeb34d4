import { failure, ok, type Issue, type Result } from '@sanad/result';
import { lotFault, type Lot } from './lot.ts';

/**
 * Where units are. At a place, in transit and in use they are counted and can't be fewer than none; the outside
 * (suppliers, consumption, losses, stock counts) is the counterpart that may go below zero.
 */
export type AccountKind = 'place' | 'transit' | 'use' | 'supplier' | 'consumed' | 'lost' | 'count';

/** An account of the stock ledger. */
export interface Account {
  readonly kind: AccountKind;
  /** Of a place, shipment or party. */
  readonly id: string;
}

/** Units of a lot into (positive) or out of (negative) an account. */
export interface Entry {
  readonly account: Account;
  readonly lot: string;
  readonly quantity: number;
}

/** A movement of stock: for every lot its entries sum to zero. */
export interface Movement {
  readonly id: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly by: string;
  readonly entries: readonly Entry[];
  /** Why another lot was taken than the one that expires first. */
  readonly reason?: string;
}

/** Units by account and lot, under the keys of `balanceKey`. */
export type Balances = ReadonlyMap<string, number>;

const OUTSIDE: ReadonlySet<AccountKind> = new Set(['supplier', 'consumed', 'lost', 'count']);

/** The key of a lot's balance in an account. */
export function balanceKey(account: Account, lot: string): string {
  return JSON.stringify([account.kind, account.id, lot]);
}

/**
 * The balances after a movement, or every rule that it breaks: no entry without its counterpart, whole units, nothing
 * below zero, no expired, recalled or temperature-broken lot issued, and what expires first goes first unless a reason
 * is given. `lots` are the lots of the movement and those of their items on the places that it takes from.
 */
export function post(balances: Balances, movement: Movement, lots: ReadonlyMap<string, Lot>): Result<Balances> {
  const issues = [...checkEntries(movement, lots)];
  if (issues.length > 0) return failure(...issues);
  const after = new Map(balances);
  for (const { account, lot, quantity } of movement.entries) {
    const key = balanceKey(account, lot);
    after.set(key, (after.get(key) ?? 0) + quantity);
  }
  for (const [index, { account, lot }] of movement.entries.entries()) {
    const left = after.get(balanceKey(account, lot))!;
    if (left >= 0 || OUTSIDE.has(account.kind)) continue;
    const message = `${account.kind} ${account.id} would hold ${left} of lot ${lot}.`;
    issues.push({ code: 'below-zero', path: `entries/${index}`, message });
  }
  issues.push(...checkIssued(after, movement, lots));
  return issues.length > 0 ? failure(...issues) : ok(after);
}

function* checkEntries(movement: Movement, lots: ReadonlyMap<string, Lot>): Generator<Issue> {
  const sums = new Map<string, number>();
  if (movement.entries.length === 0)
    yield { code: 'empty', path: 'entries', message: 'A movement must move something.' };
  for (const [index, { lot, quantity }] of movement.entries.entries()) {
    const path = `entries/${index}`;
    if (!lots.has(lot)) yield { code: 'unknown-lot', path, message: `The lot ${lot} is not known.` };
    if (!Number.isSafeInteger(quantity) || quantity === 0) {
      yield {
        code: 'not-whole',
        path,
        message: `${quantity} of lot ${lot} is not a whole number of units other than 0.`,
      };
    }
    sums.set(lot, (sums.get(lot) ?? 0) + quantity);
  }
  for (const [lot, sum] of sums) {
    if (sum !== 0) {
      const message = `The entries of lot ${lot} sum to ${sum}; every movement needs its counterpart.`;
      yield { code: 'unbalanced', path: 'entries', message };
    }
  }
}

/** An issue is what goes from a place or the road to the road, use or consumption; throwing away or returning is none. */
function* checkIssued(after: Balances, movement: Movement, lots: ReadonlyMap<string, Lot>): Generator<Issue> {
  for (const [index, { account, lot: id, quantity }] of movement.entries.entries()) {
    if (OUTSIDE.has(account.kind) || quantity > 0) continue;
    const receivers = movement.entries.filter((entry) => entry.lot === id && entry.quantity > 0);
    const issued = receivers.some(
      ({ account: { kind } }) => kind === 'transit' || kind === 'use' || kind === 'consumed',
    );
    if (!issued) continue;
    const lot = lots.get(id)!;
    const path = `entries/${index}`;
    const fault = lotFault(lot, movement.at);
    if (fault) yield { code: fault, path, message: `Lot ${id} must not be issued: ${fault}.` };
    if (account.kind !== 'place' || movement.reason !== undefined) continue;
    const earlier = [...lots.values()].find(
      (other) =>
        other.item === lot.item &&
        (other.expiresAt ?? Infinity) < (lot.expiresAt ?? Infinity) &&
        (after.get(balanceKey(account, other.id)) ?? 0) > 0 &&
        !lotFault(other, movement.at),
    );
    if (earlier) {
      const message = `Lot ${earlier.id} expires before lot ${id}; give a reason to issue this one first.`;
      yield { code: 'not-first-expired', path, message };
    }
  }
}

/** What a place should issue: the lots in order of expiry, as many units of each as it takes. */
export interface Pick {
  readonly lot: string;
  readonly quantity: number;
}

/**
 * Picks usable lots of an item at an account, first expired first out. Gives what there is: the sum may be less than
 * asked for.
 *
 * @param shelfMilliseconds that must be left at the moment `at`
 */
export function pickLots(
  balances: Balances,
  lots: Iterable<Lot>,
  wanted: { account: Account; item: string; quantity: number; at: number; shelfMilliseconds?: number },
): Pick[] {
  const usable = [...lots]
    .filter((lot) => lot.item === wanted.item && !lotFault(lot, wanted.at, wanted.shelfMilliseconds))
    .toSorted((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || (a.id < b.id ? -1 : 1));
  const picks: Pick[] = [];
  let left = wanted.quantity;
  for (const lot of usable) {
    const quantity = Math.min(left, balances.get(balanceKey(wanted.account, lot.id)) ?? 0);
    if (quantity <= 0) continue;
    picks.push({ lot: lot.id, quantity });
    left -= quantity;
  }
  return picks;
}

/** Where every unit of a lot is now, for a recall; accounts of the outside show how many left it (below 0) or went in. */
export function locateLot(balances: Balances, lot: string): { account: Account; quantity: number }[] {
  const found: { account: Account; quantity: number }[] = [];
  for (const [key, quantity] of balances) {
    const [kind, id, of] = JSON.parse(key) as [AccountKind, string, string];
    if (of === lot && quantity !== 0) found.push({ account: { kind, id }, quantity });
  }
  return found;
}
