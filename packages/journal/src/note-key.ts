import { sha256 } from '@noble/hashes/sha2.js';
import { failure, ok, type Result } from '@sanad/result';
import { fromBase64, toBase64 } from './base64.ts';

/** Who can check a signed note: `publicKey` is 32 bytes of Ed25519, `id` the 4 bytes that name it beside its name. */
export interface NoteVerifier {
  readonly name: string;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Who can sign a note. */
export interface NoteSigner {
  readonly name: string;
  readonly id: Uint8Array;
  /** The Ed25519 signature of the bytes, 64 bytes. */
  sign(text: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** A key pair as text: keep the first secret, publish the second. */
export interface NoteKeys {
  readonly signerKey: string;
  readonly verifierKey: string;
}

/** The signature type byte of Ed25519 (C2SP signed-note, "Signature types"). */
const ED25519 = 1;
const SIGNER_PREFIX = 'PRIVATE+KEY+';
/** PKCS #8 around a 32-byte Ed25519 seed (RFC 8410 §7). */
const PKCS8_PREFIX = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);

/** Makes a new key pair for a name, which is best a URL without its scheme (`hub.example/journal`). */
export async function generateNoteKeys(name: string): Promise<Result<NoteKeys>> {
  if (!isKeyName(name)) return badKey('A key name is not empty and has neither spaces nor +.');
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new TypeError('Ed25519 has key pairs');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const seed = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).slice(PKCS8_PREFIX.length);
  return ok({
    signerKey: SIGNER_PREFIX + encodeKey(name, keyId(name, publicKey), seed),
    verifierKey: encodeKey(name, keyId(name, publicKey), publicKey),
  });
}

/** Reads `name+hash+base64(type ‖ public key)`. */
export function parseVerifierKey(text: string): Result<NoteVerifier> {
  const parts = decodeKey(text);
  if (!parts) return badKey('A verifier key is name+hash+base64, the last of an Ed25519 public key after the byte 1.');
  const { name, id, key: publicKey } = parts;
  if (hex(keyId(name, publicKey)) !== hex(id)) return badKey('The hash of the verifier key is of another name or key.');
  return ok({ name, id, publicKey });
}

/** Reads `PRIVATE+KEY+name+hash+base64(type ‖ seed)`. */
export async function parseSignerKey(text: string): Promise<Result<NoteSigner>> {
  const parts = text.startsWith(SIGNER_PREFIX) ? decodeKey(text.slice(SIGNER_PREFIX.length)) : undefined;
  if (!parts)
    return badKey('A signer key is PRIVATE+KEY+name+hash+base64, the last of an Ed25519 seed after the byte 1.');
  const { name, id, key: seed } = parts;
  const pkcs8 = Uint8Array.from([...PKCS8_PREFIX, ...seed]);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x = '' } = await crypto.subtle.exportKey('jwk', key);
  const publicKey = fromBase64(`${x.replaceAll('-', '+').replaceAll('_', '/')}=`);
  if (!publicKey || hex(keyId(name, publicKey)) !== hex(id)) {
    return badKey('The hash of the signer key is of another name or key.');
  }
  return ok({
    name,
    id,
    sign: async (data) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, data)),
  });
}

/** Whether `signature` is of `text` under the verifier's key. */
export async function verifyWith(
  verifier: NoteVerifier,
  signature: Uint8Array<ArrayBuffer>,
  text: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', verifier.publicKey, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, text);
  } catch {
    // Some engines refuse to import bytes that are no point of the curve: nothing is signed with such a key.
    return false;
  }
}

/** Whether a key may have this name (C2SP signed-note, "Format"). */
export const isKeyName = (name: string): boolean => /^[^\s+\p{White_Space}\p{Cc}]+$/u.test(name);

/** Bytes as lower-case hexadecimal. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function keyId(name: string, publicKey: Uint8Array): Uint8Array {
  const named = new TextEncoder().encode(`${name}\n`);
  return sha256(Uint8Array.from([...named, ED25519, ...publicKey])).slice(0, 4);
}

const encodeKey = (name: string, id: Uint8Array, key: Uint8Array): string =>
  `${name}+${hex(id)}+${toBase64(Uint8Array.from([ED25519, ...key]))}`;

function decodeKey(text: string): { name: string; id: Uint8Array; key: Uint8Array<ArrayBuffer> } | undefined {
  // The base64 may hold a + of its own, the name and the hash can't.
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || id === undefined || !isKeyName(name)) return undefined;
  if (bytes?.length !== 33 || bytes[0] !== ED25519) return undefined;
  return { name, id: Uint8Array.from(id.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)), key: bytes.slice(1) };
}

const badKey = (message: string) => failure({ code: 'note-key', path: '', message, spec: 'C2SP signed-note' });
