import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asker, basic, COLLECTION, createFixture, indicator, pathOf, posted, type Answer } from '../testing/fixture.ts';
import { createTaxiiHandler } from './handler.ts';
import { TaxiiRefusal } from './refusal.ts';

const MEDIA_TYPE = 'application/taxii+json;version=2.1';
const ENDPOINTS = [
  '/taxii2/',
  '/taxii2/main/',
  '/taxii2/main/status/2d086da7-4bdc-4f91-900e-d77486753710/',
  '/taxii2/main/collections/',
  pathOf(COLLECTION.both),
  pathOf(COLLECTION.both, 'manifest/'),
  pathOf(COLLECTION.both, 'objects/'),
  pathOf(COLLECTION.both, 'objects/indicator--1/'),
  pathOf(COLLECTION.both, 'objects/indicator--1/versions/'),
];

function assertError({ status, headers, body }: Answer, expected: number, place?: string): void {
  assert.equal(status, expected);
  assert.equal(headers.get('content-type'), MEDIA_TYPE);
  const error = body as { title: unknown; http_status: unknown; description?: string };
  assert.equal(typeof error.title, 'string');
  assert.equal(error.http_status, String(expected));
  if (place !== undefined) assert.ok(error.description?.includes(place), error.description);
}

test('1. and 4. discovery is at /taxii2/, and a path without its last slash leads to the one with it', async () => {
  const { ask } = createFixture();
  const { status, body } = await ask('/taxii2/');
  assert.equal(status, 200);
  assert.deepEqual(body, {
    title: 'Fixture',
    default: '/taxii2/main/',
    api_roots: ['/taxii2/main/', '/taxii2/spare/'],
  });
  for (const path of ENDPOINTS) {
    const moved = await ask(`${path.slice(0, -1)}?limit=3`);
    assert.equal(moved.status, 308);
    assert.equal(moved.headers.get('location'), `${path}?limit=3`);
  }
  for (const path of ['/', '/taxii/', '/taxii2/main/nothing/', '/taxii2//collections/', pathOf('%ff'), pathOf('%00')]) {
    assertError(await ask(path), 404);
  }
  assertError(await ask(pathOf(COLLECTION.both, 'objects/indicator--1/versions/more/')), 404);
});

test('2. every answer is TAXII 2.1, and no spelling of it in Accept is refused', async () => {
  const { ask } = createFixture();
  for (const accept of [
    'application/taxii+json;version=2.1',
    'application/taxii+json',
    'application/taxii+json; version=2.1',
    'Application/TAXII+JSON ; Version = "2.1"',
    'application/taxii+json;version=2.1;charset=utf-8',
    'application/json, application/taxii+json;q=0.5',
    'application/*',
    '*/*',
    'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
  ]) {
    const { status, headers } = await ask('/taxii2/', { headers: { accept } });
    assert.equal(status, 200, accept);
    assert.equal(headers.get('content-type'), MEDIA_TYPE);
  }
  for (const accept of [
    'application/taxii+json;version=2.0',
    'application/vnd.oasis.taxii+json; version=2.0',
    'application/json',
    'text/*',
    'application/taxii+json;q=0',
    'application/taxii+json;version=2.1;q=0.000, */*',
  ]) {
    assertError(await ask('/taxii2/', { headers: { accept } }), 406);
  }
  for (const path of ENDPOINTS) assert.equal((await ask(path)).headers.get('content-type'), MEDIA_TYPE, path);
});

test('2. a POST is refused for its Content-Type only when that is no TAXII 2.1', async () => {
  const { ask } = createFixture();
  const send = (type: string) =>
    ask(pathOf(COLLECTION.both, 'objects/'), { ...posted(indicator(1)), headers: { 'content-type': type } });
  for (const type of [
    'application/taxii+json;version=2.1',
    'application/taxii+json',
    'application/taxii+json; version="2.1"; charset=utf-8',
    'APPLICATION/TAXII+JSON;VERSION=2.1',
  ]) {
    assert.equal((await send(type)).status, 202, type);
  }
  for (const type of ['application/json', 'application/taxii+json;version=2.0', 'application/stix+json;version=2.1']) {
    assertError(await send(type), 415);
  }
  const encoded = { 'content-encoding': 'gzip' };
  assertError(await ask(pathOf(COLLECTION.both, 'objects/'), { ...posted(), headers: encoded }), 415);
});

test('3. nobody is told how to say who they are, and the unentitled see 403 or 404', async () => {
  const { ask } = createFixture();
  for (const authorization of ['Basic !!!', basic('alice', 'wrong'), 'Bearer alice']) {
    for (const path of ENDPOINTS) {
      const answer = await ask(path, { headers: { authorization } });
      assertError(answer, 401);
      assert.equal(answer.headers.get('www-authenticate'), 'Basic realm="memory", charset="UTF-8"');
    }
  }
  assert.equal((await ask('/taxii2/', { headers: { authorization: basic('bob', 'pässword') } })).status, 200);

  assertError(await ask(pathOf(COLLECTION.readOnly, 'objects/'), posted(indicator(1))), 403);
  for (const part of ['objects/', 'manifest/', 'objects/indicator--1/', 'objects/indicator--1/versions/']) {
    assertError(await ask(pathOf(COLLECTION.writeOnly, part)), 403);
    assertError(await ask(pathOf(COLLECTION.hidden, part)), 404);
  }
  assertError(await ask(pathOf(COLLECTION.hidden)), 404);
  assertError(await ask(pathOf(COLLECTION.hidden, 'objects/'), posted(indicator(1))), 404);
});

test('3. who tried too often is told when to come back', async () => {
  const { backend } = createFixture();
  const handler = createTaxiiHandler({ ...backend, authenticate: async () => ({ retryAfter: 2.5 }) });
  const answer = await asker(handler)('/taxii2/');
  assertError(answer, 429);
  assert.equal(answer.headers.get('retry-after'), '3');
});

test('5. an API root says what it speaks and how much it takes', async () => {
  const { ask } = createFixture({ maxContentLength: 5000 });
  assert.deepEqual((await ask('/taxii2/main/')).body, {
    title: 'main',
    versions: ['application/taxii+json;version=2.1'],
    max_content_length: 5000,
  });
  assertError(await ask('/taxii2/other/'), 404);
  assertError(await ask('/taxii2/other/collections/'), 404);
});

test('6. collections come with the rights of the caller, under id and alias, and empty lists are left out', async () => {
  const { ask } = createFixture();
  const stix = ['application/stix+json;version=2.1'];
  const both = {
    id: COLLECTION.both,
    title: 'Both',
    alias: 'both',
    can_read: true,
    can_write: true,
    media_types: stix,
  };
  assert.deepEqual((await ask('/taxii2/main/collections/')).body, {
    collections: [
      both,
      { id: COLLECTION.readOnly, title: 'Read', can_read: true, can_write: false, media_types: stix },
      { id: COLLECTION.writeOnly, title: 'Write', can_read: false, can_write: true, media_types: stix },
    ],
  });
  assert.deepEqual((await ask(pathOf('both'))).body, both);
  assert.equal((await ask('/taxii2/spare/collections/')).text, '{}');
  assert.equal((await ask(pathOf(COLLECTION.both, 'objects/'))).text, '{}');
  assert.equal((await ask(pathOf(COLLECTION.both, 'manifest/'))).text, '{}');
});

test('7. and 10. objects and manifest ascend by date added, which has six decimals', async () => {
  const { ask } = createFixture();
  await ask(pathOf('both', 'objects/'), posted(indicator(2), indicator(1)));
  const objects = await ask(pathOf('both', 'objects/'));
  assert.equal(
    objects.text,
    `{"more":false,"objects":[${JSON.stringify(indicator(2))},${JSON.stringify(indicator(1))}]}`,
  );
  const manifest = await ask(pathOf('both', 'manifest/'));
  const record = (number: number, added: string) => ({
    id: indicator(number).id,
    date_added: added,
    version: '2026-01-01T00:00:00.000Z',
    media_type: 'application/stix+json;version=2.1',
  });
  assert.deepEqual(manifest.body, {
    more: false,
    objects: [record(2, '2026-01-01T00:00:02.000000Z'), record(1, '2026-01-01T00:00:03.000000Z')],
  });
  const one = await ask(pathOf('both', `objects/${indicator(1).id}/`));
  assert.deepEqual(one.body, { more: false, objects: [indicator(1)] });
  const versions = await ask(pathOf('both', `objects/${indicator(1).id}/versions/`));
  assert.deepEqual(versions.body, { more: false, versions: ['2026-01-01T00:00:00.000Z'] });
  const dates = ({ headers }: Answer) => [
    headers.get('x-taxii-date-added-first'),
    headers.get('x-taxii-date-added-last'),
  ];
  assert.deepEqual(dates(objects), ['2026-01-01T00:00:02.000000Z', '2026-01-01T00:00:03.000000Z']);
  assert.deepEqual(dates(manifest), dates(objects));
  assert.deepEqual(dates(one), ['2026-01-01T00:00:03.000000Z', '2026-01-01T00:00:03.000000Z']);
  assert.deepEqual(dates(versions), dates(one));
  // A client that keeps the last date as its next added_after stays where it is when nothing is new.
  const none = await ask(pathOf('both', 'objects/?added_after=2026-01-01T00:00:03.000000Z'));
  assert.equal(none.text, '{}');
  assert.deepEqual(dates(none), ['2026-01-01T00:00:03.000000Z', '2026-01-01T00:00:03.000000Z']);
});

test('8. a malformed query is refused with its place', async () => {
  const { ask } = createFixture();
  for (const [query, place] of [
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['added_after=yesterday', 'added_after'],
    ['added_after=2026-02-30T00:00:00.000000Z', 'added_after'],
    ['next=', 'next'],
    ['next=abc', 'next'],
    ['match[version]=all,last', 'match[version]'],
    ['match[version]=last,last', 'match[version]'],
    ['match[version]=2026-01-01T00:00:00Z,2026-01-01T00:00:00.000Z', 'match[version]'],
    ['match[version]=newest', 'match[version]'],
    ['match[type]=indicator&match[type]=malware', 'match[type]'],
    ['match[type]=', 'match[type]'],
    ['match[id]=a,,b', 'match[id]'],
    ['match[id]=%00', 'match[id]'],
    ['match[spec_version]=two', 'match[spec_version]'],
    ['match[name]=x', 'match[name]'],
  ] as const) {
    for (const part of ['objects/', 'manifest/'])
      assertError(await ask(pathOf('both', `${part}?${query}`)), 400, place);
  }
  assertError(await ask(pathOf('both', 'objects/indicator--1/?match[type]=indicator')), 400, 'match[type]');
  assertError(await ask(pathOf('both', 'objects/indicator--1/versions/?match[version]=all')), 400, 'match[version]');
  assertError(await ask(pathOf('both', 'objects/indicator--1/?limit=1'), { method: 'DELETE' }), 400, 'limit');
});

test('9. in match a comma is OR and different fields are AND; by default the last version, of the newest STIX', async () => {
  const { ask } = createFixture();
  const old = { ...indicator(1), name: 'old' };
  const recent = indicator(1, '2026-03-01T00:00:00.000Z');
  const { spec_version: _, ...inStix20 } = { ...recent, name: 'STIX 2.0' };
  const malware = { type: 'malware', id: 'malware--1', created: '2026-02-01T00:00:00.000Z', spec_version: '2.1' };
  const address = { type: 'ipv4-addr', id: 'ipv4-addr--1', value: '192.0.2.1' };
  await ask(pathOf('both', 'objects/'), posted(old, inStix20, recent, malware, address));
  const matched = async (query: string) => {
    const { body } = await ask(pathOf('both', `objects/?${query}`));
    return (body as { objects?: unknown[] }).objects;
  };
  assert.deepEqual(await matched(''), [recent, malware, address]);
  assert.deepEqual(await matched('match[type]=indicator,malware'), [recent, malware]);
  assert.deepEqual(await matched(`match[type]=indicator&match[id]=malware--1,${old.id}`), [recent]);
  assert.deepEqual(await matched('match[type]=indicator&match[version]=all'), [old, recent]);
  assert.deepEqual(await matched('match[type]=indicator&match[version]=first'), [old]);
  assert.deepEqual(await matched('match[type]=indicator&match[version]=first,last'), [old, recent]);
  assert.deepEqual(await matched('match[version]=2026-02-01T00:00:00Z'), [malware]);
  assert.deepEqual(await matched('match[version]=2026-02-01T00:00:00.000000Z,first'), [old, malware, address]);
  assert.deepEqual(await matched('match[spec_version]=2.0'), [inStix20]);
  assert.deepEqual(await matched('match[version]=all&match[type]=indicator&match[spec_version]=2.0,2.1'), [
    old,
    inStix20,
    recent,
  ]);
  assert.equal(await matched('match[type]=nothing'), undefined);
  const { body } = await ask(pathOf('both', `objects/${old.id}/?match[version]=first`));
  assert.deepEqual(body, { more: false, objects: [old] });
  // The object is there, the filter leaves nothing: that is no 404.
  assert.equal((await ask(pathOf('both', `objects/${old.id}/?match[version]=2020-01-01T00:00:00Z`))).text, '{}');
  assertError(await ask(pathOf('both', 'objects/indicator--0/')), 404);
  assertError(await ask(pathOf('both', 'objects/indicator--0/versions/')), 404);
});

test('11. more is left: next turns the page for this caller and query alone, with any limit, again and again', async () => {
  const { ask, backend } = createFixture();
  await ask(pathOf('both', 'objects/'), posted(...[1, 2, 3, 4, 5].map((number) => indicator(number))));
  const first = await ask(pathOf('both', 'objects/?limit=2'));
  const { more, next, objects } = first.body as { more: boolean; next: string; objects: unknown[] };
  assert.equal(more, true);
  assert.deepEqual(objects, [indicator(1), indicator(2)]);
  const rest = { more: false, objects: [indicator(3), indicator(4), indicator(5)] };
  assert.deepEqual((await ask(pathOf('both', `objects/?next=${next}`))).body, rest);
  assert.deepEqual((await ask(pathOf('both', `objects/?limit=3&next=${next}`))).body, rest, 'a retry loses nothing');
  assert.deepEqual((await ask(pathOf(COLLECTION.both, `objects/?next=${next}`))).body, rest, 'by id as by alias');

  // Another process with the same key, as after a restart.
  const restarted = asker(createTaxiiHandler(backend));
  assert.deepEqual((await restarted(pathOf('both', `objects/?next=${next}`))).body, rest);

  const bob = { headers: { authorization: basic('bob', 'pässword') } };
  assertError(await ask(pathOf('both', `objects/?next=${next}`), bob), 400, 'next');
  for (const query of [
    `objects/?next=${next}&match[type]=indicator`,
    `objects/?next=${next}&match[version]=all`,
    `objects/?next=${next}&added_after=2020-01-01T00:00:00Z`,
    `manifest/?next=${next}`,
    `objects/${indicator(1).id}/?next=${next}`,
    `objects/?next=${next.slice(0, -1)}`,
    `objects/?next=${next.startsWith('A') ? 'B' : 'A'}${next.slice(1)}`,
  ]) {
    assertError(await ask(pathOf('both', query)), 400, 'next');
  }
  const stranger = createFixture({ cursorKey: new Uint8Array(32).fill(8) });
  assertError(await stranger.ask(pathOf('both', `objects/?next=${next}`)), 400, 'next');
});

test('11. a limit above what the server gives is cut, and a limit beyond all numbers too', async () => {
  const { ask } = createFixture({ pageSize: { usual: 1, most: 2 } });
  await ask(pathOf('both', 'objects/'), posted(indicator(1), indicator(2), indicator(3)));
  const counted = async (query: string) =>
    ((await ask(pathOf('both', `objects/${query}`))).body as { objects: unknown[] }).objects.length;
  assert.equal(await counted(''), 1);
  assert.equal(await counted('?limit=1000'), 2);
  assert.equal(await counted(`?limit=${'9'.repeat(400)}`), 2);
});

test('12. a POST is accepted with a status per object, which can be asked for again by its sender alone', async () => {
  const { ask } = createFixture();
  const answer = await ask(pathOf('both', 'objects/'), posted(indicator(1), 7, { type: 'indicator' }, indicator(1)));
  assert.equal(answer.status, 202);
  const status = answer.body as { id: string };
  const version = '2026-01-01T00:00:00.000Z';
  const message = 'A STIX object has an id, a type and, where it has them, timestamps.';
  assert.deepEqual(status, {
    id: status.id,
    status: 'complete',
    request_timestamp: '2026-01-01T00:00:01.000000Z',
    total_count: 4,
    success_count: 2,
    successes: [
      { id: indicator(1).id, version },
      { id: indicator(1).id, version },
    ],
    failure_count: 2,
    failures: [
      { id: 'objects/1', version: '2026-01-01T00:00:03.000000Z', message },
      { id: 'objects/2', version: '2026-01-01T00:00:04.000000Z', message },
    ],
    pending_count: 0,
  });
  const again = await ask(`/taxii2/main/status/${status.id}/`);
  assert.equal(again.status, 200);
  assert.deepEqual(again.body, status);
  assertError(await ask(`/taxii2/spare/status/${status.id}/`), 404);
  const bob = { headers: { authorization: basic('bob', 'pässword') } };
  assertError(await ask(`/taxii2/main/status/${status.id}/`, bob), 404);
  const { body } = await ask(pathOf('both', 'objects/?match[version]=all'));
  assert.deepEqual(body, { more: false, objects: [indicator(1)] });
  const none = await ask(pathOf('both', 'objects/'), { method: 'POST', body: '{}' });
  assert.equal(none.status, 202);
  assert.equal((none.body as { total_count: number }).total_count, 0);
});

test('12. a body that is no JSON or no envelope is refused with its place', async () => {
  const { ask, faults } = createFixture();
  const deep = `{"objects":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`;
  for (const [body, status, place] of [
    ['', 400, '1:1'],
    ['{"objects":[{}\n,]}', 400, '2:2'],
    ['{"objects": [{"a": 01}]}', 400, '1:21'],
    ['{"objects":[]} more', 400, '1:16'],
    [Uint8Array.of(0x7b, 0xff, 0x7d), 400, 'UTF-8'],
    ['[]', 422, 'JSON object'],
    ['null', 422, 'JSON object'],
    ['{"objects":{}}', 422, 'objects'],
    [JSON.stringify(indicator(1)), 422, 'objects'],
    [deep, 422, '1:211'],
  ] as const) {
    assertError(await ask(pathOf('both', 'objects/'), { method: 'POST', body }), status, place);
  }
  assert.deepEqual(faults, []);
});

test('12. 413 comes for a body over max_content_length alone, and without reading all of it', async () => {
  const { handler, ask } = createFixture({ maxContentLength: 1000 });
  const envelope = JSON.stringify({ objects: [indicator(1)] });
  const exact = { method: 'POST', body: envelope.padEnd(1000) };
  assert.equal((await ask(pathOf('both', 'objects/'), exact)).status, 202);
  assertError(await ask(pathOf('both', 'objects/'), { method: 'POST', body: envelope.padEnd(1001) }), 413, '1000');

  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(400).fill(0x20));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const request = (headers: Record<string, string>) =>
    new Request(`https://hub.example${pathOf('both', 'objects/')}`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': MEDIA_TYPE, authorization: basic('alice', 'secret'), ...headers },
    });
  assert.equal((await handler(request({}))).status, 413);
  assert.ok(pulled <= 5, `${pulled} chunks of 400 bytes`);
  assert.ok(cancelled);
});

test('the body is not read before the caller is known, may write, and says what it is', async () => {
  const { handler } = createFixture();
  for (const [path, headers, status] of [
    [pathOf('both', 'objects/'), { authorization: basic('alice', 'wrong') }, 401],
    [pathOf(COLLECTION.readOnly, 'objects/'), {}, 403],
    [pathOf(COLLECTION.hidden, 'objects/'), {}, 404],
    [pathOf('both', 'objects/'), { 'content-type': 'text/plain' }, 415],
    [pathOf('both', 'objects/'), { 'content-length': '99999999999' }, 413],
  ] as const) {
    let pulled = 0;
    const body = new ReadableStream({ pull: () => void (pulled += 1) }, { highWaterMark: 0 });
    const all = { authorization: basic('alice', 'secret'), 'content-type': MEDIA_TYPE, ...headers };
    const init = { method: 'POST', body, duplex: 'half', headers: all } as const;
    assert.equal((await handler(new Request(`https://hub.example${path}`, init))).status, status);
    assert.equal(pulled, 0);
  }
});

test('13. deleting takes both rights, answers 200 without a body, and the object is gone', async () => {
  const { ask } = createFixture();
  const { id } = indicator(1);
  const remove = (collection: string, query = '') =>
    ask(pathOf(collection, `objects/${id}/${query}`), { method: 'DELETE' });
  await ask(pathOf('both', 'objects/'), posted(indicator(1), indicator(1, '2026-02-01T00:00:00.000Z'), indicator(2)));
  await ask(pathOf('both', 'objects/'), posted(indicator(1, '2026-03-01T00:00:00.000Z')));
  assertError(await remove(COLLECTION.hidden), 404);
  assertError(await remove(COLLECTION.readOnly), 403);
  assertError(await remove(COLLECTION.writeOnly), 403);

  assert.equal((await remove('both', '?match[version]=2026-02-01T00:00:00Z')).status, 200);
  const versions = await ask(pathOf('both', `objects/${id}/versions/`));
  assert.deepEqual(versions.body, { more: false, versions: ['2026-01-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'] });
  assertError(await remove('both', '?match[version]=2026-02-01T00:00:00Z'), 404);
  assertError(await remove('both', '?match[spec_version]=2.0'), 404);

  const gone = await remove('both');
  assert.equal(gone.status, 200);
  assert.equal(gone.text, '');
  assert.equal(gone.headers.get('content-type'), MEDIA_TYPE);
  assertError(await remove('both'), 404);
  assertError(await ask(pathOf('both', `objects/${id}/`)), 404);
  const { body } = await ask(pathOf('both', 'manifest/?match[version]=all'));
  assert.deepEqual(
    (body as { objects: { id: string }[] }).objects.map((record) => record.id),
    [indicator(2).id],
  );
});

test('14. a method that an endpoint has not is 405 with those that it has, OPTIONS tells them, HEAD is GET unread', async () => {
  const { ask } = createFixture();
  for (const path of ENDPOINTS) {
    const allow = path.endsWith('objects/')
      ? 'GET, HEAD, POST, OPTIONS'
      : path.endsWith('indicator--1/')
        ? 'GET, HEAD, DELETE, OPTIONS'
        : 'GET, HEAD, OPTIONS';
    const refused = await ask(path, { method: 'PUT' });
    assertError(refused, 405);
    assert.equal(refused.headers.get('allow'), allow);
    const options = await ask(path, { method: 'OPTIONS' });
    assert.equal(options.status, 204);
    assert.equal(options.headers.get('allow'), allow);
  }
  const head = await ask('/taxii2/', { method: 'HEAD' });
  assert.deepEqual([head.status, head.text, head.headers.get('content-type')], [200, '', MEDIA_TYPE]);
});

test('14. a backend may refuse for reasons of its own', async () => {
  const { backend } = createFixture();
  const refusal = new TaxiiRefusal(503, { title: 'Maintenance' }, new Headers({ 'retry-after': '60' }));
  const handler = createTaxiiHandler({ ...backend, discovery: async () => Promise.reject(refusal) });
  const answer = await asker(handler)('/taxii2/');
  assertError(answer, 503);
  assert.equal(answer.headers.get('retry-after'), '60');
  assert.deepEqual(answer.body, { title: 'Maintenance', http_status: '503' });
});

test('14. a fault of the backend is a 500 that tells nothing of it but a number', async () => {
  const { backend } = createFixture();
  const told: [unknown, string][] = [];
  const fault = new Error('password of the database is 12345');
  const handler = createTaxiiHandler(
    { ...backend, discovery: async () => Promise.reject(fault) },
    { onError: (error, id) => told.push([error, id]) },
  );
  const answer = await asker(handler)('/taxii2/');
  assertError(answer, 500);
  assert.ok(!answer.text.includes('12345'));
  assert.deepEqual(told, [[fault, (answer.body as { error_id: string }).error_id]]);
});
