import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { basic, COLLECTION, createFixture, indicator } from '../testing/fixture.ts';
import type { MemoryOptions } from '../testing/memory-backend.ts';
import { TaxiiClient, type CollectionAt, type TaxiiClientOptions } from './taxii-client.ts';
import { TaxiiError } from './taxii-error.ts';
import { basicAuthorization } from './transport.ts';
import type { Page, ResumePoint, WalkOptions } from './walk.ts';

type Serve = (request: Request) => Promise<Response>;

/** A client of the fixture's server, through whatever `between` does to requests and responses. */
function connect(server: Partial<MemoryOptions> = {}, between: (serve: Serve) => Serve = (serve) => serve) {
  const { handler } = createFixture(server);
  const asked: string[] = [];
  const waits: number[] = [];
  const serve = between(handler);
  const client = (options: Partial<TaxiiClientOptions> = {}) =>
    new TaxiiClient({
      url: 'https://hub.example/taxii2/',
      authorization: basicAuthorization('alice', 'secret'),
      fetch: (url, init) => {
        asked.push(`${init.method} ${url.pathname}${url.search}`);
        return serve(new Request(url, init));
      },
      pause: async (milliseconds) => void waits.push(milliseconds),
      ...options,
    });
  return { client, asked, waits };
}

async function both(client: TaxiiClient): Promise<CollectionAt> {
  return client.collection(await client.root('main/'), 'both');
}

const numbered = (count: number) => Array.from({ length: count }, (_, number) => indicator(number));

async function read(client: TaxiiClient, options: WalkOptions = {}): Promise<string[]> {
  const ids: string[] = [];
  for await (const { items } of client.objects(await both(client), options))
    ids.push(...items.map(({ id }) => String(id)));
  return ids;
}

const ids = (count: number) => numbered(count).map(({ id }) => id);

test('discovery, roots and collections, with addresses to go on from', async () => {
  const client = connect().client({ url: 'https://hub.example/taxii2' });
  assert.equal((await client.discovery()).title, 'Fixture');
  const roots = await client.roots();
  assert.deepEqual(
    roots.map(({ url }) => url),
    ['https://hub.example/taxii2/main/', 'https://hub.example/taxii2/spare/'],
  );
  const collections = await client.collections();
  assert.deepEqual(
    collections.map(({ title, url }) => [title, url]),
    [
      ['Both', `https://hub.example/taxii2/main/collections/${COLLECTION.both}/`],
      ['Read', `https://hub.example/taxii2/main/collections/${COLLECTION.readOnly}/`],
      ['Write', `https://hub.example/taxii2/main/collections/${COLLECTION.writeOnly}/`],
    ],
  );
});

test('add, read, manifest, versions, one object, status and delete', async () => {
  const client = connect().client();
  const collection = await both(client);
  const added = await client.add(collection, [...numbered(3), indicator(0, '2026-05-01T00:00:00.000Z'), 'nonsense']);
  assert.deepEqual([added.sent, added.succeeded, added.failed, added.pending], [5, 4, 1, 0]);
  assert.equal(added.failures[0]?.id, 'objects/4');
  const [status] = added.statuses;
  assert.deepEqual(await client.status(collection.root, status?.id ?? ''), status);

  const [zero = '', one = '', two = ''] = ids(3);
  assert.deepEqual(await read(client), [one, two, zero]);
  assert.deepEqual(await read(client, { match: { version: ['all'], id: [zero] } }), [zero, zero]);
  assert.deepEqual(await client.versions(collection, zero), ['2026-01-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z']);
  assert.deepEqual(await client.object(collection, zero, { version: ['first'] }), [indicator(0)]);
  const manifest: Page<{ id: string; date_added: string }>[] = [];
  for await (const page of client.manifest(collection)) manifest.push(page);
  assert.deepEqual(
    manifest[0]?.items.map(({ id: each }) => each),
    [one, two, zero],
  );
  await client.delete(collection, zero);
  assert.deepEqual(await read(client), [one, two]);
  await assert.rejects(client.delete(collection, zero), { name: 'TaxiiError', kind: 'refused', status: 404 });
});

test('a walk reads every page once, can stop after any and go on from its stored point, and later finds what is new', async () => {
  const { client } = connect();
  const collection = await both(client());
  await client().add(collection, numbered(7));
  const points: string[] = [];
  const seen: string[] = [];
  for await (const { items, resume, received } of client().objects(collection, { limit: 2 })) {
    seen.push(...items.map(({ id }) => String(id)));
    points.push(JSON.stringify(resume));
    assert.equal(received, seen.length);
  }
  assert.deepEqual(seen, ids(7));
  assert.equal(points.length, 4);
  for (const [page, point] of points.entries()) {
    const resume = JSON.parse(point) as ResumePoint;
    assert.deepEqual(await read(client(), { limit: 2, resume }), ids(7).slice(2 * (page + 1)));
  }
  await client().add(collection, [indicator(7)]);
  const last = JSON.parse(points.at(-1) ?? '') as ResumePoint;
  assert.deepEqual(await read(client(), { resume: last }), [indicator(7).id]);
});

/** A server as medallion is: one cursor for the whole walk, which moves on when it is read. */
function movingCursor(loses: (answer: number) => boolean) {
  let behind: string | undefined;
  let answers = 0;
  return (serve: Serve): Serve =>
    async (request) => {
      const url = new URL(request.url);
      if (!url.pathname.endsWith('/objects/') || request.method !== 'GET') return serve(request);
      if (url.searchParams.has('next')) {
        if (behind === undefined) return Response.json({ title: 'next not valid' }, { status: 400 });
        url.searchParams.set('next', behind);
      }
      const response = await serve(new Request(url, request));
      const page = (await response.json()) as { next?: string };
      behind = page.next;
      // What comes after the lost answer would be the page after it.
      if (loses((answers += 1))) throw new TypeError('connection reset');
      return Response.json({ ...page, ...(page.next && { next: 'the-walk' }) }, { headers: response.headers });
    };
}

test('a server that moves its cursor on when it is read, as medallion does, costs no object when answers are lost', async () => {
  const { client } = connect(
    {},
    movingCursor((answer) => answer % 2 === 0),
  );
  await client().add(await both(client()), numbered(20));
  const seen = await read(client(), { limit: 3 });
  assert.deepEqual([...new Set(seen)], ids(20));
  const { client: steady } = connect(
    {},
    movingCursor(() => false),
  );
  await steady().add(await both(steady()), numbered(20));
  assert.deepEqual(await read(steady(), { limit: 3 }), ids(20), 'and repeats none when none are');
});

test('a stored point whose cursor the server refuses goes on by date', async () => {
  const { client, asked } = connect();
  await client().add(await both(client()), numbered(4));
  const resume = { next: 'of-another-life', addedLast: '2026-01-01T00:00:03.000000Z' };
  assert.deepEqual(await read(client(), { resume }), ids(4).slice(1), 'the object of the last date comes again');
  assert.ok(asked.at(-1)?.endsWith('?added_after=2026-01-01T00%3A00%3A02.999999Z'), asked.at(-1));
});

test('a server without next is walked by date, and one that runs in circles is an error', async () => {
  const rewriting =
    (change: (page: Record<string, unknown>) => object) =>
    (serve: Serve): Serve =>
    async (request) => {
      const response = await serve(request);
      if (!request.url.includes('/objects/') || request.method !== 'GET') return response;
      return new Response(JSON.stringify(change((await response.json()) as Record<string, unknown>)), {
        headers: response.headers,
      });
    };
  const byDate = connect(
    {},
    rewriting((page) => ({ ...page, next: undefined })),
  );
  await byDate.client().add(await both(byDate.client()), numbered(5));
  assert.deepEqual(await read(byDate.client(), { limit: 2 }), ids(5));

  const first = { more: true, next: '', objects: [indicator(1)] };
  for (const page of [first, { ...first, next: 'same' }]) {
    const circling = connect(
      {},
      rewriting(() => page),
    );
    // The same page again and again, whatever is asked for.
    await assert.rejects(read(circling.client()), (error) => error instanceof TaxiiError);
    assert.ok(circling.asked.length <= 5, 'root, collection, and the page until it is known');
  }
});

test('429, 503 and lost connections are tried again, after the time that the server names', async () => {
  const trouble = [
    () => new Response('{"title":"busy"}', { status: 503, headers: { 'retry-after': '7' } }),
    () => new Response('<h1>Too many</h1>', { status: 429 }),
    () => {
      throw new TypeError('connection refused');
    },
  ];
  const { client, waits } = connect({}, (serve) => async (request) => trouble.shift()?.() ?? serve(request));
  assert.equal((await client().discovery()).title, 'Fixture');
  assert.equal(waits.length, 3);
  assert.equal(waits[0], 7000);
  assert.ok(
    waits.slice(1).every((wait) => wait >= 500 && wait <= 8000),
    String(waits),
  );
});

test('what does not pass is an error with the words of the server, at once or after the last retry', async () => {
  const { client, asked } = connect();
  const stranger = client({ authorization: basic('alice', 'wrong') });
  await assert.rejects(stranger.discovery(), (error) => {
    assert.ok(error instanceof TaxiiError);
    assert.equal(error.kind, 'refused');
    assert.equal(error.status, 401);
    assert.equal(error.taxii?.title, 'Say who you are');
    return true;
  });
  assert.equal(asked.length, 1);

  const answering = (answer: () => Response) => connect({}, () => async () => answer());
  const down = answering(() => new Response('', { status: 503 }));
  await assert.rejects(down.client({ retries: 2 }).discovery(), { kind: 'refused', status: 503 });
  assert.equal(down.asked.length, 3);
  const patient = answering(() => new Response('', { status: 429, headers: { 'retry-after': '86400' } }));
  await assert.rejects(patient.client().discovery(), { status: 429 });
  assert.equal(patient.waits.length, 0);
  const page = answering(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
  await assert.rejects(page.client().discovery(), { kind: 'protocol' });
  const other = answering(() => Response.json({ hello: 'world' }));
  await assert.rejects(other.client().discovery(), { kind: 'protocol' });
});

test('the authorization goes to the origin of the server and to those that are trusted, nowhere else', async () => {
  const sent: [string, string | null][] = [];
  const elsewhere = (): Serve => async (request) => {
    const { origin, pathname } = new URL(request.url);
    sent.push([origin, request.headers.get('authorization')]);
    return pathname === '/taxii2/'
      ? Response.json({ title: 'Two', api_roots: ['/taxii2/main/', 'https://other.example/root/'] })
      : Response.json({ title: 'One', versions: [], max_content_length: 1 });
  };
  const { client } = connect({}, elsewhere);
  assert.equal((await client().roots()).length, 2);
  const mine = basic('alice', 'secret');
  assert.deepEqual(sent.splice(0), [
    ['https://hub.example', mine],
    ['https://hub.example', mine],
    ['https://other.example', null],
  ]);
  await client({ trustedOrigins: ['https://other.example'], authorization: async () => 'Bearer new' }).roots();
  assert.deepEqual(sent.at(-1), ['https://other.example', 'Bearer new']);
});

test('adding splits by the bytes that the server takes, and reports what fits nowhere', async () => {
  const { client, asked } = connect({ maxContentLength: 1000 });
  const collection = await both(client());
  const giant = { ...indicator(99), name: 'ج'.repeat(600) };
  const progress: number[] = [];
  const report = await client().add(collection, [...numbered(20), giant], {
    onProgress: ({ sent }) => progress.push(sent),
  });
  assert.deepEqual([report.sent, report.succeeded, report.failed], [21, 20, 1]);
  assert.equal(report.failures[0]?.id, giant.id);
  assert.match(report.failures[0]?.message ?? '', /1\d{3} bytes, the server takes 1000/);
  assert.equal(progress.at(-1), 21);
  const posts = asked.filter((line) => line.startsWith('POST')).length;
  assert.ok(posts >= 4 && posts <= 8, String(posts));
  assert.deepEqual(await read(client()), ids(20));
});

test('an envelope that a server refuses for its length although it promised to take it is halved', async () => {
  const lying =
    (serve: Serve): Serve =>
    async (request) => {
      if (request.method !== 'POST') return serve(request);
      const body = await request.clone().text();
      return body.length > 600 ? Response.json({ title: 'too long' }, { status: 413 }) : serve(request);
    };
  const { client } = connect({}, lying);
  const report = await client().add(await both(client()), numbered(20));
  assert.deepEqual([report.sent, report.succeeded], [20, 20]);
  assert.deepEqual(await read(client()), ids(20));
});

test('a pending status is asked for until it is complete, or patience ends', async () => {
  let asked = 0;
  const slow =
    (serve: Serve): Serve =>
    async (request) => {
      const response = await serve(request);
      if (request.method !== 'POST' && !request.url.includes('/status/')) return response;
      const status = (await response.json()) as { success_count: number };
      if (request.method !== 'POST') asked += 1;
      const pending = { ...status, status: 'pending', success_count: 0, pending_count: status.success_count };
      return Response.json(asked < 3 ? pending : status);
    };
  const { client, waits } = connect({}, slow);
  const collection = await both(client());
  const impatient = await client().add(collection, numbered(2), { patience: 0 });
  assert.deepEqual([impatient.succeeded, impatient.pending], [0, 2]);
  const moves: number[] = [];
  const report = await client().add(collection, numbered(2), { onProgress: ({ pending }) => moves.push(pending) });
  assert.deepEqual([report.succeeded, report.pending], [2, 0]);
  assert.deepEqual(moves, [2, 2, 2, 0]);
  assert.equal(waits.length, 3);
});

test('a signal ends a wait', async () => {
  const stop = new AbortController();
  const client = new TaxiiClient({
    url: 'https://hub.example/taxii2/',
    signal: stop.signal,
    fetch: async () => {
      setTimeout(() => stop.abort(new Error('enough')), 5);
      return new Response('', { status: 503, headers: { 'retry-after': '60' } });
    },
  });
  await assert.rejects(client.discovery(), /enough/);
});

test('whatever JSON a server answers, the client gives pages or a TaxiiError', async () => {
  const field = fc.constantFrom('title', 'api_roots', 'default', 'collections', 'objects', 'more', 'next', 'versions');
  const counts = { success_count: 1, failure_count: 0, pending_count: 0 };
  const likely = fc.constantFrom(
    { title: 'x', api_roots: ['/r/'], max_content_length: 100, collections: [{ id: 'c' }] },
    { title: 'x', api_roots: ['http://['], default: '//' },
    { id: 's', status: 'complete', failures: [null], ...counts },
    { more: true, next: 'n', objects: [1, null], versions: [{}] },
    { max_content_length: '5', collections: [null] },
  );
  const answer = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue()), likely);
  const root = { title: 'r', versions: [], max_content_length: 1000, url: 'https://hub.example/r/' };
  const at = {
    id: 'c',
    title: 'c',
    can_read: true,
    can_write: true,
    root,
    url: 'https://hub.example/r/collections/c/',
  };
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 4 }), async (answers) => {
      let turn = 0;
      const { client } = connect({}, () => async () => Response.json(answers[turn++ % answers.length]));
      const visitor = client();
      for (const act of [
        () => visitor.collections(),
        () => visitor.collection(root, 'c'),
        () => visitor.status(root, 's'),
        () => visitor.add(at, [{}], { patience: 1 }),
        () => visitor.object(at, 'o'),
        () => visitor.versions(at, 'o'),
      ]) {
        await act().catch((error: unknown) => assert.ok(error instanceof TaxiiError, String(error)));
      }
    }),
    { numRuns: 200 },
  );
});
