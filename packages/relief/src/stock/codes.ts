import { failure, ok, type Result } from '@sanad/result';

/**
 * A Global Trade Item Number of 8, 12, 13 or 14 digits in its 14-digit form, its check digit verified
 * (GS1 General Specifications §7.9: weights 3 and 1 from the right).
 */
export function parseGtin(text: string): Result<string> {
  const digits = text.replaceAll(/[\s-]/g, '');
  const spec = 'GS1 General Specifications §7.9';
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) {
    const message = `${JSON.stringify(text)} is not a GTIN of 8, 12, 13 or 14 digits.`;
    return failure({ code: 'bad-gtin', path: '', message, spec });
  }
  const gtin = digits.padStart(14, '0');
  const expected = gtinCheckDigit(gtin.slice(0, 13));
  if (Number(gtin[13]) !== expected) {
    const message = `The check digit of ${text} is ${gtin[13]}, it should be ${expected}.`;
    return failure({ code: 'bad-check-digit', path: '', message, spec });
  }
  return ok(gtin);
}

/** The check digit that follows 13 digits. */
export function gtinCheckDigit(digits: string): number {
  let sum = 0;
  for (const [index, digit] of digits.split('').entries()) sum += Number(digit) * (index % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** A code of the Anatomical Therapeutic Chemical classification and its level. */
export interface AtcCode {
  readonly code: string;
  /** 1 main group, 2 therapeutic, 3 pharmacological, 4 chemical subgroup, 5 substance. */
  readonly level: 1 | 2 | 3 | 4 | 5;
}

/** The lengths of codes, by level. */
const ATC_LENGTHS = [1, 3, 4, 5, 7];

/** An ATC code such as `A10AB01`, checked for its form (WHO: main group, 2 digits, 2 letters, 2 digits). */
export function parseAtc(text: string): Result<AtcCode> {
  const code = text.trim().toUpperCase();
  const level = ATC_LENGTHS.indexOf(code.length) + 1;
  if (!/^[ABCDGHJLMNPRSV](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?$/.test(code) || level === 0) {
    const message = `${JSON.stringify(text)} is not an ATC code such as A10AB01.`;
    return failure({ code: 'bad-atc', path: '', message, spec: 'WHO ATC classification, structure' });
  }
  return ok({ code, level: level as AtcCode['level'] });
}
