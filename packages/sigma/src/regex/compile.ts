import { RE2JS } from 're2js';

/** A compiled regular expression that is searched for in a text, in time linear in the text. */
export interface Regex {
  readonly test: (text: string) => boolean;
}

const compiled = new Map<string, Regex>();

/** Longest expression that is compiled, in characters. */
const MAX_LENGTH = 8192;

const re2Flags = (flags: string): number =>
  (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
  (flags.includes('m') ? RE2JS.MULTILINE : 0) |
  (flags.includes('s') ? RE2JS.DOTALL : 0);

/** Compiles a regular expression with the flags i, m and s; throws on one that `checkRegex` refuses. */
export const compileRegex = (source: string, flags: string): Regex => {
  const key = `${flags}/${source}`;
  let regex = compiled.get(key);
  if (!regex) {
    const expression = RE2JS.compile(source, re2Flags(flags));
    regex = { test: (text) => expression.test(text) };
    compiled.set(key, regex);
  }
  return regex;
};

/** Why a regular expression is refused, `undefined` if it is none. */
export const checkRegex = (source: string, flags: string): string | undefined => {
  if (source.length > MAX_LENGTH) return `the regular expression is longer than ${MAX_LENGTH} characters`;
  try {
    compileRegex(source, flags);
    return undefined;
  } catch (error) {
    return `the regular expression is refused: ${error instanceof Error ? error.message : String(error)}`;
  }
};
