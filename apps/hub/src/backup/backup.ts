import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { rootOf } from '@sanad/journal';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { pack, type Pack } from 'tar-stream';
import { journalHasher } from '../store/hashing.ts';
import { contentsName, manifestName, partName, type Contents, type Manifest, type TableContents } from './archive.ts';
import { createTally } from './tally.ts';

/** How far a backup or its return has come. */
export type OnProgress = (rows: number) => void;

/** What was written. */
export interface Backup {
  readonly manifest: Manifest;
  readonly contents: Contents;
}

const partSize = 8 * 1024 * 1024;

/**
 * Writes everything that the hub keeps into a file (gzip-compressed tar), as it is at one moment, while the hub goes on.
 * The file appears when it is whole, readable by its owner alone: it holds the hub's keys and the hashes of passwords.
 */
export async function backup(
  url: string,
  path: string,
  version: string,
  onProgress: OnProgress = () => {},
): Promise<Backup> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=sanad,public -c timezone=UTC' });
  await client.connect();
  const part = `${path}.part`;
  const archive = pack();
  try {
    // One snapshot for all tables: what is committed later is in none of them.
    await client.query('begin isolation level repeatable read read only');
    const written = pipeline(archive, createGzip({ level: 4 }), createWriteStream(part, { mode: 0o600 }));
    const [made] = await Promise.all([writeAll(client, archive, version, onProgress), written]);
    await client.query('commit');
    renameSync(part, path);
    return made;
  } catch (error) {
    archive.destroy();
    rmSync(part, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function writeAll(client: pg.Client, archive: Pack, version: string, onProgress: OnProgress): Promise<Backup> {
  const manifest = await readManifest(client, version);
  await writeEntry(archive, manifestName, Buffer.from(JSON.stringify(manifest, null, 2)));
  const tables: Record<string, TableContents> = {};
  let rows = 0;
  for (const { name, columns } of manifest.tables) {
    const told = await writeTable(client, archive, name, columns, (more) => onProgress(rows + more));
    tables[name] = told;
    rows += told.rows;
  }
  // Sequences know no snapshot: read last, they are beyond every value that the tables hold.
  const contents = { tables, sequences: await readSequences(client) };
  await writeEntry(archive, contentsName, Buffer.from(JSON.stringify(contents, null, 2)));
  archive.finalize();
  return { manifest, contents };
}

async function readManifest(client: pg.Client, version: string): Promise<Manifest> {
  const { rows: steps } = await client.query<{ name: string }>('select name from migration order by ran, name');
  const { rows: clocks } = await client.query<{ size: string; frontier: Buffer[] }>('select size, frontier from clock');
  const [clock] = clocks;
  if (!clock) throw new Error('the clock is missing: the database was not set up');
  const size = Number(clock.size);
  const root = rootOf({ size, hashes: clock.frontier }, journalHasher);
  return {
    format: 'sanad-backup-1',
    version,
    created: new Date().toISOString(),
    migrations: steps.map((step) => step.name),
    tables: await readTables(client),
    journal: { size, root: Buffer.from(root).toString('base64') },
  };
}

/** The lasting tables with their own columns, each after those that it refers to. */
async function readTables(client: pg.Client): Promise<Manifest['tables']> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
    from pg_class c
    where c.relnamespace = 'sanad'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relpersistence = 'p' and c.relname <> 'migration'
    order by c.relname`);
  const ordered: typeof rows = [];
  const place = (table: (typeof rows)[number], above: readonly string[]): void => {
    if (ordered.includes(table) || above.includes(table.name)) return;
    for (const need of rows) if (table.needs.includes(need.name)) place(need, [...above, table.name]);
    ordered.push(table);
  };
  for (const table of rows) place(table, []);
  return ordered.map(({ name, columns }) => ({ name, columns }));
}

async function writeTable(
  client: pg.Client,
  archive: Pack,
  table: string,
  columns: readonly string[],
  onProgress: OnProgress,
): Promise<TableContents> {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const rows = client.query(copyTo(`copy (select ${names} from ${pg.escapeIdentifier(table)}) to stdout`));
  const tally = createTally();
  let part: Buffer[] = [];
  let [size, parts, seen] = [0, 0, 0];
  const flush = async (): Promise<void> => {
    if (size > 0) await writeEntry(archive, partName(table, parts++), Buffer.concat(part));
    [part, size] = [[], 0];
  };
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    tally.add(chunk);
    part.push(chunk);
    size += chunk.length;
    seen += 1;
    if (seen % 100 === 0) onProgress(seen);
    if (size >= partSize) await flush();
  }
  await flush();
  return tally.total();
}

async function writeEntry(archive: Pack, name: string, data: Buffer): Promise<void> {
  await new Promise<void>((done, fail) => {
    archive.entry({ name, size: data.length, mode: 0o600 }, data, (error) => (error ? fail(error) : done()));
  });
}

async function readSequences(client: pg.Client): Promise<Contents['sequences']> {
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'sanad'::regnamespace and relkind = 'S' order by relname`,
  );
  const sequences: Record<string, { value: string; called: boolean }> = {};
  for (const { name } of names) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${pg.escapeIdentifier(name)}`,
    );
    if (rows[0]) sequences[name] = rows[0];
  }
  return sequences;
}
