import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createHub } from '../hub.ts';
import { openDatabase } from '../store/database.ts';
import { migrations } from '../store/migrations/index.ts';
import { testDatabase } from '../testing/test-database.ts';
import { testHub, type TestHub } from '../testing/test-hub.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

let hub: TestHub;
const folder = mkdtempSync(join(tmpdir(), 'sanad-backup-'));
const file = join(folder, 'hub.tar.gz');
before(async () => {
  hub = await testHub();
});
after(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

const indicator = (name: string): Record<string, unknown> => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${randomUUID()}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name,
  description: 'أسطر\nوعلامات \\N \t و"اقتباس"',
  pattern: "[ipv4-addr:value = '198.51.100.7']",
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
});

test('a backup of a hub that is being written to comes back as it was at one moment, and goes on from there', async () => {
  const party = await hub.join('Writer');
  const first = Array.from({ length: 300 }, (_, number) => indicator(`Before ${number}`));
  await hub.call(party.token, 'POST', '/api/v1/objects', { objects: first });
  const written = new AbortController();
  const writer = (async () => {
    const objects = (): object[] => [indicator('Meanwhile'), indicator('Meanwhile')];
    while (!written.signal.aborted) await hub.call(party.token, 'POST', '/api/v1/objects', { objects: objects() });
  })();
  const made = await backup(hub.url, file, 'test');
  written.abort();
  await writer;
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.ok((made.contents.tables['object_version']?.rows ?? 0) >= 300);
  // In one snapshot every version has its leaf, although the hub wrote on between one table and the next.
  assert.equal(made.contents.tables['object_version']?.rows, made.contents.tables['object_text']?.rows);

  const url = await testDatabase();
  const back = await restore(url, file);
  assert.deepEqual(back.journal.discrepancies, []);
  assert.equal(back.journal.root, made.manifest.journal.root);
  assert.deepEqual(back.newer, []);

  const again = await createHub({ url, version: 'test', log: pino({ level: 'silent' }) });
  try {
    const ask = async (method: string, path: string, body?: object): Promise<Response> =>
      again.fetch(
        new Request(`http://hub.test/api/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${party.token}`, 'content-type': 'application/json' },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      );
    const id = String(first[7]?.['id']);
    assert.deepEqual(((await (await ask('GET', `/objects/${id}`)).json()) as { object: object }).object, first[7]);
    const sent = (await (await ask('POST', '/objects', { objects: [first[8], indicator('After')] })).json()) as Record<
      string,
      number
    >;
    assert.deepEqual([sent['known'], sent['accepted']], [1, 1]);
    // A new party takes the next number of its sequence, not one that is taken.
    const registered = await again.fetch(
      new Request('http://hub.test/api/v1/parties', {
        method: 'POST',
        headers: { authorization: `Bearer ${hub.authority}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Later', kind: 'other' }),
      }),
    );
    assert.equal(registered.status, 201);
  } finally {
    await again.close();
  }
});

test('a backup comes back into a newer version, which runs its own steps on it', async () => {
  await backup(hub.url, file, 'test');
  const url = await testDatabase();
  const newer = {
    name: '9999-shout',
    sql: `alter table party add column shout text; update party set shout = upper(name)`,
  };
  const back = await restore(url, file, () => {}, [...migrations, newer]);
  assert.deepEqual(back.newer, ['9999-shout']);
  const database = openDatabase(url, 1);
  const { rows } = await sql<{ shout: string }>`select shout from party where is_hub`.execute(database);
  await database.destroy();
  assert.equal(rows[0]?.shout, 'TEST HUB');

  // And what this newer version writes, the older refuses.
  await backup(url, file, 'newer');
  await assert.rejects(restore(await testDatabase(), file), /written by a newer Sanad \(newer: 9999-shout\)/);
});

test('a database that holds a hub is refused and stays as it is', async () => {
  await backup(hub.url, file, 'test');
  await assert.rejects(restore(hub.url, file), /already holds a hub/);
  assert.equal((await hub.call(hub.authority, 'GET', '/api/v1/parties')).status, 200);
});

test('a damaged, cut off or foreign file is refused, and the database is empty afterwards', async () => {
  await backup(hub.url, file, 'test');
  const whole = readFileSync(file);
  const tar = gunzipSync(whole);
  const changed = Buffer.from(tar);
  changed.write('Changed hub', changed.indexOf('Test hub\t'));
  const shorter = tar.subarray(0, tar.lastIndexOf('contents.json'));
  const url = await testDatabase();
  const broken: [string, Buffer][] = [
    ['cut off', whole.subarray(0, whole.length / 2)],
    [
      'cut off between entries',
      gzipSync(Buffer.concat([shorter.subarray(0, shorter.length - (shorter.length % 512)), Buffer.alloc(1024)])),
    ],
    ['changed', gzipSync(changed)],
    ['no archive', Buffer.from('hello')],
    ['another archive', gzipSync(Buffer.alloc(1024))],
  ];
  for (const [what, bytes] of broken) {
    const path = join(folder, 'broken.tar.gz');
    writeFileSync(path, bytes);
    await assert.rejects(restore(url, path), { name: 'BackupProblem' }, what);
  }
  await restore(url, file);
});
