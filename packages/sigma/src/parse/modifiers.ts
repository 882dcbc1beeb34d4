import { DASH, MANY, type Pattern, type Placeholder, joinPatterns, literalOf, parsePattern } from '../rule/pattern.ts';
import type { Comparison, Test, TimePart } from '../rule/rule.ts';
import { parseNetwork } from '../evaluate/network.ts';
import { checkRegex } from '../regex/compile.ts';
import { base64, base64Offsets, bytesOf, utf16, utf8 } from './encode.ts';

const COMPARISONS = ['lt', 'lte', 'gt', 'gte'] as const;
const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
const PLACES = ['contains', 'startswith', 'endswith'] as const;
const TRANSFORMS = [
  'base64',
  'base64offset',
  'utf16',
  'utf16le',
  'utf16be',
  'wide',
  'windash',
  'expand',
  'cased',
] as const;
const KINDS = ['re', 'cidr', 'exists', 'fieldref'] as const;
const FLAGS = ['i', 'm', 's'] as const;
const KNOWN = new Set<string>([
  ...COMPARISONS,
  ...TIME_PARTS,
  ...PLACES,
  ...TRANSFORMS,
  ...KINDS,
  ...FLAGS,
  'all',
  'neq',
]);

/** What a field name with its modifiers asks for: how values are read, and how they are joined. */
export interface Modifiers {
  readonly all: boolean;
  readonly negated: boolean;
  /** Reads one value of the rule, or says why it cannot be used with these modifiers. */
  readonly read: (value: unknown) => Test | Refusal;
}

/** Why a value or a chain of modifiers is refused. */
export interface Refusal {
  readonly refused: string;
}

const refuse = (refused: string): Refusal => ({ refused });

/** Reads the modifiers behind a field name (Sigma modifiers appendix 2.1); `keyword` when there is no field. */
export const readModifiers = (names: readonly string[], keyword: boolean): Modifiers | Refusal => {
  const unknown = names.find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return refuse(`there is no modifier «${unknown}»`);
  const kinds = [...KINDS, ...COMPARISONS].filter((name) => names.includes(name));
  if (kinds.length > 1) return refuse(`the modifiers ${kinds.join(' and ')} exclude one another`);
  const flags = FLAGS.filter((flag) => names.includes(flag));
  if (flags.length > 0 && !names.includes('re')) return refuse(`the modifier «${flags[0]}» needs «re» before it`);
  const parts = TIME_PARTS.filter((part) => names.includes(part));
  if (parts.length > 1) return refuse(`a value is compared with one part of a date, not with ${parts.join(' and ')}`);
  if (keyword && (names.includes('exists') || names.includes('fieldref'))) return refuse('a keyword has no field');
  return {
    all: names.includes('all'),
    negated: names.includes('neq'),
    read: (value) => readValue(value, names, keyword),
  };
};

const readValue = (value: unknown, names: readonly string[], keyword: boolean): Test | Refusal => {
  const first = readKind(value, names);
  if ('refused' in first) return first;
  let test: Test | Refusal = first;
  // Whether the text stands for bytes since a UTF-16 modifier, which Base64 must then take as they are.
  let bytes = false;
  for (const name of names) {
    test = transform(test, name, bytes);
    if ('refused' in test) return test;
    bytes ||= name.startsWith('utf16') || name === 'wide';
  }
  // A keyword is looked for anywhere in a value (Sigma rules 2.1, Keywords search).
  return keyword ? place(asText(test), 'contains') : test;
};

/** The value as the kind of test that the type modifiers ask for. */
const readKind = (value: unknown, names: readonly string[]): Test | Refusal => {
  const plain = typeof value === 'bigint' ? readInteger(value) : value;
  const part = TIME_PARTS.find((name) => names.includes(name));
  const comparison = COMPARISONS.find((name) => names.includes(name));
  if (comparison !== undefined || part !== undefined) return readComparison(plain, comparison ?? 'eq', part);
  if (names.includes('exists')) {
    return typeof plain === 'boolean' ? { is: 'exists', value: plain } : refuse('«exists» needs true or false');
  }
  if (names.includes('re')) return readRegex(plain, names);
  if (names.includes('cidr')) return readCidr(plain, names.includes('expand'));
  if (names.includes('fieldref')) {
    return typeof plain === 'string' && plain !== ''
      ? { is: 'field', field: plain, how: 'equals' }
      : refuse('«fieldref» needs the name of a field');
  }
  if (plain === null) return { is: 'null' };
  if (typeof plain === 'string') return { is: 'text', pattern: parsePattern(plain) };
  if (typeof plain === 'number') return { is: 'number', value: plain };
  if (typeof plain === 'boolean') return { is: 'boolean', value: plain };
  return refuse('a value is a text, a number, true, false or null');
};

/** An integer that a double cannot hold is kept as text, to be compared digit by digit. */
const readInteger = (value: bigint): number | string =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();

const readComparison = (value: unknown, by: Comparison, part: TimePart | undefined): Test | Refusal => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return refuse('a comparison needs a number');
  return { is: 'compare', by, value: number, ...(part !== undefined && { part }) };
};

const readRegex = (value: unknown, names: readonly string[]): Test | Refusal => {
  if (typeof value !== 'string' && typeof value !== 'number') return refuse('«re» needs a text');
  const flags = FLAGS.filter((flag) => names.includes(flag)).join('');
  const source = String(value);
  const problem = checkRegex(source, flags);
  return problem === undefined ? { is: 'regex', source, flags } : refuse(problem);
};

const readCidr = (value: unknown, expand: boolean): Test | Refusal => {
  if (typeof value !== 'string') return refuse('«cidr» needs a network such as 10.0.0.0/8');
  if (expand && /^%[^%]+%$/.test(value)) return { is: 'cidr', network: value };
  return parseNetwork(value) ? { is: 'cidr', network: value } : refuse(`«${value}» is no network such as 10.0.0.0/8`);
};

const asText = (test: Test): Test =>
  test.is === 'number' || test.is === 'boolean' ? { is: 'text', pattern: [String(test.value)] } : test;

/** Applies one modifier to a test; those that only choose the kind of test leave it as it is. */
const transform = (test: Test, name: string, bytes: boolean): Test | Refusal => {
  if (test.is === 'any') {
    const tests: Test[] = [];
    for (const one of test.of) {
      const changed = transform(one, name, bytes);
      if ('refused' in changed) return changed;
      tests.push(changed);
    }
    return { is: 'any', of: tests };
  }
  switch (name) {
    case 'contains':
    case 'startswith':
    case 'endswith':
      return place(asText(test), name);
    case 'cased':
      if (test.is === 'text' || test.is === 'field') return { ...test, cased: true };
      return test.is === 'regex' ? test : refuse('«cased» needs a text');
    case 'base64':
    case 'base64offset':
      return encode(asText(test), name, bytes);
    case 'windash':
    case 'utf16':
    case 'utf16le':
    case 'utf16be':
    case 'wide': {
      const text = asText(test);
      if (text.is !== 'text') return refuse(`«${name}» needs a text`);
      return { ...text, pattern: name === 'windash' ? withDashes(text.pattern) : inUtf16(text.pattern, name) };
    }
    case 'expand':
      if (test.is === 'cidr') return test;
      if (test.is !== 'text') return refuse('«expand» needs a text or a network');
      return { ...test, pattern: withPlaceholders(test.pattern) };
    default:
      return test;
  }
};

const place = (test: Test, where: (typeof PLACES)[number]): Test | Refusal => {
  if (test.is === 'any') {
    const tests = test.of.map((one) => place(one, where));
    const refused = tests.find((one): one is Refusal => 'refused' in one);
    return refused ?? { is: 'any', of: tests.filter((one): one is Test => !('refused' in one)) };
  }
  if (test.is === 'field') return { ...test, how: where };
  // A regex is searched anywhere already.
  if (test.is === 'regex' && where === 'contains') return test;
  if (test.is !== 'text') return test.is === 'cidr' && where === 'contains' ? test : refuse(`«${where}» needs a text`);
  const front = where === 'startswith' ? [] : [MANY];
  const back = where === 'endswith' ? [] : [MANY];
  return { ...test, pattern: joinPatterns(joinPatterns(front as Pattern, test.pattern), back as Pattern) };
};

const encode = (test: Test, name: 'base64' | 'base64offset', bytes: boolean): Test | Refusal => {
  const literal = test.is === 'text' ? literalOf(test.pattern) : undefined;
  if (test.is !== 'text' || literal === undefined) return refuse(`«${name}» needs a text without wildcards`);
  if (literal === '') return refuse(`«${name}» of an empty text would match everything`);
  const content = bytes ? bytesOf(literal) : utf8(literal);
  if (name === 'base64') return { ...test, pattern: [base64(content)] };
  return { is: 'any', of: base64Offsets(content).map((text) => ({ ...test, pattern: [text] })) };
};

const inUtf16 = (pattern: Pattern, name: string): Pattern => {
  const encoded = pattern.map((part) =>
    typeof part === 'string' ? utf16(part, name === 'utf16be' ? 'be' : 'le') : part,
  );
  // Plain «utf16» begins with the byte order mark of little endian.
  return name === 'utf16' ? joinPatterns(['\xff\xfe'], encoded) : encoded;
};

/** Every dash that begins a word-like argument may be any of the five. */
const withDashes = (pattern: Pattern): Pattern =>
  pattern.flatMap((part): Pattern => (typeof part === 'string' ? splitBy(part, /\B([-/–—―])\b/, () => DASH) : [part]));

/** `%name%` becomes a placeholder; `\%` is a plain per cent sign. */
const withPlaceholders = (pattern: Pattern): Pattern =>
  pattern.flatMap((part): Pattern =>
    typeof part === 'string'
      ? splitBy(part, /(?<!\\)%([^%\\ ]+)%/, (placeholder): Placeholder => ({ placeholder })).map((piece) =>
          typeof piece === 'string' ? piece.replaceAll(String.raw`\%`, '%') : piece,
        )
      : [part],
  );

/** Replaces what an expression with one group captures, keeping the text between. */
const splitBy = <T>(text: string, expression: RegExp, replace: (captured: string) => T): (string | T)[] =>
  text
    .split(expression)
    .map((piece, index) => (index % 2 === 1 ? replace(piece) : piece))
    .filter((piece) => piece !== '');
