import { failure, ok, type Result } from '@sanad/result';
import { joinSubtrees, type NodeId } from './frontier.ts';
import { portableHasher, type MerkleHasher } from './merkle-hash.ts';

/** Reads the hashes of complete subtrees, in the order asked; a proof asks once, for O(log² size) nodes at most. */
export type ReadNodes = (ids: readonly NodeId[]) => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;

/** The leaves from `start` up to but without `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Proves that leaf `index` is in the tree of `size` leaves (RFC 9162 §2.1.3.1): hashes from the leaf up to the root. */
export async function inclusionProof(
  index: number,
  size: number,
  readNodes: ReadNodes,
  hasher: MerkleHasher = portableHasher,
): Promise<Result<Uint8Array[]>> {
  if (!isCount(size)) return outside('size', 'size is a count of leaves');
  if (!isCount(index) || index >= size) return outside('index', `index is below the size, ${size}`);
  return ok(await hashRanges(inclusionRanges(index, { start: 0, end: size }), readNodes, hasher));
}

/** Proves that the tree of `first` leaves is the beginning of the tree of `second` leaves (RFC 9162 §2.1.4.1). */
export async function consistencyProof(
  first: number,
  second: number,
  readNodes: ReadNodes,
  hasher: MerkleHasher = portableHasher,
): Promise<Result<Uint8Array[]>> {
  if (!isCount(second)) return outside('second', 'second is a count of leaves');
  if (!isCount(first) || first > second) return outside('first', `first is at most second, ${second}`);
  // The empty tree is the beginning of every tree; there is nothing to show.
  if (first === 0) return ok([]);
  return ok(await hashRanges(consistencyRanges(first, { start: 0, end: second }, true), readNodes, hasher));
}

function inclusionRanges(index: number, { start, end }: Range): Range[] {
  if (end - start === 1) return [];
  const middle = split(start, end);
  return index < middle
    ? [...inclusionRanges(index, { start, end: middle }), { start: middle, end }]
    : [...inclusionRanges(index, { start: middle, end }), { start, end: middle }];
}

/** `known`: the verifier has the hash of this very range already, as the root of the first tree. */
function consistencyRanges(first: number, { start, end }: Range, known: boolean): Range[] {
  if (first === end) return known ? [] : [{ start, end }];
  const middle = split(start, end);
  return first <= middle
    ? [...consistencyRanges(first, { start, end: middle }, known), { start: middle, end }]
    : [...consistencyRanges(first, { start: middle, end }, false), { start, end: middle }];
}

async function hashRanges(ranges: readonly Range[], readNodes: ReadNodes, hasher: MerkleHasher): Promise<Uint8Array[]> {
  const wanted = ranges.map(completeSubtrees);
  const ids = wanted.flat();
  const hashes = ids.length === 0 ? [] : await readNodes(ids);
  if (hashes.length !== ids.length) throw new RangeError(`asked for ${ids.length} nodes, was given ${hashes.length}`);
  let next = 0;
  return wanted.map((subtrees) => joinSubtrees(hashes.slice(next, (next += subtrees.length)), hasher));
}

/** The complete subtrees that make up a range of the tree, largest first. */
function completeSubtrees({ start, end }: Range): NodeId[] {
  const ids: NodeId[] = [];
  for (let from = start; from < end;) {
    const width = largestPower(end - from);
    ids.push({ level: Math.log2(width), index: from / width });
    from += width;
  }
  return ids;
}

/** Where RFC 6962 splits a range: after the largest power of two that is smaller than its length. */
const split = (start: number, end: number): number => start + largestPower(end - start - 1);

/** The largest power of two that is at most `count`. */
function largestPower(count: number): number {
  let power = 1;
  while (power * 2 <= count) power *= 2;
  return power;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const outside = (path: string, message: string) =>
  failure({ code: 'proof-out-of-range', path, message, spec: 'RFC 9162 §2.1' });
