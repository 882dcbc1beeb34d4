import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** Hashes a password with argon2id (RFC 9106), as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { ...cost, message: password.normalize('NFC'), nonce });
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
  return ['', 'argon2id', 'v=19', parameters, unpadded(nonce), unpadded(tag)].join('$');
}

/** Whether a password is the hashed one. Takes as long for a member without a password as for one with. */
export async function checkPassword(password: string, hashed: string | null): Promise<boolean> {
  const [, , , parameters = '', nonce = '', expected = ''] = (hashed ?? decoy).split('$');
  const { m, t, p } = Object.fromEntries(parameters.split(',').map((one) => one.split('='))) as Record<string, string>;
  const tag = await derive('argon2id', {
    memory: Number(m),
    passes: Number(t),
    parallelism: Number(p),
    tagLength: 32,
    message: password.normalize('NFC'),
    nonce: Buffer.from(nonce, 'base64'),
  });
  return timingSafeEqual(tag, Buffer.from(expected, 'base64')) && hashed !== null;
}

/** What is wrong with a new password, or undefined. Length is what counts (NIST SP 800-63B §3.1.1). */
export function weakness(password: string): string | undefined {
  if (password.length < 12) return 'A password needs at least 12 characters; a few words are easiest to remember.';
  if (password.length > 1000) return 'A password has at most 1,000 characters.';
  if (new Set(password).size < 5) return 'This password repeats too few different characters.';
  return undefined;
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`;
