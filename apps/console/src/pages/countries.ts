import type { Language } from '@sanad/i18n';

/** Members of the Organisation of Islamic Cooperation by ISO 3166-1, whose names the browser knows in either language. */
const codes =
  'AE AF AL AZ BD BF BH BJ BN CI CM DJ DZ EG GA GM GN GW GY ID IQ IR JO KG KM KW KZ LB LY MA ML MR MV MY MZ NE NG OM PK PS QA SA SD SL SN SO SR SY TD TG TJ TM TN TR UG UZ YE'.split(
    ' ',
  );

/** Countries by name in a language, as choices with an empty one first. */
export function countryChoices(language: Language): [string, string][] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const sorted = codes.map((code): [string, string] => [code, names.of(code) ?? code]);
  return [['', '—'], ...sorted.toSorted(([, one], [, other]) => one.localeCompare(other, language))];
}
