import { portableHasher, type MerkleHasher } from './merkle-hash.ts';

/** What an inclusion proof claims: leaf `index` of the tree with `size` leaves and this root has this hash. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
}

/** Whether the proof shows that the leaf is in the tree (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  claim: InclusionClaim,
  proof: readonly Uint8Array[],
  hasher: MerkleHasher = portableHasher,
): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size || !areHashes(proof)) return false;
  let node = claim.index;
  let last = claim.size - 1;
  let hash = claim.leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hasher.node(sibling, hash);
      [node, last] = climbWhileLeft(node, last);
    } else {
      hash = hasher.node(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(hash, claim.root);
}

/** What a consistency proof claims: the first tree is the beginning of the second. */
export interface ConsistencyClaim {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
}

/** Whether the proof shows that nothing in the first tree was changed on the way to the second (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  claim: ConsistencyClaim,
  proof: readonly Uint8Array[],
  hasher: MerkleHasher = portableHasher,
): boolean {
  const { first, second, firstRoot, secondRoot } = claim;
  if (!isCount(first) || !isCount(second) || first > second || !areHashes(proof)) return false;
  if (first === 0) return proof.length === 0 && equal(firstRoot, hasher.empty);
  if (first === second) return proof.length === 0 && equal(firstRoot, secondRoot);
  let [node, last] = [first - 1, second - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  // When the first tree is one complete subtree, its root is where the climb begins and the proof leaves it out.
  const path = node === 0 ? [firstRoot, ...proof] : [...proof];
  const start = path.shift();
  if (!start) return false;
  let [old, whole] = [start, start];
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old = hasher.node(sibling, old);
      whole = hasher.node(sibling, whole);
      [node, last] = climbWhileLeft(node, last);
    } else {
      whole = hasher.node(whole, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(old, firstRoot) && equal(whole, secondRoot);
}

/** A right-most left child has no sibling, so its hash moves up unchanged until it is a right child or the root. */
function climbWhileLeft(node: number, last: number): [number, number] {
  while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
  return [node, last];
}

// Division and not shifts, which would cut a size to 32 bits.
const half = (value: number): number => Math.floor(value / 2);

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const areHashes = (proof: readonly Uint8Array[]): boolean => proof.every((hash) => hash.length === 32);

const equal = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);
