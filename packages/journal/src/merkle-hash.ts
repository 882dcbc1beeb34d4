import { sha256 as portableSha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of the bytes, 32 bytes long. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** The hashes of RFC 6962 §2.1: 32 bytes each, leaves and inner nodes never collide. */
export interface MerkleHasher {
  /** The hash of the empty tree. */
  readonly empty: Uint8Array;
  /** The hash of a leaf that holds `data`. */
  leaf(data: Uint8Array): Uint8Array;
  /** The hash of the node over two subtrees. */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
}

/** Builds the tree hashes on a SHA-256, so that a server can put its native one in place of the portable one. */
export function merkleHasher(sha256: Sha256 = portableSha256): MerkleHasher {
  return {
    empty: sha256(new Uint8Array(0)),
    leaf(data) {
      const input = new Uint8Array(1 + data.length);
      input.set(data, 1);
      return sha256(input);
    },
    node(left, right) {
      const input = new Uint8Array(65);
      input[0] = 1;
      input.set(left, 1);
      input.set(right, 33);
      return sha256(input);
    },
  };
}

/** The hasher that runs everywhere. */
export const portableHasher: MerkleHasher = merkleHasher();

/** The hash of a leaf that holds `data` (RFC 6962 §2.1: SHA-256 of 0x00 and the data). */
export const leafHash = (data: Uint8Array, hasher: MerkleHasher = portableHasher): Uint8Array => hasher.leaf(data);
