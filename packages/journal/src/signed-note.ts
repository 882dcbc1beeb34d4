import { failure, ok, type Result } from '@sanad/result';
import { fromBase64, toBase64 } from './base64.ts';
import { hex, isKeyName, verifyWith, type NoteSigner, type NoteVerifier } from './note-key.ts';

/** A signature line of a note: whose, and the bytes; it proves nothing before it is verified. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** A note taken apart and not yet verified. */
export interface SignedNote {
  /** What was signed, its last newline included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** More signatures than any log with its witnesses has; a verifier has to accept at least 16. */
const MAX_SIGNATURES = 100;

/** Signs a text that ends in a newline, with one line for each signer (C2SP signed-note). */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const lines = await Promise.all(
    signers.map(async (signer) => {
      const signature = await signer.sign(bytes);
      return `— ${signer.name} ${toBase64(Uint8Array.from([...signer.id, ...signature]))}\n`;
    }),
  );
  return `${text}\n${lines.join('')}`;
}

/** Takes a note apart; errors name the line. */
export function parseNote(note: string): Result<SignedNote> {
  // oxlint-disable-next-line no-control-regex -- the format forbids exactly these
  const control = /[\u0000-\u0009\u000b-\u001f]/.exec(note);
  if (control) return badNote(lineOf(note, control.index), 'A note has no control character but newlines.');
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return badNote('', 'A note has an empty line between its text and its signatures.');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split('\n');
  if (lines.pop() !== '') return badNote(lineOf(note, note.length), 'A note ends in a newline.');
  if (lines.length === 0) return badNote(lineOf(note, note.length), 'A note has at least one signature.');
  if (lines.length > MAX_SIGNATURES) return badNote('', `A note has at most ${MAX_SIGNATURES} signatures here.`);
  const signatures: NoteSignature[] = [];
  for (const [index, line] of lines.entries()) {
    const signature = parseSignature(line);
    if (!signature) {
      const number = text.split('\n').length + 1 + index;
      return badNote(
        `${number}:1`,
        'A signature line is an em dash, a key name and base64, with single spaces between.',
      );
    }
    signatures.push(signature);
  }
  return ok({ text, signatures });
}

/** The text of a note that one of the verifiers' keys signed; a known key with a wrong signature spoils the note. */
export async function verifyNote(note: string, verifiers: readonly NoteVerifier[]): Promise<Result<string>> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const { text, signatures } = parsed.value;
  const bytes = new TextEncoder().encode(text);
  let verified = false;
  for (const { name, id, signature } of signatures) {
    const verifier = verifiers.find((known) => known.name === name && hex(known.id) === hex(id));
    if (!verifier) continue;
    if (!(await verifyWith(verifier, signature, bytes))) {
      return failure({ ...NOTE, code: 'note-signature', message: `The signature of ${name} is not of this text.` });
    }
    verified = true;
  }
  return verified
    ? ok(text)
    : failure({ ...NOTE, code: 'note-unsigned', message: 'None of the signatures is of a known key.' });
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || !bytes || bytes.length < 5) return undefined;
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

const NOTE = { path: '', spec: 'C2SP signed-note' };

const badNote = (path: string, message: string) => failure({ ...NOTE, code: 'note-format', path, message });

const lineOf = (text: string, index: number): string => `${text.slice(0, index).split('\n').length}:1`;
