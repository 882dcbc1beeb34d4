import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { TemperatureRange } from '../allocate/problem.ts';
import { parseAtc, parseGtin } from './codes.ts';
import { parseRatio } from './units.ts';

/** Something that is kept in stock. */
export interface StockItem {
  readonly id: string;
  readonly name: string;
  /** 8, 12, 13 or 14 digits with the check digit. */
  readonly gtin?: string;
  readonly atc?: string;
  /** The unit that is never divided. */
  readonly unit: string;
  /** Other units as exact multiples of it. */
  readonly units?: Readonly<Record<string, number | string>>;
  readonly storage?: TemperatureRange;
  /** How long it keeps from manufacture, in days. */
  readonly shelfDays?: number;
}

/** An item with its codes in their usual form, or everything that is wrong with it, by field. */
export function checkItem(item: StockItem): Result<StockItem> {
  const issues: Issue[] = [];
  const under = (field: string, found: Issue[]): void => {
    for (const { path, message, ...issue } of found) {
      issues.push({ ...issue, path: path ? `${field}/${path}` : field, message: `${item.id}: ${message}` });
    }
  };
  const read = <T>(field: string, result: Result<T> | undefined): T | undefined => {
    if (result?.ok) return result.value;
    if (result) under(field, result.issues);
    return undefined;
  };
  const wrong = (field: string, code: string, message: string): void => under(field, [{ code, path: '', message }]);

  const gtin = read('gtin', item.gtin === undefined ? undefined : parseGtin(item.gtin));
  const atc = read('atc', item.atc === undefined ? undefined : parseAtc(item.atc));
  if (item.unit.trim() === '') wrong('unit', 'missing', 'the base unit needs a name.');
  for (const [unit, multiple] of Object.entries(item.units ?? {})) {
    if (unit === item.unit) wrong(`units/${unit}`, 'duplicate-unit', `${unit} is the base unit already.`);
    else read(`units/${unit}`, parseRatio(multiple));
  }
  const { storage, shelfDays } = item;
  if (storage && !(storage.minC <= storage.maxC && storage.minC >= -273.15)) {
    wrong('storage', 'empty-range', 'the storage range must go from a lower to a higher temperature.');
  }
  if (shelfDays !== undefined && !(Number.isSafeInteger(shelfDays) && shelfDays > 0)) {
    wrong('shelfDays', 'not-whole', 'the shelf life must be a whole number of days above 0.');
  }
  if (issues.length > 0) return failure(...issues);
  return ok({ ...item, ...(gtin === undefined ? {} : { gtin }), ...(atc === undefined ? {} : { atc: atc.code }) });
}
