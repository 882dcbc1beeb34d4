import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { verifyJournal } from '../journal/verify.ts';
import { openDatabase } from './database.ts';
import { runningServer } from './embedded.ts';

const rounds = Number(process.env['SANAD_CRASH_ROUNDS'] ?? 25);
const writers = 3;

test(
  `nothing acknowledged is lost when hub and database are killed, ${rounds} times`,
  { timeout: 1_800_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sanad-crash-'));
    chmodSync(folder, 0o711);
    let hub = await startHub(folder);
    const token = await setUp(hub);
    /** Ids by batch: a batch is there whole or not at all, and whole when it was acknowledged. */
    const acknowledged: string[][] = [];
    const attempted: string[][] = [];
    try {
      for (let round = 0; round < rounds; round += 1) {
        const load = Promise.all(
          Array.from({ length: writers }, () => writeUntilDead(hub, token, acknowledged, attempted)),
        );
        await new Promise((done) => setTimeout(done, randomInt(30, 500)));
        const postmaster = runningServer(join(folder, 'postgres'))?.pid;
        // Sometimes the database first, sometimes the hub, sometimes the hub alone: its server is then left running.
        const victims = [
          () => hub.process.kill('SIGKILL'),
          ...(randomInt(3) > 0 && postmaster ? [() => process.kill(postmaster, 'SIGKILL')] : []),
        ];
        for (const kill of randomInt(2) ? victims : victims.toReversed()) kill();
        await load;
        hub = await startHub(folder);
      }
      await check(folder, acknowledged, attempted);
    } finally {
      await stopHub(hub, folder);
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  readonly setupToken: string | undefined;
}

function startHub(folder: string): Promise<Running> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@sanad/source', main], {
    env: { ...process.env, SANAD_DATA: folder, SANAD_PORT: '0', DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((done, fail) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const url = /REST API\s+(http\S+)\/api\/v1/.exec(said)?.[1];
      if (url && said.includes('Ctrl-C')) done({ process: child, url, setupToken: /--token (\S+)/.exec(said)?.[1] });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => fail(new Error(`the hub ended with ${code}: ${said}`)));
  });
}

async function stopHub(hub: Running, folder: string): Promise<void> {
  if (hub.process.exitCode === null && hub.process.signalCode === null) {
    const ended = new Promise((done) => hub.process.once('exit', done));
    hub.process.kill('SIGTERM');
    await ended;
  }
  const left = runningServer(join(folder, 'postgres'));
  if (left) process.kill(left.pid, 'SIGKILL');
}

async function setUp(hub: Running): Promise<string> {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${hub.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const password = 'a long enough pass phrase';
  const administrator = { name: 'First', email: 'first@hub.test', password };
  const set = await post('/setup', { token: hub.setupToken, hub: { name: 'Crash hub' }, administrator });
  assert.equal(set.status, 201);
  const basic = `Basic ${Buffer.from(`first@hub.test:${password}`).toString('base64')}`;
  const made = await post('/tokens', { name: 'crash', scopes: ['read', 'write'] }, { authorization: basic });
  return ((await made.json()) as { secret: string }).secret;
}

async function writeUntilDead(
  hub: Running,
  token: string,
  acknowledged: string[][],
  attempted: string[][],
): Promise<void> {
  for (;;) {
    const objects = Array.from({ length: randomInt(1, 60) }, () => note());
    const ids = objects.map((object) => object.id);
    attempted.push(ids);
    try {
      const response = await fetch(`${hub.url}/api/v1/objects`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(objects),
      });
      const report = (await response.json()) as { accepted?: number };
      if (report.accepted === ids.length) acknowledged.push(ids);
      else if (response.status < 500) assert.fail(`refused: ${JSON.stringify(report)}`);
      else return;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return;
    }
  }
}

const note = () => ({
  type: 'note',
  spec_version: '2.1',
  id: `note--${randomUUID()}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  content: 'written while the power fails',
  object_refs: [`indicator--${randomUUID()}`],
});

async function check(folder: string, acknowledged: readonly string[][], attempted: readonly string[][]): Promise<void> {
  const database = openDatabase(await databaseUrl(folder), 2);
  try {
    const rows = await database.selectFrom('object_version').select('id').where('type', '=', 'note').execute();
    const stored = new Set(rows.map((row) => row.id));
    assert.equal(stored.size, rows.length, 'no object is there twice');
    const lost = acknowledged.flat().filter((id) => !stored.has(id));
    assert.deepEqual(lost, []);
    const half = attempted.filter(
      (batch) => batch.some((id) => stored.has(id)) && !batch.every((id) => stored.has(id)),
    );
    assert.deepEqual(half, [], 'no half-written batch');
    assert.ok(acknowledged.length > rounds, `only ${acknowledged.length} batches were acknowledged`);
    assert.deepEqual((await verifyJournal(database)).discrepancies, []);
  } finally {
    await database.destroy();
  }
}

async function databaseUrl(folder: string): Promise<string> {
  const { readFileSync } = await import('node:fs');
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim();
  const port = runningServer(join(folder, 'postgres'))?.port;
  return `postgres://sanad:${password}@127.0.0.1:${port}/postgres`;
}
