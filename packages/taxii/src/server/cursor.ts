import type { Position } from './backend.ts';

/** What a cursor is good for; it opens nothing else. `match` and `addedAfter` of the query, and who asked what. */
export type CursorScope = readonly unknown[];

/** Makes and opens the values of `next`: the last position read, and a signature over it and the scope. */
export interface Cursors {
  seal(position: Position, scope: CursorScope): Promise<string>;
  /** The position, or nothing when the cursor was tampered with or made for another scope. */
  open(cursor: string, scope: CursorScope): Promise<Position | undefined>;
}

const POSITION_BYTES = 8;
const SIGNATURE_BYTES = 32;

/** Cursors under a key: whoever has the key opens them, on any hub and after any restart, with nothing remembered. */
export function createCursors(secret: Uint8Array<ArrayBuffer>): Cursors {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = crypto.subtle.importKey('raw', secret, hmac, false, ['sign', 'verify']);
  return {
    async seal(position, scope) {
      const signature = await crypto.subtle.sign(hmac, await key, signedBytes(position, scope));
      const bytes = new Uint8Array(POSITION_BYTES + SIGNATURE_BYTES);
      new DataView(bytes.buffer).setBigInt64(0, position);
      bytes.set(new Uint8Array(signature), POSITION_BYTES);
      return encode(bytes);
    },
    async open(cursor, scope) {
      const bytes = decode(cursor);
      if (!bytes) return undefined;
      const position = new DataView(bytes.buffer).getBigInt64(0);
      const signature = bytes.subarray(POSITION_BYTES);
      const genuine = await crypto.subtle.verify(hmac, await key, signature, signedBytes(position, scope));
      return genuine ? position : undefined;
    },
  };
}

const signedBytes = (position: Position, scope: CursorScope): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    JSON.stringify([position, scope], (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
  );

const encode = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

function decode(cursor: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]{54}$/.test(cursor)) return undefined;
  const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // The last character has bits to spare; only one spelling of a cursor is right.
  return encode(bytes) === cursor ? bytes : undefined;
}
