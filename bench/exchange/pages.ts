// Reading a large collection over TAXII: the first pages and the deep ones, alone and by sixteen at once, and all of it.
import { pathToFileURL } from 'node:url';
import { openDatabase } from '../../apps/hub/src/store/database.ts';
import { fill } from './fill.ts';
import { startHub, type BenchHub } from './hub.ts';

type Row = Record<string, string | number>;

const readers = 16;
const pagesEach = 60;

/** Fills a community's collection with `count` objects (SANAD_BENCH_OBJECTS, 1,000,000) and reads it. */
export async function run(): Promise<{ title: string; rows: Row[] }[]> {
  const count = Number(process.env['SANAD_BENCH_OBJECTS'] ?? 1_000_000);
  const hub = await startHub();
  try {
    const { collection, filled } = await prepare(hub, count);
    const rows: Row[] = [];
    for (const [where, share] of [
      ['at the start', 0],
      ['in the middle', 0.5],
      ['near the end', 0.95],
    ] as const) {
      const after = await positionAt(hub, share);
      rows.push({
        pages: where,
        ...(await alone(hub, collection, after)),
        ...(await together(hub, collection, after)),
      });
    }
    const walked = await walkAll(hub, collection);
    return [
      { title: `Pages of 100 objects from a collection of ${count.toLocaleString('en')}, milliseconds`, rows },
      { title: 'The whole of it', rows: [{ ...filled }, walked] },
    ];
  } finally {
    await hub.stop();
  }
}

async function prepare(hub: BenchHub, count: number): Promise<{ collection: string; filled: Row }> {
  const json = async (response: Promise<Response>): Promise<Record<string, never>> =>
    (await response).json() as Promise<never>;
  const party = (await json(hub.call('POST', '/api/v1/parties', { name: 'Utility', kind: 'utility' })))[
    'id'
  ] as unknown as string;
  const drafted = await json(
    hub.call('POST', '/api/v1/agreements', {
      name: 'Bench',
      parties: [party],
      highestLevel: 'AMBER',
      communities: [{ name: 'All' }],
    }),
  );
  const database = openDatabase(hub.database, 4);
  // The utility has nobody to assent for it here.
  await database.updateTable('agreement_party').set({ assented_at: new Date() }).execute();
  await database.updateTable('agreement').set({ in_force_since: new Date() }).execute();
  const { id } = await database.selectFrom('community').select('id').executeTakeFirstOrThrow();
  const start = performance.now();
  await fill(database, { party, community: id }, count);
  const seconds = (performance.now() - start) / 1000;
  await database.destroy();
  if (!drafted['id']) throw new Error('the agreement was not drafted');
  return {
    collection: id.slice(-36),
    filled: { what: 'filling the store', objects: count, 'objects/s': Math.round(count / seconds) },
  };
}

/** A position after which a share of the objects lies before. */
async function positionAt(hub: BenchHub, share: number): Promise<string> {
  const database = openDatabase(hub.database, 1);
  const { first, last } = await database
    .selectFrom('version_audience')
    .select(({ fn }) => [fn.min('added').as('first'), fn.max('added').as('last')])
    .where('audience', '>=', 100)
    .executeTakeFirstOrThrow();
  await database.destroy();
  const position = Math.round(first + (last - first) * share) - 1;
  return new Date(position / 1000).toISOString().replace(/(\d{3})Z$/, `$1${String(position % 1000).padStart(3, '0')}Z`);
}

async function page(
  hub: BenchHub,
  collection: string,
  query: string,
): Promise<{ more?: boolean; next?: string; objects?: unknown[] }> {
  const response = await hub.call('GET', `/taxii2/sanad/collections/${collection}/objects/?${query}`);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as { more?: boolean };
}

async function alone(hub: BenchHub, collection: string, after: string): Promise<Row> {
  const times = await timed(pagesEach, () => page(hub, collection, `limit=100&added_after=${after}`));
  return { 'one reader, median': quantile(times, 0.5), 'one reader, p99': quantile(times, 0.99) };
}

async function together(hub: BenchHub, collection: string, after: string): Promise<Row> {
  const all = await Promise.all(
    Array.from({ length: readers }, () =>
      timed(pagesEach, () => page(hub, collection, `limit=100&added_after=${after}`)),
    ),
  );
  const times = all.flat().toSorted((one, other) => one - other);
  return { [`${readers} readers, median`]: quantile(times, 0.5), [`${readers} readers, p99`]: quantile(times, 0.99) };
}

async function walkAll(hub: BenchHub, collection: string): Promise<Row> {
  const start = performance.now();
  let objects = 0;
  for (let next = ''; ;) {
    const one = await page(hub, collection, `limit=1000${next && `&next=${encodeURIComponent(next)}`}`);
    objects += one.objects?.length ?? 0;
    if (!one.more) break;
    next = one.next ?? '';
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    what: 'walking all of it, pages of 1,000',
    objects,
    'objects/s': Math.round(objects / seconds),
    'MB of the hub at most': hub.memory().peak,
  };
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const start = performance.now();
    await work();
    all.push(performance.now() - start);
  }
  return all.toSorted((one, other) => one - other);
}

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(await run(), null, 2));
}
