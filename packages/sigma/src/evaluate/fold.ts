/**
 * A text without the difference of upper and lower case. Lower-casing alone leaves two letters that have two lower-case
 * forms: the Greek sigma, whose form depends on what follows, so that a part would not be found in the whole, and the
 * long s of old print.
 */
export const fold = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.includes('ς') || lower.includes('ſ') ? lower.replaceAll('ς', 'σ').replaceAll('ſ', 's') : lower;
};
