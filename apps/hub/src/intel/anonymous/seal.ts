import type { webcrypto } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';

/** An officer's public key, X25519, 32 bytes in base64. The private half never reaches the hub. */
export interface OfficerKey {
  readonly id: string;
  readonly publicKey: string;
}

/** One officer's share of a seal's key, to be opened with their private key alone. */
export interface SealedShare {
  readonly officer: string;
  /** The sender's one-time public key, base64. */
  readonly ephemeral: string;
  /** Nonce and ciphertext of AES-256-GCM, base64. */
  readonly box: string;
}

/** A text that nobody can read until enough officers agree. */
export interface Seal {
  readonly threshold: number;
  /** Nonce and ciphertext of AES-256-GCM, base64. */
  readonly box: string;
  readonly shares: readonly SealedShare[];
}

type Bytes = Uint8Array<ArrayBuffer>;
const nonceLength = 12;

/**
 * Seals a text: AES-256-GCM under a fresh key, the key split among the officers by Shamir's scheme so that `threshold`
 * shares give it back, each share encrypted to its officer by X25519, HKDF-SHA-256 and AES-256-GCM.
 */
export async function seal(text: string, officers: readonly OfficerKey[], threshold: number): Promise<Seal> {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const shares = await split(key, officers.length, threshold);
  return {
    threshold,
    box: await encrypt(key, new TextEncoder().encode(text)),
    shares: await Promise.all(
      officers.map((officer, index) => sealShare(officer, new Uint8Array(shares[index] ?? []))),
    ),
  };
}

/** Opens a seal with enough opened shares; throws when they are too few or wrong. */
export async function unseal(sealed: Seal, shares: readonly Uint8Array[]): Promise<string> {
  const key = new Uint8Array(await combine(shares.map((share) => new Uint8Array(share))));
  return new TextDecoder().decode(await decrypt(key, sealed.box));
}

/** Opens an officer's own share with their private key (PKCS #8, base64); done on the officer's machine. */
export async function openShare(share: SealedShare, privateKey: string): Promise<Uint8Array> {
  const own = await crypto.subtle.importKey('pkcs8', bytes(privateKey), 'X25519', false, ['deriveBits']);
  return decrypt(await agreedKey(own, bytes(share.ephemeral)), share.box);
}

/** A new key pair of an officer: the public half for the hub, the private one for the officer's safe. */
export async function newOfficerKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const pair = (await crypto.subtle.generateKey('X25519', true, ['deriveBits'])) as webcrypto.CryptoKeyPair;
  return {
    publicKey: text(await crypto.subtle.exportKey('raw', pair.publicKey)),
    privateKey: text(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  };
}

async function sealShare(officer: OfficerKey, share: Bytes): Promise<SealedShare> {
  const pair = (await crypto.subtle.generateKey('X25519', true, ['deriveBits'])) as webcrypto.CryptoKeyPair;
  const key = await agreedKey(pair.privateKey, bytes(officer.publicKey));
  const ephemeral = text(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { officer: officer.id, ephemeral, box: await encrypt(key, share) };
}

async function agreedKey(own: webcrypto.CryptoKey, other: Bytes): Promise<Bytes> {
  const theirs = await crypto.subtle.importKey('raw', other, 'X25519', false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, own, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode('sanad seal share');
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, 256));
}

async function encrypt(key: Bytes, plain: Bytes): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength));
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, imported, plain);
  return text(Buffer.concat([nonce, Buffer.from(box)]));
}

async function decrypt(key: Bytes, box: string): Promise<Bytes> {
  const all = bytes(box);
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const parameters = { name: 'AES-GCM', iv: all.subarray(0, nonceLength) };
  return new Uint8Array(await crypto.subtle.decrypt(parameters, imported, all.subarray(nonceLength)));
}

const bytes = (base64: string): Bytes => new Uint8Array(Buffer.from(base64, 'base64'));
const text = (raw: ArrayBuffer | Uint8Array): string => Buffer.from(raw as Uint8Array).toString('base64');
