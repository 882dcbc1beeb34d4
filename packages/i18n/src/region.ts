/** Digits: Arabic-Indic ٠١٢ or Latin 012. */
export type Numerals = 'arab' | 'latn';

/** What differs by country in how dates and numbers are written. */
export interface Region {
  /** Days of the weekend, 0 for Sunday to 6 for Saturday. */
  readonly weekend: readonly number[];
  /** First day of the week, 0 for Sunday. */
  readonly firstDay: number;
  /** Digits that Arabic text uses there. */
  readonly numerals: Numerals;
}

// Weekends and first days after CLDR's supplemental week data; digits after its default numbering systems for Arabic.
const fridaySaturday = new Set('BH DZ EG IQ JO KW LY OM QA SA SD SY YE'.split(' '));
const weekends: Readonly<Record<string, readonly number[]>> = { AF: [4, 5], IR: [5], IN: [0], UG: [0] };
const saturdayFirst = new Set('AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY'.split(' '));
const sundayFirst = new Set('BD BT DM ID IN JP KE KR MZ MY PH PK SA SG TH TR US YE'.split(' '));
const latinDigits = new Set('AE DZ EH LY MA TN'.split(' '));

/** Weekend, week and digits of a country by its ISO 3166-1 code; those of Saudi Arabia's neighbours where it is not said. */
export function regionOf(country: string | null | undefined): Region {
  const code = country ?? 'SA';
  return {
    weekend: weekends[code] ?? (fridaySaturday.has(code) ? [5, 6] : [6, 0]),
    firstDay: saturdayFirst.has(code) ? 6 : sundayFirst.has(code) ? 0 : 1,
    numerals: latinDigits.has(code) ? 'latn' : 'arab',
  };
}
