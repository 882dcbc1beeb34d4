import { portableHasher, type MerkleHasher } from './merkle-hash.ts';

/** Where a complete subtree stands: it covers the leaves `index · 2^level` to `(index + 1) · 2^level - 1`. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/** A complete subtree with its hash; once there it never changes, so a database stores it once. */
export interface TreeNode extends NodeId {
  readonly hash: Uint8Array;
}

/** All that appending needs to know of a tree: its size and the roots of its complete subtrees, largest first. */
export interface Frontier {
  /** Number of leaves, at most 2^53 - 1. */
  readonly size: number;
  /** One hash for each 1 in the binary form of `size`, left to right. */
  readonly hashes: readonly Uint8Array[];
}

/** The frontier of a tree without leaves. */
export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** What an append leaves behind: the new frontier, and every subtree that it completed, the leaves included. */
export interface Appended {
  readonly frontier: Frontier;
  readonly nodes: readonly TreeNode[];
}

/** Appends leaves by their hashes, reading nothing but the frontier; n leaves complete fewer than 2n + 64 subtrees. */
export function appendLeaves(
  frontier: Frontier,
  leafHashes: Iterable<Uint8Array>,
  hasher: MerkleHasher = portableHasher,
): Appended {
  const hashes = [...frontier.hashes];
  const nodes: TreeNode[] = [];
  let size = frontier.size;
  for (const leaf of leafHashes) {
    let hash = leaf;
    let level = 0;
    let index = size;
    nodes.push({ level, index, hash });
    // An odd index is a right child, so its left sibling is the last subtree of the frontier: together they complete
    // their parent. Division and not shifts, which would cut a size to 32 bits.
    for (; index % 2 === 1; index = (index - 1) / 2) {
      const left = hashes.pop();
      if (!left) throw new RangeError(`a tree of ${frontier.size} leaves has more subtrees in its frontier`);
      hash = hasher.node(left, hash);
      level += 1;
      nodes.push({ level, index: (index - 1) / 2, hash });
    }
    hashes.push(hash);
    size += 1;
  }
  return { frontier: { size, hashes }, nodes };
}

/** The root hash of the tree (RFC 6962 §2.1). */
export function rootOf(frontier: Frontier, hasher: MerkleHasher = portableHasher): Uint8Array {
  return joinSubtrees(frontier.hashes, hasher);
}

/** The hash over neighbouring complete subtrees, largest first: the right ones join before the left. */
export function joinSubtrees(hashes: readonly Uint8Array[], hasher: MerkleHasher): Uint8Array {
  if (hashes.length === 0) return hasher.empty;
  return hashes.reduceRight((right, left) => hasher.node(left, right));
}
