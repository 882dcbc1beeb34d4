import { isIP } from 'node:net';
import { scoId, validate } from '@sanad/stix';
import type { Draft } from '../found.ts';
import { literal } from '../values/indicator.ts';

/** A cyber-observable whose references are still the things themselves. */
export interface Observable {
  readonly type: string;
  readonly [property: string]: unknown;
}

const ip = (value: string): Observable | undefined => {
  const address = value.split('/')[0] ?? '';
  const family = isIP(address);
  return family === 0 ? undefined : { type: family === 4 ? 'ipv4-addr' : 'ipv6-addr', value };
};
const of =
  (type: string, property = 'value') =>
  (value: string): Observable => ({ type, [property]: value });
const hash =
  (name: string) =>
  (value: string): Observable => ({ type: 'file', hashes: { [name]: value } });
const certificate =
  (name: string) =>
  (value: string): Observable => ({ type: 'x509-certificate', hashes: { [name]: value } });
const number =
  (type: string, property: string) =>
  (value: string): Observable | undefined => {
    const digits = /^(?:AS)?(\d+)$/i.exec(value.trim())?.[1];
    return digits === undefined ? undefined : { type, [property]: Number(digits) };
  };
const userAgent = (value: string): Observable => ({
  type: 'network-traffic',
  extensions: { 'http-request-ext': { request_header: { 'User-Agent': value } } },
});

const hives: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};

/** STIX 2.1 §6.18.1: the hive is written in full. */
function registryKey(value: string): Observable {
  const [hive = '', ...path] = value.split('\\');
  return { type: 'windows-registry-key', key: [hives[hive.toUpperCase()] ?? hive, ...path].join('\\') };
}

/** What an attribute of a type observes, by the names of MISP's types. */
const simple: Readonly<Record<string, (value: string) => Observable | undefined>> = {
  'ip-src': ip,
  'ip-dst': ip,
  ip,
  domain: of('domain-name'),
  hostname: of('domain-name'),
  url: of('url'),
  uri: of('url'),
  email: of('email-addr'),
  'email-src': of('email-addr'),
  'email-dst': of('email-addr'),
  'email-subject': of('email-message', 'subject'),
  filename: of('file', 'name'),
  md5: hash('MD5'),
  sha1: hash('SHA-1'),
  sha256: hash('SHA-256'),
  sha512: hash('SHA-512'),
  'sha3-256': hash('SHA3-256'),
  'sha3-512': hash('SHA3-512'),
  ssdeep: hash('SSDEEP'),
  tlsh: hash('TLSH'),
  'x509-fingerprint-md5': certificate('MD5'),
  'x509-fingerprint-sha1': certificate('SHA-1'),
  'x509-fingerprint-sha256': certificate('SHA-256'),
  mutex: of('mutex', 'name'),
  regkey: registryKey,
  'mac-address': of('mac-addr'),
  AS: number('autonomous-system', 'number'),
  'user-agent': userAgent,
  'size-in-bytes': number('file', 'size'),
};

/** What an attribute observes; a type such as `domain|ip` is one thing with two sides. Undefined for what STIX has no name for. */
export function observe(type: string, value: string): Observable | undefined {
  const [one = '', other] = type.split('|');
  if (other === undefined) return simple[type]?.(value);
  const cut = value.indexOf('|');
  if (cut < 0) return undefined;
  const [first, second] = [value.slice(0, cut), value.slice(cut + 1)];
  const observed = simple[one]?.(first);
  if (!observed) return undefined;
  if (one === 'filename') return withFile(observed, simple[other]?.(second));
  if (type === 'domain|ip') return withAddress(observed, ip(second));
  if (type === 'regkey|value') return { ...observed, values: [{ data: second }] };
  if (other !== 'port' || !/^\d{1,5}$/.test(second)) return undefined;
  const side = one === 'ip-src' ? 'src' : 'dst';
  return { type: 'network-traffic', [`${side}_ref`]: observed, [`${side}_port`]: Number(second) };
}

const withFile = (name: Observable, other: Observable | undefined): Observable | undefined =>
  other && { ...name, ...other };

const withAddress = (domain: Observable, address: Observable | undefined): Observable | undefined =>
  address && { ...domain, resolves_to_refs: [address] };

/** What the observables of a MISP object are together, and out of which of them; undefined when they are just several. */
export function wholeOf(
  name: string,
  all: readonly Observable[],
): { observable: Observable; parts: readonly Observable[] } | undefined {
  if (name === 'file') {
    const parts = all.filter((one) => one.type === 'file');
    const hashes = Object.assign({}, ...parts.map((one) => one['hashes'])) as object;
    const observable = {
      ...(Object.assign({}, ...parts) as Observable),
      ...(Object.keys(hashes).length > 0 ? { hashes } : {}),
    };
    return parts.length > 1 ? { observable, parts } : undefined;
  }
  const [domain, ...others] = all.filter((one) => one.type === 'domain-name');
  const addresses = all.filter((one) => one.type === 'ipv4-addr' || one.type === 'ipv6-addr');
  if (name !== 'domain-ip' || !domain || others.length > 0 || addresses.length === 0) return undefined;
  return { observable: { ...domain, resolves_to_refs: addresses }, parts: [domain, ...addresses] };
}

/** The pattern that finds an observable again. Any one hash of a file finds it; otherwise all that is known has to hold. */
export function patternOf({ type, ...properties }: Observable): string {
  const { hashes } = properties;
  if (hashes) return `[${comparisons(`${type}:hashes`, hashes).join(' OR ')}]`;
  return `[${Object.entries(properties)
    .flatMap(([name, value]) => comparisons(`${type}:${name}`, value))
    .join(' AND ')}]`;
}

function comparisons(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => comparisons(`${path}[*]`, one));
  if (typeof value === 'number') return [`${path} = ${value}`];
  if (typeof value === 'string') return [`${path} ${isRange(path, value) ? 'ISSUBSET' : '='} ${literal(value)}`];
  const { type, ...properties } = value as Record<string, unknown>;
  const all = Object.entries(typeof type === 'string' ? properties : (value as object));
  return all.flatMap(([name, one]) => comparisons(`${path}.${/^[a-z_]\w*$/i.test(name) ? name : literal(name)}`, one));
}

const isRange = (path: string, value: string): boolean => /^ipv[46]-addr:value$/.test(path) && value.includes('/');

/** The observable and what it refers to as STIX objects, each with its deterministic id; none when STIX asks for more. */
export function scosOf(observable: Observable): Draft[] {
  const objects: Draft[] = [];
  const refer = (one: Observable): string => {
    const sco = build(one);
    objects.push(sco);
    return sco.id;
  };
  const build = ({ type, ...properties }: Observable): Draft => {
    const settled = Object.entries(properties).map(([name, value]) => {
      if (name.endsWith('_refs')) return [name, (value as Observable[]).map(refer)] as const;
      return [name, name.endsWith('_ref') ? refer(value as Observable) : value] as const;
    });
    const sco = { type, spec_version: '2.1', ...Object.fromEntries(settled), ...layerOf(type, properties) };
    return { ...sco, id: scoId(sco) };
  };
  objects.push(build(observable));
  return objects.every((object) => validate(object).ok) ? objects : [];
}

/** Traffic has to name a protocol, and the kind of its address is the one that MISP tells. */
function layerOf(type: string, properties: Record<string, unknown>): { protocols?: string[] } {
  if (type !== 'network-traffic') return {};
  const address = (properties['dst_ref'] ?? properties['src_ref']) as Observable | undefined;
  if (address?.type === 'ipv4-addr') return { protocols: ['ipv4'] };
  return { protocols: [address?.type === 'ipv6-addr' ? 'ipv6' : 'tcp'] };
}
