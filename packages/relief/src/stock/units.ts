import { failure, ok, type Result } from '@sanad/result';

/** An exact positive fraction in lowest terms. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The units of one item: its base unit, which is never divided, and others as multiples of it. */
export interface Units {
  readonly base: string;
  /** Base units in one of the unit: `{"box": 10, "half": "1/2", "kg": "0.25"}`. */
  readonly others?: Readonly<Record<string, number | string>>;
}

/** Reads `12`, `0.25`, `"12"`, `"0.25"` or `"3/8"` as an exact positive fraction. */
export function parseRatio(value: number | string): Result<Ratio> {
  const text = String(value).trim();
  const match = /^(\d{1,15})(?:\.(\d{1,12})|\/(\d{1,15}))?$/.exec(text);
  const [, whole = '', decimals = '', below] = match ?? [];
  const numerator = match ? BigInt(whole + decimals) : 0n;
  const denominator = below === undefined ? 10n ** BigInt(decimals.length) : BigInt(below);
  if (numerator === 0n || denominator === 0n) {
    return failure({
      code: 'bad-ratio',
      path: '',
      message: `${JSON.stringify(value)} is not a positive number or fraction such as 12, "0.25" or "3/8".`,
    });
  }
  const divisor = greatestCommonDivisor(numerator, denominator);
  return ok({ numerator: numerator / divisor, denominator: denominator / divisor });
}

/** A whole quantity of one unit in another, if that is a whole quantity too: nobody ships a third of a vial. */
export function convert(quantity: number, from: string, to: string, units: Units): Result<number> {
  if (!Number.isSafeInteger(quantity) || quantity < 0) {
    return failure({ code: 'not-whole', path: '', message: `${quantity} ${from} is not a whole quantity of pieces.` });
  }
  if (from === to) return ok(quantity);
  const above = ratioOf(from, units);
  const below = ratioOf(to, units);
  if (!above.ok) return above;
  if (!below.ok) return below;
  const numerator = BigInt(quantity) * above.value.numerator * below.value.denominator;
  const denominator = above.value.denominator * below.value.numerator;
  const result = Number(numerator / denominator);
  if (numerator % denominator !== 0n || !Number.isSafeInteger(result)) {
    return failure({ code: 'not-whole', path: '', message: `${quantity} ${from} is not a whole number of ${to}.` });
  }
  return ok(result);
}

function ratioOf(unit: string, units: Units): Result<Ratio> {
  if (unit === units.base) return ok({ numerator: 1n, denominator: 1n });
  const others = units.others ?? {};
  const ratio = Object.hasOwn(others, unit) ? others[unit] : undefined;
  if (ratio !== undefined) return parseRatio(ratio);
  const known = [units.base, ...Object.keys(others)].join(', ');
  return failure({
    code: 'unknown-unit',
    path: '',
    message: `The unit ${unit} does not convert to ${units.base}; known are ${known}.`,
  });
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}
