import { failure, ok, type Result } from '@sanad/result';
import { fromBase64, toBase64 } from './base64.ts';
import type { NoteSigner, NoteVerifier } from './note-key.ts';
import { parseNote, signNote, verifyNote, type NoteSignature } from './signed-note.ts';

/** What a log commits to: all of its first `size` leaves, by the root over them. */
export interface Checkpoint {
  /** The log's own name, best a URL without its scheme; the same as the name of the key that signs. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** Root of RFC 6962 over them, 32 bytes. */
  readonly root: Uint8Array;
}

/** The text of a checkpoint that is signed: origin, size and root, a line each (C2SP tlog-checkpoint). */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  // oxlint-disable-next-line no-control-regex -- the format forbids exactly these
  if (origin === '' || /[\u0000-\u001f]/.test(origin)) throw new RangeError('an origin is one line that is not empty');
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError('a size is a count of leaves');
  if (root.length !== 32) throw new RangeError('a root has 32 bytes');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The checkpoint as a signed note. */
export const signCheckpoint = (checkpoint: Checkpoint, ...signers: NoteSigner[]): Promise<string> =>
  signNote(formatCheckpoint(checkpoint), signers);

/** A checkpoint whose signatures nobody has checked yet. */
export interface UnverifiedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly signatures: readonly NoteSignature[];
}

/** Takes a signed checkpoint apart without a key: to show it, never to trust it. */
export function parseCheckpoint(note: string): Result<UnverifiedCheckpoint> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const checkpoint = parseText(parsed.value.text);
  return checkpoint.ok ? ok({ checkpoint: checkpoint.value, signatures: parsed.value.signatures }) : checkpoint;
}

/** The checkpoint, if one of the keys signed it. */
export async function verifyCheckpoint(note: string, ...verifiers: NoteVerifier[]): Promise<Result<Checkpoint>> {
  const text = await verifyNote(note, verifiers);
  return text.ok ? parseText(text.value) : text;
}

/** Extension lines may follow the three; they are part of what is signed and mean nothing here. */
function parseText(text: string): Result<Checkpoint> {
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (origin === undefined || origin === '') return badCheckpoint('1:1', 'The first line is the origin of the log.');
  if (size === undefined || !/^(?:0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    return badCheckpoint('2:1', 'The second line is the tree size, decimal, without leading zeros.');
  }
  const hash = root === undefined ? undefined : fromBase64(root);
  if (hash?.length !== 32) return badCheckpoint('3:1', 'The third line is the root hash, 32 bytes in base64.');
  const empty = extensions.indexOf('');
  if (empty >= 0) return badCheckpoint(`${4 + empty}:1`, 'An extension line is not empty.');
  return ok({ origin, size: Number(size), root: hash });
}

const badCheckpoint = (path: string, message: string) =>
  failure({ code: 'checkpoint-format', path, message, spec: 'C2SP tlog-checkpoint' });
