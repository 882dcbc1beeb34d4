import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Kinds of value that an indicator can be made of. */
export type ValueKind =
  | 'ipv4'
  | 'ipv6'
  | 'ipv4-range'
  | 'ipv6-range'
  | 'domain'
  | 'url'
  | 'email'
  | 'MD5'
  | 'SHA-1'
  | 'SHA-256'
  | 'SHA-512';

/** A value in the form in which it is compared. */
export interface Value {
  readonly kind: ValueKind;
  readonly value: string;
}

const hashes: Readonly<Record<number, ValueKind>> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256', 128: 'SHA-512' };

/** What a text names: an address, range, domain, URL, hash or e-mail address, defanged or plain; undefined for none. */
export function classify(text: string): Value | undefined {
  const value = refang(text);
  if (/^[0-9a-f]+$/i.test(value) && hashes[value.length])
    return { kind: hashes[value.length]!, value: value.toLowerCase() };
  const [address = '', length, ...more] = value.split('/');
  const family = isIP(address);
  if (family !== 0 && length === undefined)
    return { kind: family === 4 ? 'ipv4' : 'ipv6', value: address.toLowerCase() };
  if (
    family !== 0 &&
    more.length === 0 &&
    /^\d{1,3}$/.test(length ?? '') &&
    Number(length) <= (family === 4 ? 32 : 128)
  ) {
    return { kind: family === 4 ? 'ipv4-range' : 'ipv6-range', value: `${address.toLowerCase()}/${Number(length)}` };
  }
  if (/^(https?|ftps?):\/\//i.test(value)) return URL.canParse(value) ? { kind: 'url', value } : undefined;
  const [user, host, ...others] = value.split('@');
  if (host !== undefined) {
    const domain = others.length === 0 && /^[^\s<>"(),:;\\]{1,64}$/.test(user ?? '') ? domainName(host) : undefined;
    return domain ? { kind: 'email', value: `${user}@${domain}` } : undefined;
  }
  const domain = domainName(value);
  return domain ? { kind: 'domain', value: domain } : undefined;
}

/** A value as people pass it on so that nobody opens it by accident, made plain again. */
export function refang(text: string): string {
  return text
    .trim()
    .replace(/^(hxxp|h\[tt\]p|meow)(s?)/i, 'http$2')
    .replace(/^fxp/i, 'ftp')
    .replace(/\[:\]\/\/|\[:\/\/\]|:\[\/\/\]/, '://')
    .replaceAll(/\s*[[({]\s*(?:\.|dot)\s*[\])}]\s*/gi, '.')
    .replaceAll('\\.', '.')
    .replaceAll('[:]', ':')
    .replaceAll(/\s*[[({]\s*(?:@|at)\s*[\])}]\s*/gi, '@');
}

/** A domain name in its ASCII form, or undefined for what is none. */
function domainName(text: string): string | undefined {
  const name = domainToASCII(text.replace(/\.$/, '')).toLowerCase();
  if (name.length > 253 || isIP(name) !== 0) return undefined;
  const labels = name.split('.');
  const good = labels.length > 1 && labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  // No top-level domain is a number; `1.2.3` is none.
  return good && /[a-z]/.test(labels.at(-1) ?? '') ? name : undefined;
}
