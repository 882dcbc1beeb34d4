/**
 * A text without the difference of upper and lower case. Lower-casing alone depends on what follows a Greek sigma, so
 * that a part of a text would not be found in the whole.
 */
export const fold = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
};
