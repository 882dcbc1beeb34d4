import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { testHub, type Called, type TestHub } from '../testing/test-hub.ts';

const day = 86_400_000;

let hub: TestHub;
let member: Awaited<ReturnType<TestHub['join']>>;
before(async () => {
  hub = await testHub();
  member = await hub.join('Utility');
});
after(() => hub.close());

const make = (body: object, by = member.token): Promise<Called> => hub.call(by, 'POST', '/api/v1/tokens', body);
const works = async (token: string): Promise<boolean> =>
  (await hub.call(token, 'GET', '/api/v1/session')).status === 200;

test('a token has the scopes it was given, and no others', async () => {
  const { secret } = (await make({ name: 'reading', scopes: ['read'] })).body;
  assert.deepEqual((await hub.call(secret, 'GET', '/api/v1/session')).body.scopes, ['read']);
  assert.equal((await hub.call(secret, 'GET', '/api/v1/objects')).status, 200);
  for (const [method, path, body] of [
    ['POST', '/api/v1/objects', { type: 'bundle', objects: [] }],
    ['POST', '/api/v1/tokens', { name: 'x', scopes: ['read'] }],
    ['POST', '/api/v1/agreements', { name: 'x', parties: [hub.party, member.party], highestLevel: 'GREEN' }],
    ['PATCH', `/api/v1/members/${member.member}`, { name: 'x' }],
    ['PATCH', `/api/v1/parties/${member.party}`, { name: 'x' }],
    ['DELETE', '/api/v1/sessions/00000000-0000-4000-8000-000000000000', undefined],
  ] as const) {
    const { status, body: answer } = await hub.call(secret, method, path, body);
    assert.deepEqual([status, answer.code], [403, 'not-allowed'], `${method} ${path}`);
  }
  const writing = (await make({ name: 'writing', scopes: ['write'] })).body.secret;
  assert.equal((await hub.call(writing, 'GET', '/api/v1/objects')).status, 403);
});

test('a token makes none that may more or lasts longer', async () => {
  const { secret, expires } = (await make({ name: 'managing', scopes: ['manage'], days: 1 })).body;
  const above = await make({ name: 'above', scopes: ['manage', 'write'] }, secret);
  assert.deepEqual([above.status, above.body.issues[0].code], [422, 'scope-above-own']);
  const child = (await make({ name: 'child', scopes: ['manage'], days: 366 }, secret)).body;
  assert.equal(child.expires, expires);
});

test('a token ends when it expires or is revoked', async () => {
  const made = (await make({ name: 'short', scopes: ['read'], days: 7 })).body;
  assert.ok(Math.abs(Date.parse(made.expires) - Date.now() - 7 * day) < day / 24);
  assert.ok(await works(made.secret));
  await sql`update token set expires = now() where id = ${made.id}`.execute(hub.database);
  assert.ok(!(await works(made.secret)));

  const other = (await make({ name: 'other', scopes: ['read'] })).body;
  const stranger = await hub.join('Stranger');
  assert.equal((await hub.call(stranger.token, 'DELETE', `/api/v1/tokens/${other.id}`)).status, 404);
  assert.ok(await works(other.secret));
  assert.equal((await hub.call(member.token, 'DELETE', `/api/v1/tokens/${other.id}`)).status, 204);
  assert.ok(!(await works(other.secret)), 'at once');
  assert.equal((await hub.call(member.token, 'DELETE', `/api/v1/tokens/${other.id}`)).status, 404);
});

test('tokens are listed to their member without secrets, and kept as hashes', async () => {
  const { id, secret } = (await make({ name: 'listed', scopes: ['read', 'write'] })).body;
  assert.match(secret, /^sanad_t_[\w-]{43}$/);
  await hub.call(secret, 'GET', '/api/v1/session');
  const listed = await hub.call(member.token, 'GET', '/api/v1/tokens');
  const [newest] = listed.body;
  assert.deepEqual([newest.id, newest.name, newest.scopes, newest.revoked], [id, 'listed', ['read', 'write'], null]);
  assert.notEqual(newest.lastUsed, null);
  assert.ok(!JSON.stringify(listed.body).includes(secret));
  const { rows } = await sql<{ line: string }>`select t::text as line from token t
    union all select entry from journal_leaf`.execute(hub.database);
  assert.ok(rows.length > 0 && rows.every((row) => !row.line.includes(secret)));
  const stranger = await hub.join('Other stranger');
  const theirs = (await hub.call(stranger.token, 'GET', '/api/v1/tokens')).body as { id: string }[];
  assert.ok(!theirs.some((one) => one.id === id));
});

test('a wish for a token that can not be is refused by field', async () => {
  for (const [body, path] of [
    [{ name: ' ', scopes: ['read'] }, 'name'],
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: 'x', scopes: ['everything'] }, 'scopes/0'],
    [{ name: 'x', scopes: ['read'], days: 367 }, 'days'],
    [{ name: 'x', scopes: ['read'], days: 0.5 }, 'days'],
  ] as const) {
    const answer = await make(body);
    assert.deepEqual([answer.status, answer.body.issues[0].path], [422, path]);
  }
});
