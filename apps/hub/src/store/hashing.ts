import { hash } from 'node:crypto';
import { merkleHasher } from '@sanad/journal';

/** The journal's hasher on Node's own SHA-256, which is faster than the portable one. */
export const journalHasher = merkleHasher((data) => hash('sha256', data, 'buffer'));
