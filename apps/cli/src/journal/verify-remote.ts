import { createHash } from 'node:crypto';
import {
  leafHash,
  merkleHasher,
  parseVerifierKey,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
} from '@sanad/journal';
import { Failure } from '../failure.ts';
import type { HubClient } from '../hub/client.ts';
import type { Pin } from './pins.ts';

/** One thing that was proven, or not. */
export interface Proof {
  readonly what: string;
  readonly ok: boolean;
  readonly because?: string;
}

/** What checking a hub's journal from outside found. */
export interface RemoteVerification {
  readonly proofs: readonly Proof[];
  readonly checkpoint: Checkpoint | undefined;
  /** What to keep for the next time, when everything holds. */
  readonly pin: Pin;
}

const hasher = merkleHasher((data) => createHash('sha256').update(data).digest());
const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

/**
 * Checks a hub's journal without trusting the hub: its checkpoint is signed by the key that was pinned, the journal begins
 * with the one seen before, and each given object is in it with just the content that the hub shows.
 */
export async function verifyRemote(
  hub: HubClient,
  pinned: Pin | undefined,
  objects: readonly string[],
  versionOf: (object: never) => string,
): Promise<RemoteVerification> {
  const { checkpoint: note, verifierKey } = await hub.call<{ checkpoint: string; verifierKey: string }>(
    'GET',
    '/journal/checkpoint',
  );
  const pin = { verifierKey: pinned?.verifierKey ?? verifierKey, checkpoint: note };
  const now = await signed(note, pin.verifierKey);
  if (!now) {
    const because = 'another key signed it: this is another hub, or somebody answers in its place';
    return { proofs: [{ what: 'checkpoint', ok: false, because }], checkpoint: undefined, pin };
  }
  const proofs: Proof[] = [{ what: `checkpoint of ${now.size} entries, signed by ${now.origin}`, ok: true }];
  const before = pinned?.checkpoint === undefined ? undefined : await signed(pinned.checkpoint, pin.verifierKey);
  if (before) proofs.push(await consistency(hub, before, now));
  for (const id of objects) proofs.push(await inclusion(hub, id, now, versionOf));
  return { proofs, checkpoint: now, pin };
}

async function signed(note: string, key: string): Promise<Checkpoint | undefined> {
  const verifier = parseVerifierKey(key);
  if (!verifier.ok) throw new Failure(2, 'The key of the journal is no verifier key.', verifier.issues);
  const checked = await verifyCheckpoint(note, verifier.value);
  return checked.ok ? checked.value : undefined;
}

async function consistency(hub: HubClient, before: Checkpoint, now: Checkpoint): Promise<Proof> {
  const what = `the ${before.size} entries seen before are its beginning`;
  if (now.size < before.size) return { what, ok: false, because: `the journal has shrunk to ${now.size}` };
  const { proof } = await hub.call<{ proof: string[] }>(
    'GET',
    `/journal/consistency?first=${before.size}&second=${now.size}`,
  );
  const claim = { first: before.size, second: now.size, firstRoot: before.root, secondRoot: now.root };
  const ok = verifyConsistency(claim, proof.map(bytes), hasher);
  return { what, ok, ...(ok ? {} : { because: 'the hub can not prove it: the past was changed' }) };
}

async function inclusion(
  hub: HubClient,
  id: string,
  now: Checkpoint,
  versionOf: (object: never) => string,
): Promise<Proof> {
  interface Shown {
    readonly added: number;
    readonly owner: string;
    readonly object: { readonly type: string };
  }
  const { added, owner, object } = await hub.call<Shown>('GET', `/objects/${encodeURIComponent(id)}`);
  const what = `${id}, added at ${added}, is in it as it is shown`;
  const query = new URLSearchParams({ added: String(added), size: String(now.size) });
  const { index, proof } = await hub.call<{ index: number; proof: string[] }>(
    'GET',
    `/journal/inclusion?${query.toString()}`,
  );
  const sha256 = createHash('sha256').update(JSON.stringify(object)).digest('hex');
  // The entry that the journal has of an object, built here from what is shown: its hash is the leaf, or something differs.
  const entry = JSON.stringify({ added, id, type: object.type, version: versionOf(object as never), owner, sha256 });
  const claim = { index, size: now.size, leafHash: leafHash(new TextEncoder().encode(entry), hasher), root: now.root };
  const ok = verifyInclusion(claim, proof.map(bytes), hasher);
  return {
    what,
    ok,
    ...(ok ? {} : { because: 'its leaf tells of other content, or parts of it are hidden from you' }),
  };
}
