import { DASH, DASHES, MANY, ONE, type Pattern } from '../rule/pattern.ts';
import { fold } from './fold.ts';

type Step = string | typeof MANY | typeof ONE | typeof DASH;

/**
 * Whether a whole text fits a pattern. A character is a code point. Takes time of at most text times pattern: when a
 * step fails, only the last star so far may take one character more.
 */
export const matchesPattern = (pattern: Pattern, text: string, cased: boolean): boolean => {
  const steps = pattern.flatMap((part): Step[] => {
    // Placeholders are replaced before a rule is matched; one without values matches nothing.
    if (typeof part === 'object') return ['\0unfilled'];
    return typeof part === 'string' ? Array.from(cased ? part : fold(part)) : [part];
  });
  const chars = Array.from(cased ? text : fold(text));
  let step = 0;
  let char = 0;
  let star = -1;
  let retry = 0;
  while (char < chars.length) {
    const wanted = steps[step];
    if (wanted === MANY) {
      star = step;
      retry = char;
      step += 1;
    } else if (wanted !== undefined && fits(wanted, chars[char] ?? '')) {
      step += 1;
      char += 1;
    } else if (star !== -1) {
      step = star + 1;
      retry += 1;
      char = retry;
    } else {
      return false;
    }
  }
  while (steps[step] === MANY) step += 1;
  return step === steps.length;
};

const fits = (step: Step, char: string): boolean =>
  step === char || step === ONE || (step === DASH && DASHES.some((dash) => dash === char));
