import type { Result } from '@sanad/result';
import { ok } from '@sanad/result';
import { comparisonTests, parsePattern, plainAlternatives } from '@sanad/stix';
import type { ComparisonTest, ObjectPath, Pattern } from '@sanad/stix';
import type { ObservableType } from '../observable/type.ts';

/** A value that makes an indicator hit as soon as it is seen. */
export interface WatchedValue {
  readonly type: ObservableType;
  readonly text: string;
}

/** How an indicator is watched for: by a table of values, or by the pattern engine. */
export type Classified =
  | { readonly kind: 'values'; readonly values: readonly WatchedValue[] }
  | { readonly kind: 'pattern'; readonly pattern: Pattern };

const VALUE_TYPES: Readonly<Record<string, ObservableType>> = {
  'ipv4-addr': 'ipv4',
  'ipv6-addr': 'ipv6',
  'domain-name': 'domain',
  url: 'url',
  'email-addr': 'email',
  'mac-addr': 'mac',
};

/** Hash algorithm names of STIX 2.1 §10.7 and the ways in which feeds spell them, without case and dashes. */
const HASH_TYPES: Readonly<Record<string, ObservableType>> = {
  md5: 'md5',
  sha1: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
  imphash: 'imphash',
};

/** The type of the values that an object path selects, if tables hold such values. */
export function typeOfPath(path: ObjectPath): ObservableType | undefined {
  const names = path.steps.map((step) => (step.kind === 'key' ? step.name : ''));
  const [first = '', second = '', third] = names;
  if (names.length === 1 && first === 'value') return VALUE_TYPES[path.objectType];
  if (path.objectType === 'file' && names.length === 1 && first === 'name') return 'file-name';
  if (first !== 'hashes' || third !== undefined) return undefined;
  const hash = HASH_TYPES[second.toLowerCase().replaceAll(/[-_]/g, '')];
  if (path.objectType === 'file') return hash;
  return path.objectType === 'x509-certificate' && hash !== undefined ? 'certificate' : undefined;
}

/** Nearly all shared indicators look like this, and need no parser. */
const COMMON =
  /^\[\s*(?:(ipv4-addr|ipv6-addr|domain-name|url|email-addr|mac-addr):value|file:hashes\.'?(MD5|SHA-?1|SHA-?256|SHA-?512)'?)\s*=\s*'([^'\\]+)'\s*\]$/;

/** Finds how to watch for a pattern; fails with the parser's issues for text that is no STIX pattern. */
export function classify(text: string): Result<Classified> {
  const common = COMMON.exec(text);
  if (common !== null) {
    const [, objectType = '', hash = '', value = ''] = common;
    const type = VALUE_TYPES[objectType] ?? HASH_TYPES[hash.toLowerCase().replace('-', '')];
    if (type !== undefined) return ok({ kind: 'values', values: [{ type, text: value }] });
  }
  const parsed = parsePattern(text);
  if (!parsed.ok) return parsed;
  const values = watchedValues(parsed.value);
  return ok(values === undefined ? { kind: 'pattern', pattern: parsed.value } : { kind: 'values', values });
}

/** The values of an OR of equalities, subsets and simple LIKEs; undefined if the pattern is anything else. */
function watchedValues(pattern: Pattern): WatchedValue[] | undefined {
  const alternatives = plainAlternatives(pattern);
  if (alternatives === undefined) {
    const [test, ...more] = pattern.kind === 'observation' ? comparisonTests(pattern) : [];
    const value = test !== undefined && more.length === 0 ? likeValue(test) : undefined;
    return value === undefined ? undefined : [value];
  }
  const values: WatchedValue[] = [];
  for (const { path, operator, value } of alternatives) {
    const type = typeOfPath(path);
    const given = typeof value === 'string' ? value : value.kind === 'string' ? value.value : undefined;
    if (type === undefined || given === undefined) return undefined;
    if (operator === 'ISSUBSET' && type !== 'ipv4' && type !== 'ipv6') return undefined;
    // A table of names would let a path stand for every file that ends like it.
    if (type === 'file-name' && /[/\\]/.test(given)) return undefined;
    values.push({ type, text: given });
  }
  return values;
}

/** `LIKE '%.example.com'` on names and `LIKE 'https://host/path%'` on URLs (STIX 2.1 §9.6.1). */
function likeValue(test: ComparisonTest): WatchedValue | undefined {
  if (test.operator !== 'LIKE' || test.negated) return undefined;
  const type = typeOfPath(test.path);
  if (type === 'domain' && /^%\.[^%_]+$/.test(test.value)) return { type: 'domain-suffix', text: test.value.slice(1) };
  const prefix = /^([a-z]+:\/\/[a-z0-9.:-]+\/[^%_]*)%$/.exec(test.value)?.[1];
  return type === 'url' && prefix !== undefined ? { type: 'url-prefix', text: prefix } : undefined;
}
