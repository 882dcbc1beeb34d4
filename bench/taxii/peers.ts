// TAXII beside its peers: taxii2-client against our server, our client against medallion, and both servers under the
// same load. Run: node --conditions=@sanad/source bench/taxii/peers.ts
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { basicAuthorization, TaxiiClient, type CollectionAt } from '@sanad/taxii';
import { PASSWORD, USER } from './parties.ts';
import { peerPrograms } from './python.ts';
import { startMedallion, startSanad, type Server } from './servers.ts';

/** What a bench prints. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

type StixObject = Record<string, unknown> & { readonly id: string };

/** medallion's reading takes time that grows with the square of the collection: a walk over more takes minutes. */
const READ_BY_BOTH = 400;

/** Walks by which our reading is measured: one is over before the clock of the kernel has ticked often enough. */
const WALKS = 25;

/** Interoperability and cost, or a table that says what is missing. */
export async function run(): Promise<Table[]> {
  const objects = bundle('ics-attack-18.1.json');
  if (objects === undefined) return [skipped('the shared data stix/ics-attack-18.1.json is not there')];
  const programs = peerPrograms();
  if ('missing' in programs) return [skipped(programs.missing)];
  const some = objects.slice(0, READ_BY_BOTH);
  return [
    await checkWithTaxii2Client(programs.folder, objects),
    await checkAgainstMedallion(programs.folder, some),
    await compareAdding(programs.folder, [...objects, ...(bundle('capec-2.1.json') ?? [])]),
    await compareReading(programs.folder, some),
  ];
}

async function checkWithTaxii2Client(programs: string, objects: readonly StixObject[]): Promise<Table> {
  const server = await startSanad();
  const file = join(mkdtempSync(join(tmpdir(), 'sanad-bench-objects-')), 'objects.json');
  writeFileSync(file, JSON.stringify(objects));
  const script = fileURLToPath(new URL('taxii2_client_check.py', import.meta.url));
  const output = execFileSync(join(programs, 'python'), [script, server.url, USER, PASSWORD, file], {
    encoding: 'utf8',
  });
  await server.stop();
  return {
    title: `taxii2-client 2.3.0 against @sanad/taxii, ${objects.length} objects of ATT&CK for ICS`,
    columns: ['check', 'result', 'detail'],
    rows: output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as [string, boolean, string])
      .map(([check, passed, detail]) => [check, passed ? 'passed' : 'FAILED', detail]),
  };
}

async function checkAgainstMedallion(programs: string, objects: readonly StixObject[]): Promise<Table> {
  const server = await startMedallion(programs);
  const { client, collection } = await connect(server);
  const report = await client.add(collection, objects, { maxObjects: 100 });
  const walked = await readAll(client, collection, 100);
  const manifest: string[] = [];
  for await (const { items } of client.manifest(collection, { limit: 150 }))
    manifest.push(...items.map(({ id }) => id));
  const [first] = objects;
  const id = first?.id ?? '';
  const versions = await client.versions(collection, id);
  const one = await client.object(collection, id);
  await client.delete(collection, id);
  const gone = await client.object(collection, id).then(
    () => false,
    (error: { status?: number }) => error.status === 404,
  );
  await server.stop();
  const ids = new Set(objects.map((object) => object.id));
  const check = (name: string, passed: boolean, detail: string) => [name, passed ? 'passed' : 'FAILED', detail];
  return {
    title: `Our client against medallion 3.0.0, ${objects.length} objects`,
    columns: ['check', 'result', 'detail'],
    rows: [
      check('push', report.succeeded === objects.length, `${report.succeeded} in ${report.statuses.length} envelopes`),
      check('pull by pages of 100', sameIds(walked, ids), `${walked.length} objects, ${new Set(walked).size} distinct`),
      check('manifest by pages of 150', sameIds(manifest, ids), `${manifest.length} records`),
      check('versions', versions.length === 1, versions.join(' ')),
      check('one object', one.length === 1 && one[0]?.id === id, id),
      check('delete', gone, '404 afterwards'),
    ],
  };
}

async function compareAdding(programs: string, objects: readonly StixObject[]): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const start of [() => startMedallion(programs), startSanad]) {
    const server = await start();
    const { client, collection } = await connect(server);
    const seconds = await cpuOf(server, () => client.add(collection, objects, { maxObjects: 500 }));
    rows.push([server.name, objects.length, seconds.toFixed(2), Math.round(objects.length / seconds)]);
    await server.stop();
  }
  return {
    title: 'Adding ATT&CK for ICS and CAPEC over HTTP to memory backends, from a cold start',
    columns: ['server', 'objects', 'CPU s of the server', 'objects/CPU s'],
    rows,
  };
}

async function compareReading(programs: string, objects: readonly StixObject[]): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const [start, walks] of [
    [() => startMedallion(programs), 1],
    [startSanad, WALKS],
  ] as const) {
    const server = await start();
    const { client, collection } = await connect(server);
    await client.add(collection, objects);
    const seconds = await cpuOf(server, async () => {
      for (let walk = 0; walk < walks; walk += 1) await readAll(client, collection, 100);
    });
    rows.push([server.name, objects.length, walks, seconds.toFixed(2), Math.round((walks * objects.length) / seconds)]);
    await server.stop();
  }
  return {
    title: 'Reading a whole collection over HTTP from memory backends, pages of 100',
    columns: ['server', 'objects', 'walks', 'CPU s of the server', 'objects/CPU s'],
    rows,
  };
}

async function connect({ url }: Server): Promise<{ client: TaxiiClient; collection: CollectionAt }> {
  const client = new TaxiiClient({ url, authorization: basicAuthorization(USER, PASSWORD) });
  const [collection] = await client.collections();
  if (!collection) throw new Error(`${url} has no collection`);
  return { client, collection };
}

async function readAll(client: TaxiiClient, collection: CollectionAt, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { items } of client.objects(collection, { limit })) ids.push(...items.map(({ id }) => String(id)));
  return ids;
}

async function cpuOf(server: Server, action: () => Promise<unknown>): Promise<number> {
  const before = server.cpu();
  await action();
  return server.cpu() - before;
}

const sameIds = (found: readonly string[], wanted: ReadonlySet<string>): boolean =>
  found.length === wanted.size && found.every((id) => wanted.has(id));

function bundle(name: string): StixObject[] | undefined {
  const shared = process.env.SANAD_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
  const file = join(shared, 'data/stix', name);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { objects: StixObject[] }).objects;
}

const skipped = (reason: string): Table => ({
  title: 'TAXII beside its peers',
  columns: ['skipped'],
  rows: [[reason]],
});

if (import.meta.main) {
  for (const { title, columns, rows } of await run()) {
    console.log(`\n${title}`);
    console.table(rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))));
  }
}
