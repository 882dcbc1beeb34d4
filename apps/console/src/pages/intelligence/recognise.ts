/** A value that an indicator can be made of, and its STIX pattern. */
export interface Recognised {
  readonly kind: 'ipv4-addr' | 'ipv6-addr' | 'domain-name' | 'url' | 'email-addr' | 'md5' | 'sha1' | 'sha256';
  readonly value: string;
  readonly pattern: string;
}

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const forms: readonly (readonly [Recognised['kind'], RegExp])[] = [
  ['ipv4-addr', new RegExp(String.raw`^${octet}(?:\.${octet}){3}(?:/(?:[12]?\d|3[0-2]))?$`)],
  ['ipv6-addr', /^(?=.*:.*:)[\da-f:]{2,39}(?:\/\d{1,3})?$/i],
  ['url', /^https?:\/\/[^\s'\\]+$/i],
  ['email-addr', /^[^\s@'\\]+@[^\s@'\\]+\.[a-z]{2,}$/i],
  ['sha256', /^[\da-f]{64}$/i],
  ['sha1', /^[\da-f]{40}$/i],
  ['md5', /^[\da-f]{32}$/i],
  ['domain-name', /^(?=.{4,253}$)(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+\p{L}{2,63}$/u],
];

const hashes = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256' } as const;

/** Says what a value is, written plainly or defanged (`hxxp://evil[.]example`); undefined when it is nothing known. */
export function recognise(written: string): Recognised | undefined {
  const value = written
    .trim()
    .replaceAll(/\[(\.|:|@)\]|\((\.)\)/g, (_, one: string | undefined, other: string | undefined) => one ?? other ?? '')
    .replace(/^hxxp/i, 'http');
  const kind = forms.find(([, form]) => form.test(value))?.[0];
  if (!kind) return undefined;
  if (kind === 'md5' || kind === 'sha1' || kind === 'sha256') {
    const hash = value.toLowerCase();
    return { kind, value: hash, pattern: `[file:hashes.'${hashes[kind]}' = '${hash}']` };
  }
  return { kind, value, pattern: `[${kind}:value = '${value}']` };
}
