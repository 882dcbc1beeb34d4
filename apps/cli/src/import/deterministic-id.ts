import { createHash } from 'node:crypto';

/** Sanad's own namespace, as STIX 2.1 §2.9 keeps its one to cyber-observables. */
const namespace = Buffer.from('6a2d3d0f52d04e2a9a5a0d3f7b8c1e64', 'hex');

/** An id that follows from what the object tells, the same on every machine: a UUIDv5 (RFC 9562 §5.5) of the words. */
export function deterministicId(type: string, ...words: readonly string[]): string {
  const digest = createHash('sha1')
    .update(namespace)
    .update(JSON.stringify([type, ...words]))
    .digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return `${type}--${parts.join('-')}`;
}
