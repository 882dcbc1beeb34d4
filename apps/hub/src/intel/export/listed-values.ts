import { isIP } from 'node:net';
import { parsePattern, plainAlternatives, type ObjectPath, type StixObject } from '@sanad/stix';

/** Kinds of value that sensors and firewalls take as a list. */
export type ListedKind =
  | 'ip'
  | 'range'
  | 'domain'
  | 'url'
  | 'email'
  | 'MD5'
  | 'SHA-1'
  | 'SHA-256'
  | 'SHA-512'
  | 'filename';

/** One value that is enough by itself for an indicator to match. */
export interface ListedValue {
  readonly kind: ListedKind;
  readonly value: string;
}

/** Ranges wider than these would cut off half the internet, by mistake or on purpose; they get into no list. */
const widest = { 4: 8, 6: 16 } as const;

/**
 * The values of an indicator that stand for it in a list. A pattern that takes more than one value together, a sequence,
 * or another language than STIX has none: a list would say more than the indicator does.
 */
export function listedValues(indicator: StixObject): ListedValue[] {
  if (indicator.type !== 'indicator' || indicator['pattern_type'] !== 'stix') return [];
  const pattern = parsePattern(String(indicator['pattern']));
  const alternatives = pattern.ok ? (plainAlternatives(pattern.value) ?? []) : [];
  return alternatives.flatMap(({ path, value }) => {
    const text = typeof value === 'string' ? value : value.kind === 'string' ? value.value : '';
    return listedValue(path, text) ?? [];
  });
}

/** Whether an indicator speaks of now: not revoked, its time begun and not over, and not of benign things. */
export function inForce(indicator: StixObject, now: number): boolean {
  const [from, until] = [indicator['valid_from'], indicator['valid_until']].map((stamp) => Date.parse(String(stamp)));
  const types = indicator['indicator_types'];
  const benign = Array.isArray(types) && types.length > 0 && types.every((type) => type === 'benign');
  return indicator.revoked !== true && !benign && !((from ?? 0) > now) && !((until ?? Infinity) <= now);
}

function listedValue({ objectType, steps }: ObjectPath, text: string): ListedValue | undefined {
  const path = [objectType, ...steps.map((step) => (step.kind === 'key' ? step.name : '*'))].join(' ');
  switch (path) {
    case 'ipv4-addr value':
    case 'ipv6-addr value':
    case 'network-traffic src_ref value':
    case 'network-traffic dst_ref value':
      return address(text) ?? (path.startsWith('network') ? domain(text) : undefined);
    case 'domain-name value':
      return domain(text);
    case 'url value':
      return /^[a-z][a-z0-9+.-]*:\/\/[\u0021-\u007e]+$/i.test(text) ? { kind: 'url', value: text } : undefined;
    case 'email-addr value':
    case 'email-message from_ref value':
      return /^[^\s@]+@[^\s@]+$/.test(text) ? { kind: 'email', value: text.toLowerCase() } : undefined;
    case 'file name':
      return oneLine(text) ? { kind: 'filename', value: text } : undefined;
    default:
      return objectType === 'file' && steps.length === 2 ? hash(path, text) : undefined;
  }
}

function address(text: string): ListedValue | undefined {
  const [base = '', length] = text.split('/');
  const family = isIP(base) as 0 | 4 | 6;
  if (family === 0) return undefined;
  if (length === undefined) return { kind: 'ip', value: base.toLowerCase() };
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (bits === (family === 4 ? 32 : 128)) return { kind: 'ip', value: base.toLowerCase() };
  return bits >= widest[family] && bits < (family === 4 ? 32 : 128)
    ? { kind: 'range', value: `${base.toLowerCase()}/${bits}` }
    : undefined;
}

function domain(text: string): ListedValue | undefined {
  const value = text.toLowerCase().replace(/\.$/, '');
  return /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(value)
    ? { kind: 'domain', value }
    : undefined;
}

const lengths: Readonly<Record<string, [ListedKind, number]>> = {
  MD5: ['MD5', 32],
  SHA1: ['SHA-1', 40],
  SHA256: ['SHA-256', 64],
  SHA512: ['SHA-512', 128],
};

function hash(path: string, text: string): ListedValue | undefined {
  const [kind, length] = lengths[/^file hashes (.+)$/.exec(path)?.[1]?.replace('-', '').toUpperCase() ?? ''] ?? [];
  return kind && text.length === length && /^[0-9a-f]+$/i.test(text) ? { kind, value: text.toLowerCase() } : undefined;
}

// oxlint-disable-next-line no-control-regex -- a control character would break every line format
const oneLine = (text: string): boolean => text !== '' && !/[\u0000-\u001f\u007f\u2028\u2029]/.test(text);
