import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { indicator, marked, testObject } from '../testing/objects.ts';
import { testHub, type Called, type TestHub } from '../testing/test-hub.ts';

// Whatever comes in: a clear 4xx that says what is wrong and where, and everything stays as it was.

let hub: TestHub;
let sender: { party: string; token: string };
let other: { party: string; token: string };
let community: string;
before(async () => {
  hub = await testHub();
  sender = await hub.join('Sender');
  other = await hub.join('Other');
  const agreed = await hub.agree({ parties: [sender, other], communities: ['Common'], highestLevel: 'GREEN' });
  community = agreed.communities[0] as string;
});
after(() => hub.close());

/** A hash over all that is kept, sign-in bookkeeping and TAXII status left out. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const table of [
    'object_version',
    'version_audience',
    'withdrawal',
    'object_value',
    'party',
    'agreement',
    'agreement_party',
    'community',
    'member',
    'journal_leaf',
    'clock',
  ]) {
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.table(table)} t order by 1`.execute(
      hub.database,
    );
    for (const row of rows) hash.update(row.line);
  }
  return hash.digest('hex');
}

async function unchanged(what: string, attempt: () => Promise<Called>): Promise<Called> {
  const before = await fingerprint();
  const answer = await attempt();
  assert.equal(await fingerprint(), before, `${what}: nothing changed`);
  assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

const post = (body: unknown, path = '/api/v1/objects'): Promise<Called> => hub.call(sender.token, 'POST', path, body);

test('a body that can not be read is refused with the place', async () => {
  const texts: [string, string, number][] = [
    ['cut off', '{"type": "bundle", "objects": [', 400],
    ['not JSON', 'hello', 400],
    ['a comma too many', '{"type":"bundle","objects":[],}', 400],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    ['deep objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 400],
    [
      'a million keys',
      `{"type":"note",${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
      400,
    ],
    ['a key twice', '{"type":"note","type":"indicator"}', 400],
    ['an unpaired surrogate', String.raw`{"type":"note","content":"\ud800"}`, 400],
    ['a number', '7', 422],
    ['null', 'null', 422],
    ['no objects', '{"type":"bundle","id":"bundle--1"}', 422],
  ];
  for (const [what, text, status] of texts) {
    const answer = await unchanged(what, () => post(text));
    assert.equal(answer.status, status, `${what}: ${JSON.stringify(answer.body).slice(0, 300)}`);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.ok(answer.body.detail.length > 10 && answer.body.issues.length > 0, what);
  }
});

test('an object that is no good is refused with code, path and clause, and the good beside it is kept', async () => {
  const own = `indicator--${randomUUID()}`;
  const bad: [string, Record<string, unknown>, string][] = [
    ['a wrong type', indicator({ confidence: 'high' }), 'confidence'],
    ['a wrong date', indicator({ valid_from: '2026-02-30T00:00:00Z' }), 'valid_from'],
    ['dates in the wrong order', indicator({ valid_until: '2020-01-01T00:00:00Z' }), 'valid_until'],
    ['a broken pattern', indicator({ pattern: "[ipv4-addr:value = '1.2.3.4'" }), 'pattern'],
    ['a missing property', indicator({ pattern: undefined }), 'pattern'],
    ['an id of another type', indicator({ id: `malware--${randomUUID()}` }), 'id'],
    ['a bad reference', indicator({ created_by_ref: 'somebody' }), 'created_by_ref'],
    ['a reference to the wrong type', indicator({ created_by_ref: `malware--${randomUUID()}` }), 'created_by_ref'],
  ];
  const objects = [...bad.map(([, object]) => object), indicator({ id: own })];
  const answer = await post({ type: 'bundle', id: `bundle--${randomUUID()}`, objects });
  assert.equal(answer.status, 200);
  assert.equal(answer.body.accepted, 1);
  assert.equal(
    answer.body.refused,
    bad.length,
    JSON.stringify(answer.body.refusals.map((one: { index: number }) => one.index)),
  );
  for (const [index, [what, , path]] of bad.entries()) {
    const { issues } = answer.body.refusals.find((one: { index: number }) => one.index === index);
    const issue = issues.find((one: { path: string }) => one.path.startsWith(path));
    assert.ok(issue, `${what}: ${JSON.stringify(issues)}`);
    assert.match(issue.code, /^[a-z0-9-]+$/);
    assert.match(issue.spec ?? '', /§/, what);
  }
});

test('duplicates, versions that go back, and what belongs to others', async () => {
  const first = indicator({ modified: '2026-01-02T00:00:00.000Z' });
  assert.equal((await post(first)).body.accepted, 1);
  const codes = async (object: unknown, token = sender.token, query = ''): Promise<string[]> => {
    const before = await fingerprint();
    const answer = await hub.call(token, 'POST', `/api/v1/objects${query}`, object);
    assert.equal(await fingerprint(), before);
    return (answer.body.refusals ?? [answer.body]).flatMap((one: { issues: { code: string }[] }) =>
      one.issues.map(({ code }) => code),
    );
  };
  assert.deepEqual(await codes({ ...first, modified: '2026-01-01T12:00:00.000Z' }), ['version-backwards']);
  assert.deepEqual(await codes({ ...first, name: 'Other words' }), ['version-conflict']);
  const twice = indicator();
  const pair = await post([twice, { ...twice, name: 'Differs' }]);
  assert.deepEqual([pair.body.accepted, pair.body.refusals[0].issues[0].code], [1, 'version-conflict']);
  assert.deepEqual(await codes(indicator({ created_by_ref: other.party })), ['creator-is-another-party']);
  const identity = await hub.call(sender.token, 'GET', `/api/v1/objects/${other.party}`);
  assert.deepEqual(await codes({ ...identity.body.object, name: 'Taken over', modified: '2027-01-01T00:00:00.000Z' }), [
    'kept-by-the-hub',
  ]);
  assert.deepEqual(await codes(indicator(marked('RED')), sender.token, `?communities=${community}`), [
    'level-above-agreement',
  ]);
  const elsewhere = `x-sanad-community--${randomUUID()}`;
  assert.deepEqual(await codes(indicator(), sender.token, `?communities=${elsewhere}`), ['not-in-community']);
  assert.deepEqual(await codes(indicator(), sender.token, `?recipients=identity--${randomUUID()}`), ['unknown-party']);
  const revoked = indicator({ revoked: true });
  await post(revoked);
  assert.deepEqual(await codes({ ...revoked, revoked: false, modified: '2026-02-01T00:00:00.000Z' }), [
    'already-revoked',
  ]);
});

test('circular references are data like any other', async () => {
  const [one, two] = [`grouping--${randomUUID()}`, `grouping--${randomUUID()}`];
  const grouping = (id: string, ref: string) =>
    testObject('grouping', { id, context: 'suspicious-activity', object_refs: [ref] });
  assert.equal((await post([grouping(one, two), grouping(two, one)])).body.accepted, 2);
});

test('strangers and wrong doors', async () => {
  const doors: [string, () => Promise<Called>, number][] = [
    ['no token', () => hub.call(undefined, 'POST', '/api/v1/objects', indicator()), 401],
    ['a wrong token', () => hub.call('sanad_t_nonsense', 'POST', '/api/v1/objects', indicator()), 401],
    ['no such page', () => hub.call(sender.token, 'GET', '/api/v1/nothing'), 404],
    ['another member', () => hub.call(sender.token, 'PATCH', `/api/v1/members/${randomUUID()}`, { name: 'X' }), 404],
    ['another party', () => hub.call(sender.token, 'PATCH', `/api/v1/parties/${other.party}`, { name: 'X' }), 403],
    ['a bad query', () => hub.call(sender.token, 'GET', '/api/v1/objects?limit=many'), 422],
    ['a query out of range', () => hub.call(sender.token, 'GET', '/api/v1/objects?limit=100000'), 422],
    ['a bad date', () => hub.call(sender.token, 'GET', '/api/v1/objects?since=yesterday'), 422],
    ['a NUL in a search', () => hub.call(sender.token, 'GET', '/api/v1/objects?value=%00'), 400],
    ['a NUL in an id', () => hub.call(sender.token, 'GET', '/api/v1/objects/note--%00'), 400],
    [
      'a bad cursor',
      () => hub.call(sender.token, 'GET', '/taxii2/sanad/collections/readable/objects/?next=nonsense'),
      400,
    ],
    ['a bad limit', () => hub.call(sender.token, 'GET', '/taxii2/sanad/collections/readable/objects/?limit=-1'), 400],
    [
      'no such collection',
      () => hub.call(sender.token, 'GET', `/taxii2/sanad/collections/${randomUUID()}/objects/`),
      404,
    ],
    ['no such root', () => hub.call(sender.token, 'GET', '/taxii2/nowhere/'), 404],
    [
      'a journal too long',
      () => hub.call(sender.token, 'GET', '/api/v1/journal/consistency?first=9&second=99999999'),
      400,
    ],
    [
      'a wrong setup token',
      () =>
        hub.call(undefined, 'POST', '/api/v1/setup', {
          token: 'x',
          hub: { name: 'X' },
          administrator: { name: 'X', email: 'x@x.org', password: 'x'.repeat(20) },
        }),
      403,
    ],
    ['a wrong type', () => hub.call(hub.authority, 'POST', '/api/v1/parties', { name: 7, kind: 'castle' }), 422],
  ];
  for (const [what, call, status] of doors) {
    const answer = await unchanged(what, call);
    assert.equal(answer.status, status, `${what}: ${JSON.stringify(answer.body).slice(0, 300)}`);
  }
});

test('an expired token is no token', async () => {
  const made = await hub.call(sender.token, 'POST', '/api/v1/tokens', { name: 'short', scopes: ['read'], days: 1 });
  assert.equal((await hub.call(made.body.secret, 'GET', '/api/v1/session')).status, 200);
  await sql`update token set expires = now() where id = ${made.body.id}`.execute(hub.database);
  assert.equal((await hub.call(made.body.secret, 'GET', '/api/v1/session')).status, 401);
});

test('TAXII refuses in its own words', async () => {
  const send = (body: string, type = 'application/taxii+json;version=2.1', token = sender.token): Promise<Response> =>
    Promise.resolve(
      hub.fetch(
        new Request('http://hub.test/taxii2/sanad/collections/own/objects/', {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': type,
            accept: 'application/taxii+json;version=2.1',
          },
          body,
        }),
      ),
    );
  for (const [what, response, status] of [
    ['malformed', await send('{"objects": ['), 400],
    ['a wrong type', await send('{"objects": []}', 'text/plain'), 415],
    ['no envelope', await send('[]'), 422],
    ['a stranger', await send('{"objects": []}', undefined, 'nobody'), 401],
  ] as const) {
    const body = (await response.json()) as { title?: string; http_status?: string };
    assert.equal(response.status, status, what);
    assert.ok(body.title, what);
    assert.equal(response.headers.get('content-type'), 'application/taxii+json;version=2.1');
  }
});

test("a stranger's body is never read, and a body over the limit is refused before it ends", async () => {
  let pulled = 0;
  const endless = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024 * 1024).fill(32));
      },
    });
  const send = (token: string | undefined, path: string, type: string): Promise<Response> =>
    Promise.resolve(
      hub.fetch(
        new Request(`http://hub.test${path}`, {
          method: 'POST',
          headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': type },
          body: endless(),
          duplex: 'half',
        }),
      ),
    );
  const taxii = 'application/taxii+json;version=2.1';
  for (const [path, type] of [
    ['/api/v1/objects', 'application/json'],
    ['/taxii2/sanad/collections/own/objects/', taxii],
  ] as const) {
    pulled = 0;
    assert.equal((await send(undefined, path, type)).status, 401);
    assert.ok(pulled <= 1, `${path}: ${pulled} MB were read of a stranger`);
    const refused = await send(sender.token, path, type);
    assert.equal(refused.status, 413);
    assert.ok(pulled < 120, `${path}: ${pulled} MB were read`);
  }
});
