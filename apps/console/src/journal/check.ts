import {
  parseVerifierKey,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
} from '@sanad/journal';
import { ask } from '../hub/client.ts';

/** What a browser last saw of the journal, so that a later check can show that it is still a part of it. */
export interface Seen {
  readonly key: string;
  readonly size: number;
  readonly root: string;
}

/** What a check of the journal found. */
export interface Checked {
  /** Undefined when the signature does not hold. */
  readonly checkpoint: Checkpoint | undefined;
  readonly root: string;
  /** Whether what was seen before is a beginning of the journal; undefined when nothing was. */
  readonly consistent: boolean | undefined;
  readonly before: Seen | undefined;
}

const storeKey = 'sanad.journal-seen';

/** The journal's newest checkpoint, its signature checked here against the key that this browser saw first. */
async function signedCheckpoint(pinned?: string): Promise<{ checkpoint: Checkpoint | undefined; key: string }> {
  const given = await ask<{ checkpoint: string; verifierKey: string }>('GET', '/journal/checkpoint');
  const key = pinned ?? given.verifierKey;
  const verifier = parseVerifierKey(key);
  const checked = verifier.ok ? await verifyCheckpoint(given.checkpoint, verifier.value) : undefined;
  return { checkpoint: checked?.ok ? checked.value : undefined, key };
}

/** Checks signature and history of the journal in this browser; only what holds is remembered. */
export async function checkJournal(): Promise<Checked> {
  const stored = localStorage.getItem(storeKey);
  const before = stored ? (JSON.parse(stored) as Seen) : undefined;
  const { checkpoint, key } = await signedCheckpoint(before?.key);
  if (!checkpoint) return { checkpoint, root: '', consistent: undefined, before };
  const root = encoded(checkpoint.root);
  const consistent = before && (await isBeginning(before, checkpoint));
  if (consistent !== false)
    localStorage.setItem(storeKey, JSON.stringify({ key, size: checkpoint.size, root } satisfies Seen));
  return { checkpoint, root, consistent, before };
}

async function isBeginning(before: Seen, now: Checkpoint): Promise<boolean> {
  if (before.size > now.size) return false;
  const { proof } = await ask<{ proof: string[] }>(
    'GET',
    `/journal/consistency?first=${before.size}&second=${now.size}`,
  );
  const claim = { first: before.size, second: now.size, firstRoot: decoded(before.root), secondRoot: now.root };
  return verifyConsistency(claim, proof.map(decoded));
}

/** Proves in this browser that the write at a position is in the signed journal; undefined when the proof does not hold. */
export async function proveWrite(added: number): Promise<{ index: number; size: number } | undefined> {
  const { checkpoint } = await signedCheckpoint();
  if (!checkpoint) return undefined;
  const { size, root } = checkpoint;
  const found = await ask<{ index: number; leaf: string; proof: string[] }>(
    'GET',
    `/journal/inclusion?added=${added}&size=${size}`,
  );
  const claim = { index: found.index, size, leafHash: decoded(found.leaf), root };
  return verifyInclusion(claim, found.proof.map(decoded)) ? { index: found.index, size } : undefined;
}

const decoded = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const encoded = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
