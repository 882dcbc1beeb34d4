import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { generateNoteKeys } from '@sanad/journal';
import { testDatabase, testHub, type TestHub } from '@sanad/hub/testing';
import pg from 'pg';
import type { Finding } from '../doctor/finding.ts';
import { runCli, serveHub, type Ran } from '../testing/test-cli.ts';

let hub: TestHub;
let server: Awaited<ReturnType<typeof serveHub>>;
const folder = mkdtempSync(join(tmpdir(), 'sanad-installation-'));
before(async () => {
  hub = await testHub();
  server = await serveHub(hub);
});
after(async () => {
  server.close();
  await hub.close();
  rmSync(folder, { recursive: true });
});

/** Does something behind the hub's back. */
async function meddle(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: hub.url, options: '-c search_path=sanad' });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const environment = (): Record<string, string> => ({
  SANAD_URL: server.url,
  SANAD_TOKEN: hub.authority,
  DATABASE_URL: hub.url,
  XDG_CONFIG_HOME: folder,
});
const run = (words: string[], more: Record<string, string> = {}): Promise<Ran> =>
  runCli(words, { ...environment(), ...more });

const vulnerability = {
  type: 'vulnerability',
  spec_version: '2.1',
  id: 'vulnerability--44444444-4444-4444-8444-444444444444',
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.120Z',
  name: 'CVE-2026-1',
};

test('the journal is proven from outside: key, earlier checkpoint, objects; what was changed is not', async () => {
  await hub.call(hub.authority, 'POST', '/api/v1/objects?marking=CLEAR', vulnerability);
  const first = await run(['journal', 'verify', '--object', vulnerability.id]);
  assert.equal(first.status, 0, first.stdout + first.stderr);
  assert.match(
    first.stdout,
    /^proven {2}checkpoint of \d+ entries, signed by sanad-hub\nproven {2}vulnerability--\S+ added at \d+, is in it/,
  );
  assert.match(first.stderr, /First look/);
  await hub.call(hub.authority, 'POST', '/api/v1/objects', {
    ...vulnerability,
    id: vulnerability.id.replace('4444', '5555'),
  });
  const second = await run(['journal', 'verify']);
  assert.match(second.stdout, /proven {2}the \d+ entries seen before are its beginning/);

  const other = await generateNoteKeys('sanad-hub');
  assert.ok(other.ok);
  const foreign = await run(['journal', 'verify', '--key', other.value.verifierKey]);
  assert.equal(foreign.status, 1);
  assert.match(foreign.stdout, /NOT PROVEN {2}checkpoint: another key/);

  // Somebody changes a record behind the hub's back: the object no longer fits its leaf, here and in the database.
  await meddle(
    `update object_version set body = replace(body, 'CVE-2026-1', 'CVE-2026-2') where id = '${vulnerability.id}'`,
  );
  const changed = await run(['journal', 'verify', '--json', '--object', vulnerability.id]);
  assert.equal(changed.status, 1);
  assert.equal((JSON.parse(changed.stdout) as { proofs: { ok: boolean }[] }).proofs.at(-1)?.ok, false);
  const here = await run(['journal', 'verify', '--local']);
  assert.equal(here.status, 1);
  assert.match(here.stdout, /NOT as it was\n {2}entry \d+: the version added at \d+ was changed/);
  await meddle(
    `update object_version set body = replace(body, 'CVE-2026-2', 'CVE-2026-1') where id = '${vulnerability.id}'`,
  );
  assert.equal((await run(['journal', 'verify', '--local'])).status, 0);

  const checkpoint = await run(['journal', 'checkpoint']);
  assert.match(checkpoint.stdout, /^sanad-hub\n\d+\n\S{44}\n\n— sanad-hub \S+\n\nVerifier key: sanad-hub\+/);
});

test('backup writes a file, restore brings it back into an empty database and refuses any other', async () => {
  const file = join(folder, 'hub.tar.gz');
  const made = await run(['backup', file, '--json']);
  assert.equal(made.status, 0, made.stderr);
  const { journal, rows } = JSON.parse(made.stdout) as { rows: number; journal: { root: string } };
  const full = await run(['restore', file]);
  assert.equal(full.status, 2);
  assert.match(full.stderr, /already holds a hub/);
  const back = await run(['restore', file, '--json'], { DATABASE_URL: await testDatabase() });
  assert.equal(back.status, 0, back.stderr);
  const told = JSON.parse(back.stdout) as { rows: number; journal: { root: string } };
  assert.deepEqual([told.rows, told.journal.root], [rows, journal.root]);
  const lost = await run(['backup', join(folder, 'other.tar.gz')], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/x' });
  assert.equal(lost.status, 2);
  assert.ok(!existsSync(join(folder, 'other.tar.gz')) && !existsSync(join(folder, 'other.tar.gz.part')));
});

test('doctor finds nothing wrong with a good installation, and names what is wrong with another', async () => {
  const examine = async (more: Record<string, string>): Promise<{ status: number; findings: Map<string, Finding> }> => {
    const ran = await run(['doctor', '--json'], more);
    assert.equal(ran.stderr, '');
    const { findings } = JSON.parse(ran.stdout) as { findings: Finding[] };
    return { status: ran.status, findings: new Map(findings.map((one) => [one.check, one])) };
  };
  const well = await examine({ SANAD_PORT: '0' });
  assert.equal(well.status, 0, JSON.stringify([...well.findings.values()]));
  assert.match(well.findings.get('database')?.what ?? '', /^PostgreSQL \d+/);
  assert.equal(well.findings.get('schema')?.state, 'good');
  assert.equal(well.findings.get('clock of the hub')?.state, 'good');

  const other = createServer();
  await new Promise<void>((done) => {
    other.listen(0, '127.0.0.1', done);
  });
  const { port } = other.address() as AddressInfo;
  await meddle(`insert into migration (name) values ('9999-future')`);
  const ill = await examine({ SANAD_PORT: String(port) });
  await meddle(`delete from migration where name = '9999-future'`);
  other.close();
  assert.equal(ill.status, 1);
  assert.match(ill.findings.get('schema')?.what ?? '', /a newer Sanad wrote it \(9999-future\)/);
  const taken = ill.findings.get('port')?.what ?? '';
  assert.ok(
    taken.startsWith(`${port} is taken by `) &&
      (process.platform !== 'linux' || taken.includes(`process ${process.pid}`)),
    taken,
  );

  const data = join(folder, 'data');
  const away = await examine({
    SANAD_PORT: '0',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/x',
    SANAD_URL: 'http://127.0.0.1:9',
  });
  assert.equal(away.status, 1);
  assert.match(away.findings.get('database')?.what ?? '', /not reachable: .*ECONNREFUSED/);
  assert.equal(away.findings.get('hub')?.state, 'notice');
  writeFileSync(data, 'a file, no folder');
  const noFolder = await runCli(['doctor', '--json'], {
    SANAD_DATA: data,
    SANAD_PORT: '0',
    SANAD_URL: 'http://127.0.0.1:9',
  });
  assert.equal(noFolder.status, 1);
  assert.match(noFolder.stdout, /is no folder/);
});
