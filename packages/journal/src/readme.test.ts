import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  appendLeaves,
  consistencyProof,
  emptyFrontier,
  generateNoteKeys,
  inclusionProof,
  leafHash,
  parseSignerKey,
  parseVerifierKey,
  rootOf,
  signCheckpoint,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
  type NodeId,
  type TreeNode,
} from '@sanad/journal';

test('the examples of the README run', async () => {
  const log: unknown[] = [];
  // #region append
  const records = ['first', 'second', 'third'].map((text) => new TextEncoder().encode(text));
  const stored = new Map<string, Uint8Array>();
  const store = ({ level, index, hash }: TreeNode) => stored.set(`${level}/${index}`, hash);

  const { frontier: two, nodes } = appendLeaves(
    emptyFrontier,
    records.slice(0, 2).map((record) => leafHash(record)),
  );
  nodes.forEach(store);

  // Later, with nothing in hand but the frontier:
  const later = appendLeaves(
    two,
    records.slice(2).map((record) => leafHash(record)),
  );
  later.nodes.forEach(store);
  const three = later.frontier;
  // #endregion

  // #region prove
  const readNodes = (ids: readonly NodeId[]) =>
    ids.map(({ level, index }) => stored.get(`${level}/${index}`) ?? new Uint8Array(32));

  const inclusion = await inclusionProof(0, three.size, readNodes);
  if (inclusion.ok) {
    const claim = { index: 0, size: 3, leafHash: leafHash(records[0]!), root: rootOf(three) };
    log.push(verifyInclusion(claim, inclusion.value)); // true
  }

  const consistency = await consistencyProof(two.size, three.size, readNodes);
  if (consistency.ok) {
    const claim = { first: 2, second: 3, firstRoot: rootOf(two), secondRoot: rootOf(three) };
    log.push(verifyConsistency(claim, consistency.value)); // true
  }
  // #endregion

  // #region sign
  const keys = await generateNoteKeys('hub.example/journal');
  if (!keys.ok) throw new Error(keys.issues[0]?.message);
  const signer = await parseSignerKey(keys.value.signerKey); // the hub's secret
  const verifier = parseVerifierKey(keys.value.verifierKey); // for everybody
  if (!signer.ok || !verifier.ok) throw new Error('a key is damaged');

  const note = await signCheckpoint({ origin: 'hub.example/journal', size: 3, root: rootOf(three) }, signer.value);
  const checkpoint = await verifyCheckpoint(note, verifier.value);
  log.push(checkpoint.ok && checkpoint.value.size); // 3
  // #endregion
  assert.deepEqual(log, [true, true, 3]);
});

test('and they are what stands there', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const regions = [...source.matchAll(/^ {2}\/\/ #region (\w+)\n(.*?)^ {2}\/\/ #endregion/gms)];
  assert.equal(regions.length, 3);
  for (const [, name, code = ''] of regions) {
    const shown = code.replaceAll(/^ {2}/gm, '').replaceAll(/^( *)log\.push\((.*)\);/gm, '$1console.log($2);');
    assert.ok(readme.includes('```ts\n' + shown + '```'), `${name}\n${shown}`);
  }
});
