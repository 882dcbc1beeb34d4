// Taking in real bundles over TAXII, with validation, policy, projections, journal and durable commit, beside medallion.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { basicAuthorization, TaxiiClient } from '@sanad/taxii';
import type { StixObject } from '@sanad/stix';
import { PASSWORD, USER } from '../taxii/parties.ts';
import { peerPrograms } from '../taxii/python.ts';
import { startMedallion } from '../taxii/servers.ts';
import { startHub } from './hub.ts';

type Row = Record<string, string | number>;

const shared = process.env['SANAD_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const bundles = ['ics-attack-18.1', 'capec-2.1'];
/** What a server that is no longer new already holds. */
const before = ['mobile-attack-17.1'];

/** Adds both bundles to an empty hub and to an empty medallion, by the same client in the same envelopes. */
export async function run(): Promise<{ title: string; rows: Row[] }[]> {
  const objects = bundles.flatMap(objectsOf);
  const held = before.flatMap(objectsOf);
  const peers = peerPrograms();
  const tables: { title: string; rows: Row[] }[] = [];
  for (const [state, first] of [
    ['just started and empty', []],
    [`that hold the ${held.length} objects of ${before.join(' and ')}`, held],
  ] as const) {
    const rows = [await ofHub(objects, first, 500), await ofHub(objects, first, 5000)];
    if ('folder' in peers) rows.push(await ofMedallion(peers.folder, objects, first, 500));
    tables.push({
      title: `Adding the ${objects.length} objects of ${bundles.join(' and ')} over TAXII to servers ${state}`,
      rows,
    });
  }
  return tables;
}

function objectsOf(name: string): StixObject[] {
  const text = readFileSync(join(shared, 'data', 'stix', `${name}.json`), 'utf8');
  return (JSON.parse(text) as { objects: StixObject[] }).objects;
}

async function ofHub(objects: readonly StixObject[], first: readonly StixObject[], maxObjects: number): Promise<Row> {
  const hub = await startHub();
  const client = new TaxiiClient({ url: `${hub.url}/taxii2/`, authorization: `Bearer ${hub.token}` });
  const collection = (await client.collections()).find((one) => one.alias === 'own');
  if (!collection) throw new Error('the hub has no collection for own submissions');
  const atRest = hub.memory().now;
  await client.add(collection, first, { maxObjects });
  const used = hub.cpu();
  const start = performance.now();
  const report = await client.add(collection, objects, { maxObjects });
  const seconds = (performance.now() - start) / 1000;
  const after = hub.cpu();
  const memory = hub.memory();
  await hub.stop();
  if (report.succeeded !== objects.length) throw new Error(`only ${report.succeeded} objects were taken`);
  const [hubCpu, databaseCpu] = [after.hub - used.hub, after.database - used.database];
  return {
    server: `Sanad hub, PostgreSQL, ${maxObjects} an envelope`,
    'objects/s': Math.round(objects.length / seconds),
    'CPU s of the server': round(hubCpu + databaseCpu),
    'of it database': round(databaseCpu),
    'objects/CPU s': Math.round(objects.length / (hubCpu + databaseCpu)),
    'MB at rest': atRest,
    'MB at most': memory.peak,
  };
}

async function ofMedallion(
  programs: string,
  objects: readonly StixObject[],
  first: readonly StixObject[],
  maxObjects: number,
): Promise<Row> {
  const server = await startMedallion(programs);
  const client = new TaxiiClient({ url: server.url, authorization: basicAuthorization(USER, PASSWORD) });
  const [collection] = await client.collections();
  if (!collection) throw new Error('medallion has no collection');
  await client.add(collection, first, { maxObjects });
  const used = server.cpu();
  const start = performance.now();
  await client.add(collection, objects, { maxObjects });
  const seconds = (performance.now() - start) / 1000;
  const cpu = server.cpu() - used;
  await server.stop();
  return {
    server: `medallion 3.0.0, in memory, ${maxObjects} an envelope`,
    'objects/s': Math.round(objects.length / seconds),
    'CPU s of the server': round(cpu),
    'objects/CPU s': Math.round(objects.length / cpu),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(JSON.stringify(await run(), null, 2));
