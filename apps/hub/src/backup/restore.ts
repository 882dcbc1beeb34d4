import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { extract } from 'tar-stream';
import { verifyJournal, type Verification } from '../journal/verify.ts';
import { openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { migrations, type Migration } from '../store/migrations/index.ts';
import { BackupProblem, contentsName, manifestName, tableOfPart, type Contents, type Manifest } from './archive.ts';
import type { OnProgress } from './backup.ts';
import { createTally } from './tally.ts';

/** What came back. */
export interface Restored {
  readonly manifest: Manifest;
  readonly rows: number;
  /** Steps that ran afterwards, since this program is newer than the backup. */
  readonly newer: readonly string[];
  readonly journal: Verification;
}

/**
 * Brings a backup back into an empty database: the form that it was written in, its rows, then the steps of this newer
 * program, then the journal is verified. Throws a {@link BackupProblem} and leaves the database empty when the file is
 * damaged, cut off or newer than this program, or when the journal is not the one that was backed up.
 */
export async function restore(
  url: string,
  path: string,
  onProgress: OnProgress = () => {},
  steps: readonly Migration[] = migrations,
): Promise<Restored> {
  const database = openDatabase(url, 2);
  const client = new pg.Client({ connectionString: url, options: '-c search_path=sanad,public -c timezone=UTC' });
  await client.connect();
  try {
    await needEmpty(client);
    try {
      const { manifest, rows } = await readArchive(path, async (entries) => {
        const read = await readManifest(entries);
        await migrate(database, stepsOf(read, steps));
        return { manifest: read, rows: await load(client, read, entries, onProgress) };
      });
      const newer = await migrate(database, steps);
      const journal = await verifyJournal(database);
      const same = journal.leaves === manifest.journal.size && journal.root === manifest.journal.root;
      if (journal.discrepancies.length > 0 || !same) {
        const what = journal.discrepancies.map((one) => one.what).join('; ') || 'its root is another';
        throw new BackupProblem(`The journal in ${path} is not the one that was backed up: ${what}.`);
      }
      return { manifest, rows, newer, journal };
    } catch (error) {
      await client.query('rollback');
      await client.query('drop schema if exists sanad cascade');
      throw error;
    }
  } finally {
    await client.end();
    await database.destroy();
  }
}

async function needEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ tables: number }>(
    `select count(*)::int as tables from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'sanad' and c.relkind in ('r', 'p')`,
  );
  if (rows[0]?.tables === 0) return;
  throw new BackupProblem(
    'The database already holds a hub. Restore into an empty one: another SANAD_DATA folder, or another DATABASE_URL.',
  );
}

/** A file within the archive. */
interface Entry extends AsyncIterable<unknown> {
  readonly header: { readonly name: string };
}

type Entries = AsyncIterator<Entry>;

/** Reads an archive entry by entry; anything wrong with the file itself is a problem with the backup. */
async function readArchive<T>(path: string, read: (entries: Entries) => Promise<T>): Promise<T> {
  const unpacked = extract();
  const damaged = (error: unknown): BackupProblem =>
    new BackupProblem(
      `${path} is no whole backup of Sanad: ${error instanceof Error ? error.message : String(error)}.`,
    );
  let wrong: unknown;
  const feeding = pipeline(createReadStream(path), createGunzip(), unpacked).catch((error: unknown) => {
    wrong = error;
  });
  try {
    return await read(unpacked[Symbol.asyncIterator]());
  } catch (error) {
    unpacked.destroy();
    await feeding;
    throw wrong === undefined || error instanceof BackupProblem ? error : damaged(wrong);
  }
}

async function readManifest(entries: Entries): Promise<Manifest> {
  const manifest = (await readJson(entries, manifestName)) as Manifest;
  if (manifest.format !== 'sanad-backup-1') throw new BackupProblem('This is no backup of Sanad.');
  return manifest;
}

function stepsOf({ migrations: names, version }: Manifest, steps: readonly Migration[]): Migration[] {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new BackupProblem(
      `The backup was written by a newer Sanad (${version}: ${unknown.join(', ')}). Restore it with that version.`,
    );
  }
  return steps.filter((step) => names.includes(step.name));
}

async function load(client: pg.Client, manifest: Manifest, entries: Entries, onProgress: OnProgress): Promise<number> {
  const quoted = manifest.tables.map(({ name }) => pg.escapeIdentifier(name));
  const loaded: Record<string, ReturnType<ReturnType<typeof createTally>['total']>> = {};
  let rows = 0;
  await client.query('begin');
  // What the steps themselves put there, and triggers that would do anew what is done.
  await client.query(`truncate ${quoted.join(', ')} cascade`);
  for (const table of quoted) await client.query(`alter table ${table} disable trigger user`);
  let entry = await entries.next();
  for (const { name, columns } of manifest.tables) {
    const tally = createTally();
    const parts = async function* (): AsyncGenerator<Buffer> {
      for (; !entry.done && tableOfPart(entry.value.header.name) === name; entry = await entries.next()) {
        for await (const chunk of entry.value as AsyncIterable<Buffer>) {
          tally.add(chunk);
          yield chunk;
        }
      }
    };
    const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    await pipeline(parts(), client.query(copyFrom(`copy ${pg.escapeIdentifier(name)} (${names}) from stdin`)));
    loaded[name] = tally.total();
    rows += loaded[name].rows;
    onProgress(rows);
  }
  const contents = await contentsOf(entry);
  for (const [name, { sha256 }] of Object.entries(contents.tables)) {
    if (loaded[name]?.sha256 !== sha256)
      throw new BackupProblem(`The data of the table ${name} is not what was backed up.`);
  }
  for (const [name, { value, called }] of Object.entries(contents.sequences)) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      `sanad.${pg.escapeIdentifier(name)}`,
      value,
      called,
    ]);
  }
  for (const table of quoted) await client.query(`alter table ${table} enable trigger user`);
  await client.query('commit');
  return rows;
}

async function contentsOf(entry: IteratorResult<Entry>): Promise<Contents> {
  if (entry.done || entry.value.header.name !== contentsName)
    throw new BackupProblem('The backup is cut off: its list of contents is missing.');
  return (await parse(entry.value)) as Contents;
}

async function readJson(entries: Entries, name: string): Promise<unknown> {
  const entry = await entries.next();
  if (entry.done || entry.value.header.name !== name) throw new BackupProblem('This is no backup of Sanad.');
  return parse(entry.value);
}

async function parse(entry: Entry): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}
