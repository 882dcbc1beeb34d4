import { Failure } from '../../failure.ts';

/** Collects an option that may be repeated. */
export const list = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Only what was said. */
export const defined = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** Names by language, or undefined when none was said. */
export const namesOf = (ar: string | undefined, en: string | undefined): object | undefined =>
  ar === undefined && en === undefined ? undefined : defined({ ar, en });

/** A contact written `purpose=address`. */
export function contactOf(text: string): { purpose: string; email?: string; phone?: string } {
  const [purpose = '', address] = text.split(/=(.*)/s, 2);
  if (!purpose || !address)
    throw new Failure(2, `A contact is written purpose=address, such as "duty desk=soc@example.om"; not ${text}.`);
  return address.includes('@') ? { purpose, email: address } : { purpose, phone: address };
}

/** The whole number of an option. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Failure(2, `${text} is no whole number.`);
  return Number(text);
}
