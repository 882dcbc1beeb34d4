/** A message in both languages: a text, or forms by plural category (CLDR) chosen by the value `count`. */
export interface Message {
  readonly ar: Text;
  readonly en: Text;
}

export type Text = string | ({ readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>);

/** The forms of an Arabic counted noun, in the order of its six categories. */
export const arabicForms = (
  zero: string,
  one: string,
  two: string,
  few: string,
  many: string,
  other: string,
): Text => ({
  zero,
  one,
  two,
  few,
  many,
  other,
});
