import type { Issue, Result } from '@sanad/result';
import { ok } from '@sanad/result';
import type { ObservableType } from '../observable/type.ts';

const KINDS = ['string', 'substring', 'hostname', 'cidr', 'regex'] as const;

/** How the entries of a list are compared with a value. */
export type WarninglistKind = (typeof KINDS)[number];

/** A list of values that are no threat, in the format of MISP warninglists. */
export interface Warninglist {
  readonly name: string;
  readonly type: WarninglistKind;
  readonly list: readonly string[];
  readonly description?: string;
  readonly version?: number;
  /** MISP attribute types that the list speaks about; absent or empty means all. */
  readonly matching_attributes?: readonly string[];
}

/** Checks a parsed MISP warninglist. */
export function parseWarninglist(input: unknown): Result<Warninglist> {
  const issues: Issue[] = [];
  const wrong = (path: string, message: string): void =>
    void issues.push({ code: 'warninglist-shape', path, message, spec: 'MISP warninglists schema' });
  const isObject = typeof input === 'object' && input !== null;
  const { name, type, list, matching_attributes: attributes } = (isObject ? input : {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name === '') wrong('name', 'A list has a name.');
  if (!KINDS.some((kind) => kind === type)) wrong('type', `One of ${KINDS.join(', ')} is wanted.`);
  if (!Array.isArray(list)) wrong('list', 'A list of strings is wanted.');
  else
    for (const [index, entry] of list.entries())
      if (typeof entry !== 'string') wrong(`list/${index}`, 'A string is wanted.');
  if (attributes !== undefined && !(Array.isArray(attributes) && attributes.every((item) => typeof item === 'string')))
    wrong('matching_attributes', 'A list of strings is wanted.');
  return issues.length > 0 ? { ok: false, issues } : ok(input as Warninglist);
}

const ADDRESSES: readonly ObservableType[] = ['ipv4', 'ipv6'];

/** MISP attribute types and the observables they are here; composites such as `ip-dst|port` are split before. */
const ATTRIBUTES: Readonly<Record<string, readonly ObservableType[]>> = {
  ip: ADDRESSES,
  'ip-src': ADDRESSES,
  'ip-dst': ADDRESSES,
  domain: ['domain'],
  hostname: ['domain'],
  url: ['url'],
  uri: ['url'],
  link: ['url'],
  email: ['email'],
  'email-src': ['email'],
  'email-dst': ['email'],
  'email-reply-to': ['email'],
  filename: ['file-name'],
  md5: ['md5'],
  sha1: ['sha1'],
  sha224: ['sha224'],
  sha256: ['sha256'],
  sha384: ['sha384'],
  sha512: ['sha512'],
  imphash: ['imphash'],
  'mac-address': ['mac'],
  'ja3-fingerprint-md5': ['ja3'],
  'x509-fingerprint-md5': ['certificate'],
  'x509-fingerprint-sha1': ['certificate'],
  'x509-fingerprint-sha256': ['certificate'],
};

/** The observables that a list speaks about; undefined for all of them. */
export function typesOf(list: Warninglist): ReadonlySet<ObservableType> | undefined {
  const attributes = list.matching_attributes ?? [];
  if (attributes.length === 0) return undefined;
  return new Set(attributes.flatMap((attribute) => attribute.split('|')).flatMap((part) => ATTRIBUTES[part] ?? []));
}
