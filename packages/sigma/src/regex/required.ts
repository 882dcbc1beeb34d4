/** Longest list of alternatives that is worth looking for. */
const MAX_ALTERNATIVES = 64;

/**
 * Literal texts (folded, ASCII) of which at least one stands in every text that a regular expression matches, or
 * `undefined` where no such list is plain to see. Understands less than the expression's full syntax and then gives
 * up, so that it never names a text that could be absent.
 */
export const requiredLiterals = (source: string): string[] | undefined => {
  const reader = { source, at: 0 };
  const found = readAlternatives(reader);
  return found !== UNKNOWN && reader.at === source.length && found && found.length <= MAX_ALTERNATIVES
    ? found
    : undefined;
};

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

const UNKNOWN = Symbol('not understood');

interface Reader {
  readonly source: string;
  at: number;
}

/** Texts of which one must occur; `undefined`: none known; `UNKNOWN`: the syntax was not understood. */
type Required = string[] | undefined | typeof UNKNOWN;

const readAlternatives = (reader: Reader): Required => {
  const all: string[] = [];
  let known = true;
  for (;;) {
    const branch = readBranch(reader);
    if (branch === UNKNOWN) return UNKNOWN;
    if (branch) all.push(...branch);
    else known = false;
    if (reader.source[reader.at] !== '|') return known ? all : undefined;
    reader.at += 1;
  }
};

/** A sequence of atoms: of all its literal runs and groups, the one whose shortest text is longest. */
const readBranch = (reader: Reader): Required => {
  let best: string[] | undefined;
  let run = '';
  const offer = (texts: string[]): void => {
    const shortest = (list: string[]): number => Math.min(...list.map((text) => text.length));
    if (shortest(texts) > 0 && (!best || shortest(texts) > shortest(best))) best = texts;
  };
  const flush = (): void => {
    offer([run]);
    run = '';
  };
  while (reader.at < reader.source.length) {
    const char = reader.source[reader.at] ?? '';
    if (char === '|' || char === ')') break;
    const atom = readAtom(reader);
    if (atom === UNKNOWN) return UNKNOWN;
    const times = readQuantifier(reader);
    if (times === UNKNOWN) return UNKNOWN;
    if (typeof atom === 'string') {
      if (times === 'once') run += atom;
      else {
        if (times === 'repeated') run += atom;
        flush();
      }
    } else {
      flush();
      if (atom && times !== 'optional') offer(atom);
    }
  }
  flush();
  return best;
};

/** One literal character, or what is required of a group; `undefined` for what matches various characters or none. */
const readAtom = (reader: Reader): string | string[] | undefined | typeof UNKNOWN => {
  const char = reader.source[reader.at] ?? '';
  reader.at += 1;
  if (char === '\\') return readEscape(reader);
  if (char === '[') return readClass(reader);
  if (char === '(') return readGroup(reader);
  if (char === '.' || char === '^' || char === '$') return undefined;
  if (char === '*' || char === '+' || char === '?' || char === '{') return UNKNOWN;
  // Beyond ASCII, cases fold in more ways than the index knows.
  return char.charCodeAt(0) < 128 ? char.toLowerCase() : undefined;
};

const readEscape = (reader: Reader): string | undefined | typeof UNKNOWN => {
  const char = reader.source[reader.at] ?? '';
  reader.at += 1;
  if (/[dDwWsSbB]/.test(char)) return undefined;
  const control = CONTROLS[char];
  if (control !== undefined) return control;
  return /[!-/:-@[-`{-~ ]/.test(char) ? char : UNKNOWN;
};

const readClass = (reader: Reader): undefined | typeof UNKNOWN => {
  if (reader.source[reader.at] === '^') reader.at += 1;
  // A bracket that comes first is an ordinary member.
  if (reader.source[reader.at] === ']') reader.at += 1;
  while (reader.at < reader.source.length && reader.source[reader.at] !== ']') {
    if (reader.source[reader.at] === '[') return UNKNOWN;
    reader.at += reader.source[reader.at] === '\\' ? 2 : 1;
  }
  if (reader.source[reader.at] !== ']') return UNKNOWN;
  reader.at += 1;
  return undefined;
};

const readGroup = (reader: Reader): Required => {
  if (reader.source[reader.at] === '?') {
    // `(?:` opens a group; `(?i)` changes how the rest is matched, and only `x` and `U` would change what it requires.
    const [opening] = /^\?[ims]*[:)]/.exec(reader.source.slice(reader.at, reader.at + 8)) ?? [''];
    if (opening === '') return UNKNOWN;
    reader.at += opening.length;
    if (opening.endsWith(')')) return undefined;
  }
  const inner = readAlternatives(reader);
  if (inner === UNKNOWN || reader.source[reader.at] !== ')') return UNKNOWN;
  reader.at += 1;
  return inner;
};

const readQuantifier = (reader: Reader): 'once' | 'repeated' | 'optional' | typeof UNKNOWN => {
  const [quantifier] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(reader.source.slice(reader.at, reader.at + 24)) ?? [''];
  reader.at += quantifier.length;
  if (quantifier === '') return 'once';
  return quantifier.startsWith('+') || /^\{0*[1-9]/.test(quantifier) ? 'repeated' : 'optional';
};
