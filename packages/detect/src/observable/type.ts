/** The kinds of value that indicators name and events contain; a value's code is its index and is stored, so add at the end. */
export const OBSERVABLE_TYPES = [
  'none',
  'ipv4',
  'ipv6',
  'domain',
  'url',
  'email',
  'file-name',
  'mac',
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'imphash',
  'certificate',
  'ja3',
  'domain-suffix',
  'url-prefix',
  'text',
  'retired-id',
  'pattern-literal',
] as const;

/** The kind of a value, such as `ipv4` or `sha256`. */
export type ObservableType = (typeof OBSERVABLE_TYPES)[number];

const codes = new Map<string, number>(OBSERVABLE_TYPES.map((type, code) => [type, code]));

/** The number that stands for a type in keys and stored tables. */
export const codeOf = (type: ObservableType): number => codes.get(type) ?? 0;

/** The type that a stored number stands for; `none` for a number that is not in use. */
export const typeOf = (code: number): ObservableType => OBSERVABLE_TYPES[code] ?? 'none';

export const IPV4 = codeOf('ipv4');
export const IPV6 = codeOf('ipv6');
export const DOMAIN = codeOf('domain');
export const URL_TYPE = codeOf('url');
export const EMAIL = codeOf('email');
export const FILE_NAME = codeOf('file-name');
export const MAC = codeOf('mac');
export const MD5 = codeOf('md5');
export const SHA512 = codeOf('sha512');
export const IMPHASH = codeOf('imphash');
export const CERTIFICATE = codeOf('certificate');
export const JA3 = codeOf('ja3');
export const DOMAIN_SUFFIX = codeOf('domain-suffix');
export const URL_PREFIX = codeOf('url-prefix');
export const TEXT = codeOf('text');
export const RETIRED_ID = codeOf('retired-id');

/** Types as a set of bits, by code. */
export const bitOf = (type: number): number => 1 << type;

/** Every type that events hold. */
export const ALL_TYPES = 0x7fffffff;

/** The digests that are told by their length. */
export const DIGESTS = bitOf(MD5) | bitOf(MD5 + 1) | bitOf(MD5 + 2) | bitOf(MD5 + 3) | bitOf(MD5 + 4) | bitOf(SHA512);
