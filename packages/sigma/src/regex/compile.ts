import { RE2JS } from 're2js';

/** A compiled regular expression that is searched for in a text, in time linear in the text. */
export interface Regex {
  /** Whether it matches anywhere in the first `reach()` characters. */
  readonly test: (text: string) => boolean;
  readonly reach: () => number;
}

/** Characters of a value that a regular expression looks at. */
const REACH = 1 << 17;
/** As `REACH`, for an expression that once was slow. */
const SLOW_REACH = 2048;
/** Milliseconds after which a search counts as slow. */
const SLOW = 25;
/** Characters of a long text that are searched first, to see how long the whole would take. */
const SAMPLE = 4096;
/** Milliseconds that the sample may take. */
const SLOW_SAMPLE = 4;
/** Searches for which a slow expression is held to `SLOW_REACH`; then one more slow one is enough. */
const HELD_FOR = 1000;
/** Longest expression that is compiled, in characters. */
const MAX_LENGTH = 8192;
/** Most instructions of a compiled expression; the largest published rule has 1,003. */
const MAX_PROGRAM = 1500;
/** Compiled expressions are kept, up to this many. */
const MAX_KEPT = 4096;

const kept = new Map<string, Regex>();

const re2Flags = (flags: string): number =>
  (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
  (flags.includes('m') ? RE2JS.MULTILINE : 0) |
  (flags.includes('s') ? RE2JS.DOTALL : 0);

/**
 * Bounds what a search costs. RE2 does not backtrack, yet an expression such as `(a|b)*a(a|b){14}` can have more states
 * than are kept, and then takes microseconds a character. An expression that is slow twice in a row sees only the
 * beginning of values for a while; once may be due to compiling or to a busy machine.
 */
export const withBreaker = (search: (text: string) => boolean, now: () => number = () => performance.now()): Regex => {
  let reach = REACH;
  let slowInRow = 0;
  let heldFor = 0;
  const timed = (text: string, limit: number): boolean => {
    const start = now();
    const found = search(text);
    slowInRow = now() - start > limit ? slowInRow + 1 : 0;
    if (slowInRow > 1 && reach === REACH) {
      reach = SLOW_REACH;
      heldFor = HELD_FOR;
    }
    return found;
  };
  return {
    reach: () => reach,
    test: (text) => {
      if (reach !== REACH && heldFor > 0) {
        heldFor -= 1;
      } else if (reach !== REACH) {
        reach = REACH;
        slowInRow = 1;
      }
      if (text.length > 2 * SAMPLE && reach === REACH) {
        timed(text.slice(0, SAMPLE), SLOW_SAMPLE);
        // Another part, because the states of the first are known now.
        if (slowInRow > 0) timed(text.slice(SAMPLE, 2 * SAMPLE), SLOW_SAMPLE);
      }
      return timed(text.length > reach ? text.slice(0, reach) : text, SLOW);
    },
  };
};

/** Compiles a regular expression with the flags i, m and s; throws on one that `checkRegex` refuses for its syntax. */
export const compileRegex = (source: string, flags: string): Regex => {
  const key = `${flags}/${source}`;
  let regex = kept.get(key);
  if (!regex) {
    if (kept.size >= MAX_KEPT) kept.clear();
    const expression = RE2JS.compile(source, re2Flags(flags));
    regex = withBreaker((text) => expression.test(text));
    kept.set(key, regex);
  }
  return regex;
};

/**
 * Why a regular expression is refused, `undefined` if it is none. RE2 knows no look-around and no back-reference,
 * which Sigma excludes too (modifiers appendix 2.1).
 */
export const checkRegex = (source: string, flags: string): string | undefined => {
  if (source.length > MAX_LENGTH) return `the regular expression is longer than ${MAX_LENGTH} characters`;
  try {
    const size = RE2JS.compile(source, re2Flags(flags)).programSize();
    return size > MAX_PROGRAM
      ? `the regular expression is too large: ${size} steps, at most ${MAX_PROGRAM}`
      : undefined;
  } catch (error) {
    return `the regular expression is refused: ${error instanceof Error ? error.message : String(error)}`;
  }
};
