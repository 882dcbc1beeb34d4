const BRACKETED = /[[({][ \t]{0,2}(\.|dot|:\/\/|:|@|at)[ \t]{0,2}[\])}]/gi;
const HALF_BRACKETED = /\[\.|\.\]/g;
const SCHEME = /\bh(?:xx|\*\*|__)p(s?)(?=:|\[)/gi;
const WORDS: Readonly<Record<string, string>> = { dot: '.', at: '@' };

/**
 * Undoes the ways in which people make a value unclickable: `[.]`, `(dot)`, `{at}`, `[://]`, `[.`, `hxxp`.
 * Only marked forms count, so that a name such as `dot-star.online` stays as it is.
 */
export function refang(text: string): string {
  if (!isDefanged(text)) return text;
  return text
    .replaceAll(SCHEME, 'http$1')
    .replaceAll(BRACKETED, (_, mark: string) => WORDS[mark.toLowerCase()] ?? mark)
    .replaceAll(HALF_BRACKETED, '.');
}

/** Whether {@link refang} may have something to do. */
export const isDefanged = (text: string): boolean =>
  /[[({][ \t]{0,2}(?:[.:@]|dot|at)|\.\]|\bh(?:xx|\*\*|__)p/i.test(text);
