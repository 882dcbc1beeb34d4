import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { appendLeaves, emptyFrontier, rootOf, type Frontier, type NodeId } from './frontier.ts';
import { leafHash, merkleHasher } from './merkle-hash.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** The leaves of the reference tests of Certificate Transparency, with the roots published for them. */
const CT_LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962 §2.1 word for word: slow, recursive, on another SHA-256, sharing nothing with the code under test. */
function oracleRoot(leaves: readonly Uint8Array[]): string {
  const sha256 = (...parts: Uint8Array[]): Buffer => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  const root = (part: readonly Uint8Array[]): Buffer => {
    if (part.length === 0) return sha256();
    if (part.length === 1) return sha256(Uint8Array.of(0), ...part);
    let k = 1;
    while (k * 2 < part.length) k *= 2;
    return sha256(Uint8Array.of(1), root(part.slice(0, k)), root(part.slice(k)));
  };
  return root(leaves).toString('hex');
}

/** A tree as a database keeps it: complete nodes by level and index, and the frontier at each size. */
class StoredTree {
  readonly frontiers: Frontier[] = [emptyFrontier];
  readonly nodes = new Map<string, Uint8Array>();
  reads = 0;

  constructor(leaves: readonly Uint8Array[]) {
    for (const leaf of leaves) {
      const { frontier, nodes } = appendLeaves(this.at(this.frontiers.length - 1), [leafHash(leaf)]);
      this.frontiers.push(frontier);
      for (const { level, index, hash } of nodes) {
        assert.ok(!this.nodes.has(`${level}/${index}`), 'a node is completed once');
        this.nodes.set(`${level}/${index}`, hash);
      }
    }
  }

  at(size: number): Frontier {
    const frontier = this.frontiers[size];
    assert.ok(frontier);
    return frontier;
  }

  root(size: number): Uint8Array {
    return rootOf(this.at(size));
  }

  read = (ids: readonly NodeId[]): Uint8Array[] => {
    this.reads += ids.length;
    return ids.map(({ level, index }) => {
      const hash = this.nodes.get(`${level}/${index}`);
      assert.ok(hash, `the tree has node ${level}/${index}`);
      return hash;
    });
  };
}

const numbered = (count: number): Uint8Array[] => Array.from({ length: count }, (_, index) => Uint8Array.of(index, 7));

const flipped = (hash: Uint8Array, bit: number): Uint8Array =>
  hash.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

async function valueOf<T>(result: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const answer = await result;
  assert.ok(answer.ok);
  return answer.value;
}

test('the roots of the eight published leaves', () => {
  const tree = new StoredTree(CT_LEAVES.map(bytes));
  assert.deepEqual(
    CT_ROOTS.map((_, size) => hex(tree.root(size))),
    CT_ROOTS,
  );
});

test('the published proofs', async () => {
  const tree = new StoredTree(CT_LEAVES.map(bytes));
  assert.deepEqual((await valueOf(inclusionProof(0, 8, tree.read))).map(hex), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ]);
  assert.deepEqual((await valueOf(consistencyProof(6, 8, tree.read))).map(hex), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('appending one by one, many at once and hashing from scratch agree for any leaves', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 70 }), fc.nat(70), (leaves, cut) => {
      const hashes = leaves.map((leaf) => leafHash(leaf));
      const first = appendLeaves(emptyFrontier, hashes.slice(0, cut));
      const second = appendLeaves(first.frontier, hashes.slice(cut));
      const whole = appendLeaves(emptyFrontier, hashes);
      assert.deepEqual(second.frontier, whole.frontier);
      assert.deepEqual([...first.nodes, ...second.nodes], whole.nodes);
      assert.equal(hex(rootOf(whole.frontier)), oracleRoot(leaves));
    }),
    { numRuns: 60 },
  );
});

test('every inclusion proof up to 130 leaves verifies, for its own leaf only, and reads few nodes', async () => {
  const leaves = numbered(130);
  const tree = new StoredTree(leaves);
  for (let size = 1; size <= leaves.length; size += 1) {
    const root = tree.root(size);
    for (let index = 0; index < size; index += 1) {
      tree.reads = 0;
      const proof = await valueOf(inclusionProof(index, size, tree.read));
      const hash = leafHash(leaves[index] ?? assert.fail());
      assert.ok(verifyInclusion({ index, size, leafHash: hash, root }, proof));
      assert.ok(tree.reads <= 16, `${tree.reads} reads`);
      assert.ok(!verifyInclusion({ index: (index + 1) % (size + 1), size, leafHash: hash, root }, proof));
    }
  }
});

test('every consistency proof up to 130 leaves verifies, and for no other pair of sizes', async () => {
  const tree = new StoredTree(numbered(130));
  for (let second = 0; second <= 130; second += 1) {
    for (let first = 0; first <= second; first += 1) {
      const proof = await valueOf(consistencyProof(first, second, tree.read));
      const claim = { first, second, firstRoot: tree.root(first), secondRoot: tree.root(second) };
      assert.ok(verifyConsistency(claim, proof), `${first} to ${second}`);
      if (first > 0) assert.ok(!verifyConsistency({ ...claim, first: first - 1 }, proof));
      if (first < second && first > 0) assert.ok(!verifyConsistency({ ...claim, second: first }, proof));
    }
  }
});

test('one flipped bit in a proof, a root or a leaf is noticed, and so is a proof too long or too short', async () => {
  const leaves = numbered(130);
  const tree = new StoredTree(leaves);
  const sizes = fc.integer({ min: 2, max: 130 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(255), fc.nat(20), async ([size, index], bit, at) => {
      const hash = leafHash(leaves[index] ?? assert.fail());
      const claim = { index, size, leafHash: hash, root: tree.root(size) };
      const proof = await valueOf(inclusionProof(index, size, tree.read));
      const spoiled = proof.map((part, place) => (place === at % proof.length ? flipped(part, bit) : part));
      assert.ok(!verifyInclusion(claim, spoiled));
      assert.ok(!verifyInclusion({ ...claim, leafHash: flipped(hash, bit) }, proof));
      assert.ok(!verifyInclusion({ ...claim, root: flipped(claim.root, bit) }, proof));
      assert.ok(!verifyInclusion(claim, proof.slice(1)));
      assert.ok(!verifyInclusion(claim, [...proof, hash]));

      const first = index + 1;
      const pair = { first, second: size, firstRoot: tree.root(first), secondRoot: tree.root(size) };
      const path = await valueOf(consistencyProof(first, size, tree.read));
      assert.ok(!verifyConsistency({ ...pair, firstRoot: flipped(pair.firstRoot, bit) }, path));
      assert.ok(!verifyConsistency({ ...pair, secondRoot: flipped(pair.secondRoot, bit) }, path));
      assert.ok(!verifyConsistency(pair, [...path, hash]));
      if (path.length === 0) return;
      const broken = path.map((part, place) => (place === at % path.length ? flipped(part, bit) : part));
      assert.ok(!verifyConsistency(pair, broken));
      assert.ok(!verifyConsistency(pair, path.slice(1)));
    }),
    { numRuns: 400 },
  );
});

test('sizes past 32 bits keep their high bits', async () => {
  // The frontier of 2^40 + 1 leaves, without the leaves: any hash stands for the big subtree.
  const big = leafHash(Uint8Array.of(1));
  const small = leafHash(Uint8Array.of(2));
  const last = leafHash(Uint8Array.of(3));
  const size = 2 ** 40 + 1;
  const { frontier, nodes } = appendLeaves({ size, hashes: [big, small] }, [last]);
  assert.deepEqual(
    nodes.map(({ level, index }) => ({ level, index })),
    [
      { level: 0, index: size },
      { level: 1, index: 2 ** 39 },
    ],
  );
  const stored = new Map([
    [`40/0`, big],
    [`0/${size - 1}`, small],
  ]);
  const read = (ids: readonly NodeId[]) =>
    ids.map(({ level, index }) => stored.get(`${level}/${index}`) ?? assert.fail());
  const proof = await valueOf(inclusionProof(size, size + 1, read));
  assert.deepEqual(proof, [small, big]);
  assert.ok(verifyInclusion({ index: size, size: size + 1, leafHash: last, root: rootOf(frontier) }, proof));
});

test('a proof outside the tree is refused with its place', async () => {
  const tree = new StoredTree(numbered(3));
  const place = async (result: ReturnType<typeof inclusionProof>) => {
    const answer = await result;
    return answer.ok ? undefined : answer.issues[0]?.path;
  };
  assert.equal(await place(inclusionProof(3, 3, tree.read)), 'index');
  assert.equal(await place(inclusionProof(-1, 3, tree.read)), 'index');
  assert.equal(await place(inclusionProof(0.5, 3, tree.read)), 'index');
  assert.equal(await place(inclusionProof(0, Number.NaN, tree.read)), 'size');
  assert.equal(await place(consistencyProof(4, 3, tree.read)), 'first');
});

test("a native SHA-256 in the portable one's place gives the same tree", () => {
  const native = merkleHasher((data) => createHash('sha256').update(data).digest());
  const leaves = numbered(9);
  const { frontier } = appendLeaves(
    emptyFrontier,
    leaves.map((leaf) => native.leaf(leaf)),
    native,
  );
  assert.equal(hex(rootOf(frontier, native)), oracleRoot(leaves));
});
