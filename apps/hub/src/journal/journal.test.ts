import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  parseVerifierKey,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
} from '@sanad/journal';
import { sql } from 'kysely';
import { note } from '../testing/objects.ts';
import { testHub, type TestHub } from '../testing/test-hub.ts';
import { verifyJournal } from './verify.ts';

let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub.close());

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

async function checkpoint(): Promise<Checkpoint> {
  const { body } = await hub.call(undefined, 'GET', '/api/v1/journal/checkpoint');
  const key = parseVerifierKey(body.verifierKey);
  assert.ok(key.ok);
  const verified = await verifyCheckpoint(body.checkpoint, key.value);
  assert.ok(verified.ok);
  return verified.value;
}

test('over the API, a record is proven to be in the journal, and an earlier journal to be its beginning', async () => {
  const early = await checkpoint();
  const object = note();
  await hub.call(hub.authority, 'POST', '/api/v1/objects', [object, note(), note()]);
  const { body: stored } = await hub.call(hub.authority, 'GET', `/api/v1/objects/${object.id}`);
  const late = await checkpoint();
  assert.equal(late.size, early.size + 3);

  const { body: inclusion } = await hub.call(
    hub.authority,
    'GET',
    `/api/v1/journal/inclusion?added=${stored.added}&size=${late.size}`,
  );
  const claim = { index: inclusion.index, size: late.size, leafHash: bytes(inclusion.leaf), root: late.root };
  assert.equal(verifyInclusion(claim, inclusion.proof.map(bytes)), true);
  assert.equal(verifyInclusion({ ...claim, root: early.root }, inclusion.proof.map(bytes)), false);

  const query = `first=${early.size}&second=${late.size}`;
  const { body: consistency } = await hub.call(undefined, 'GET', `/api/v1/journal/consistency?${query}`);
  const trees = { first: early.size, firstRoot: early.root, second: late.size, secondRoot: late.root };
  assert.equal(verifyConsistency(trees, consistency.proof.map(bytes)), true);
});

test('a whole journal verifies, and whatever is changed behind its back is found', async () => {
  await hub.call(hub.authority, 'POST', '/api/v1/objects', [note(), note()]);
  assert.deepEqual((await verifyJournal(hub.database)).discrepancies, []);
  const changes: [string, ReturnType<typeof sql>, ReturnType<typeof sql>][] = [
    [
      'was changed',
      sql`update object_version set body = replace(body, 'for', 'fro') where type = 'note'`,
      sql`update object_version set body = replace(body, 'fro', 'for') where type = 'note'`,
    ],
    [
      'does not hash',
      sql`update journal_leaf set entry = replace(entry, '"kind":"member"', '"kind":"nobody"')`,
      sql`update journal_leaf set entry = replace(entry, '"kind":"nobody"', '"kind":"member"')`,
    ],
    [
      'have no leaf',
      sql`update journal_leaf set added = -added where kind = 'object'`,
      sql`update journal_leaf set added = -added where kind = 'object'`,
    ],
  ];
  for (const [found, change, undo] of changes) {
    await change.execute(hub.database);
    const { discrepancies } = await verifyJournal(hub.database);
    assert.ok(
      discrepancies.some(({ what }) => what.includes(found)),
      `${found}: ${JSON.stringify(discrepancies.slice(0, 3))}`,
    );
    await undo.execute(hub.database);
  }
  assert.deepEqual((await verifyJournal(hub.database)).discrepancies, []);
});
