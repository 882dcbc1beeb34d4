import { createHash, randomBytes } from 'node:crypto';

/** A new secret for a session or token: what its holder gets, and the hash by which the hub knows it. */
export function newSecret(prefix: 'sanad_t' | 'sanad_s' | 'sanad_r'): { secret: string; hash: Buffer } {
  const secret = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashSecret(secret) };
}

/** The hash by which a secret is looked up; 256 random bits need no slow hash. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
