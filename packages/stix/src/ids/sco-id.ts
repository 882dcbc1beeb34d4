import { canonicalJson } from '../common/canonical-json.ts';
import { newIdentifier } from '../common/identifier.ts';
import { typeDefinitions } from '../specification/object-types.ts';
import { sha1 } from './sha1.ts';

/** The namespace of deterministic ids: STIX 2.1 §2.9. */
const NAMESPACE = Uint8Array.from('00abedb4aa42466c9c01fed23315a9b7'.match(/../g) ?? [], (pair) =>
  Number.parseInt(pair, 16),
);

/** The order in which one hash is chosen, if it is there: STIX 2.1 §2.9. */
const PREFERRED_HASHES = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'];

/**
 * The id of a cyber-observable object: a UUIDv5 of its ID Contributing Properties in canonical JSON (STIX 2.1 §2.9), so
 * that everybody gives the same thing the same id. Where nothing contributes (a process, a custom type) a random UUIDv4.
 */
export function scoId(sco: object): string {
  const properties = sco as Readonly<Record<string, unknown>>;
  const type = String(properties['type']);
  const contributing: Record<string, unknown> = {};
  for (const name of typeDefinitions.get(type)?.identifiedBy ?? []) {
    const value = properties[name];
    if (value !== undefined) contributing[name] = name === 'hashes' ? oneHash(value) : value;
  }
  if (Object.keys(contributing).length === 0) return newIdentifier(type);
  return `${type}--${uuidVersion5(canonicalJson(contributing))}`;
}

function oneHash(hashes: unknown): unknown {
  if (typeof hashes !== 'object' || hashes === null) return hashes;
  const names = Object.keys(hashes);
  const chosen = PREFERRED_HASHES.find((name) => names.includes(name)) ?? names.toSorted()[0];
  return Object.fromEntries(Object.entries(hashes).filter(([name]) => name === chosen));
}

/** RFC 4122 §4.3. */
function uuidVersion5(name: string): string {
  const text = new TextEncoder().encode(name);
  const message = new Uint8Array(NAMESPACE.length + text.length);
  message.set(NAMESPACE);
  message.set(text, NAMESPACE.length);
  const bytes = sha1(message).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
