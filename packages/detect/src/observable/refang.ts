const BRACKETED = /[[({][ \t]{0,2}(\.|dot|:\/\/|:|@|at)[ \t]{0,2}[\])}]/gi;
const HALF_BRACKETED = /\[\.|\.\]/g;
const SCHEME = /\bh(?:xx|\*\*|__)p(s?)(?=:|\[)/gi;
const MAX_ROUNDS = 8;
const WORDS: Readonly<Record<string, string>> = { dot: '.', at: '@' };

/**
 * Undoes the ways in which people make a value unclickable: `[.]`, `(dot)`, `{at}`, `[://]`, `[.`, `hxxp`.
 * Only marked forms count, so that a name such as `dot-star.online` stays as it is.
 */
export function refang(text: string): string {
  let clean = text;
  // Marks can stand within marks; nobody nests them deep.
  for (let round = 0; round < MAX_ROUNDS && isDefanged(clean); round++) {
    const before = clean;
    clean = clean
      .replaceAll(SCHEME, 'http$1')
      .replaceAll(BRACKETED, (_, mark: string) => WORDS[mark.toLowerCase()] ?? mark)
      .replaceAll(HALF_BRACKETED, '.');
    if (clean === before) break;
  }
  return clean;
}

/** Whether {@link refang} may have something to do. */
export const isDefanged = (text: string): boolean =>
  /[[({][ \t]{0,2}(?:[.:@]|dot|at)|\.\]|\bh(?:xx|\*\*|__)p/i.test(text);
