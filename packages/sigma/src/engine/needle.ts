import { DASH, DASHES, MANY, type Pattern } from '../rule/pattern.ts';
import { fold } from '../evaluate/fold.ts';
import { matchesPattern } from '../evaluate/match-pattern.ts';

/** Where in a value a needle's text must stand. */
export type Place = 'whole' | 'start' | 'end' | 'anywhere' | 'pattern';

/** One text to be found in values, in the form that the index needs. */
export interface Needle {
  readonly place: Place;
  /** What must occur in the folded value; for `pattern` its longest literal piece. */
  readonly literal: string;
  /** Decides on the value as written (and folded) once the literal was found; absent where finding it is enough. */
  readonly confirm?: (text: string, folded: string) => boolean;
}

/** Dashes are written out up to this many needles; beyond, the pattern is matched as a whole. */
const MAX_EXPANSION = 25;

/** Needles of which at least one is found in a value exactly when the pattern fits it. */
export const needlesOf = (pattern: Pattern, cased: boolean): Needle[] =>
  writeOutDashes(pattern).map((one) => needleOf(one, cased));

const needleOf = (pattern: Pattern, cased: boolean): Needle => {
  const place = placeOf(pattern);
  const literals = pattern.filter((part) => typeof part === 'string');
  const longest = literals.reduce((best, literal) => (literal.length > best.length ? literal : best), '');
  const literal = fold(longest);
  if (place === 'pattern') return { place, literal, confirm: patternMatcher(pattern, cased) };
  return cased ? { place, literal, confirm: patternMatcher(pattern, true) } : { place, literal };
};

const placeOf = (pattern: Pattern): Place => {
  const literals = pattern.filter((part) => typeof part === 'string').length;
  const stars = pattern.filter((part) => part === MANY).length;
  if (pattern.length === 0 || (literals === 1 && pattern.length === 1)) return 'whole';
  if (literals !== 1 || literals + stars !== pattern.length) return 'pattern';
  if (stars === 2) return 'anywhere';
  return pattern[0] === MANY ? 'end' : 'start';
};

/** Matches pieces between stars from left to right where that is all there is, else by the general matcher. */
const patternMatcher = (pattern: Pattern, cased: boolean): Required<Needle>['confirm'] => {
  const simple = pattern.every((part) => typeof part === 'string' || part === MANY);
  if (!simple) return (text) => matchesPattern(pattern, text, cased);
  const pieces = pattern.filter((part) => typeof part === 'string').map((piece) => (cased ? piece : fold(piece)));
  const first = pattern[0] === MANY ? '' : (pieces.shift() ?? '');
  const last = pattern.at(-1) === MANY || pattern.length < 2 ? '' : (pieces.pop() ?? '');
  if (!pattern.includes(MANY)) return (text, folded) => (cased ? text : folded) === first;
  return (text, folded) => {
    const value = cased ? text : folded;
    if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
    let from = first.length;
    for (const piece of pieces) {
      const found = value.indexOf(piece, from);
      if (found === -1) return false;
      from = found + piece.length;
    }
    return from <= value.length - last.length;
  };
};

const writeOutDashes = (pattern: Pattern): Pattern[] => {
  const dashes = pattern.filter((part) => part === DASH).length;
  if (dashes === 0 || DASHES.length ** dashes > MAX_EXPANSION) return [pattern];
  let written: Pattern[] = [[]];
  for (const part of pattern) {
    const options = part === DASH ? DASHES : [part];
    written = written.flatMap((start) => options.map((option) => append(start, option)));
  }
  return written;
};

const append = (pattern: Pattern, part: Pattern[number]): Pattern => {
  const last = pattern.at(-1);
  return typeof last === 'string' && typeof part === 'string'
    ? [...pattern.slice(0, -1), last + part]
    : [...pattern, part];
};
