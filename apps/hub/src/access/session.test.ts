import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { browserOn, type Browser } from '../testing/browser.ts';
import { testHub, testPassword, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let member: Awaited<ReturnType<TestHub['join']>>;
before(async () => {
  hub = await testHub();
  member = await hub.join('Utility');
});
beforeEach(() => hub.database.deleteFrom('session').execute());
after(() => hub.close());

async function signedIn(origin?: string): Promise<Browser> {
  const browser = browserOn(hub, origin);
  const answer = await browser.send('POST', '/api/v1/session', { email: member.email, password: testPassword });
  assert.equal(answer.status, 200);
  return browser;
}

const status = async (browser: Browser): Promise<number> => (await browser.send('GET', '/api/v1/session')).status;
/** Lets time pass for all sessions. */
const age = (interval: string): Promise<unknown> =>
  sql`update session set last_seen = last_seen - ${interval}::interval, expires = expires - ${interval}::interval`.execute(
    hub.database,
  );

test('the cookie is out of reach of scripts, other sites and other hosts', async () => {
  const sign = async (origin: string): Promise<string> => {
    const body = { email: member.email, password: testPassword };
    const answer = await browserOn(hub, origin).send('POST', '/api/v1/session', body);
    return answer.headers.getSetCookie().join();
  };
  const secure = await sign('https://hub.test');
  for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Secure', 'Expires=']) {
    assert.ok(secure.includes(attribute), `${attribute} in ${secure}`);
  }
  assert.match(secure, /^__Host-sanad_session=sanad_s_[\w-]{43};/);
  assert.ok(!/Domain=/i.test(secure));
  const plain = await sign('http://localhost:8470');
  assert.match(plain, /^sanad_session=/);
  assert.ok(!plain.includes('Secure'), 'a browser would not keep it over http');
});

test('the database keeps the hash of the secret only', async () => {
  const browser = await signedIn();
  const [secret = ''] = browser.cookies.values();
  const { rows } = await sql<{ line: string }>`select s::text as line from session s`.execute(hub.database);
  assert.equal(rows.length, 1);
  assert.ok(!rows[0]?.line.includes(secret) && !rows[0]?.line.includes(Buffer.from(secret).toString('hex')));
});

test('a session ends after an hour without use, and twelve hours in all', async () => {
  const browser = await signedIn();
  await age('59 minutes');
  assert.equal(await status(browser), 200, 'and its use counts anew');
  await age('59 minutes');
  assert.equal(await status(browser), 200);
  await age('61 minutes');
  assert.equal(await status(browser), 401);

  const other = await signedIn();
  for (let hour = 0; hour < 12; hour++) {
    assert.equal(await status(other), 200);
    await age('59 minutes');
  }
  assert.equal(await status(other), 200);
  await age('59 minutes');
  assert.equal(await status(other), 401);
});

test('sessions are listed to their member, and revoked one by one', async () => {
  const [mine, lost, idle] = [await signedIn(), await signedIn(), await signedIn()];
  await sql`update session set last_seen = now() - interval '2 hours' where secret = (
    select secret from session order by created desc limit 1)`.execute(hub.database);
  const listed = (await mine.send('GET', '/api/v1/sessions')).body;
  assert.equal(listed.length, 2, 'what ended is not listed');
  assert.equal(await status(idle), 401);
  assert.equal(listed[0].agent, 'Browser of the test');
  const other = listed.find((one: { current: boolean }) => !one.current);

  const stranger = await hub.join('Other');
  assert.equal((await hub.call(stranger.token, 'DELETE', `/api/v1/sessions/${other.id}`)).status, 404);
  assert.equal(await status(lost), 200);
  assert.equal((await mine.send('DELETE', `/api/v1/sessions/${other.id}`)).status, 204);
  assert.equal(await status(lost), 401, 'at once');
  assert.equal(await status(mine), 200);
  assert.equal((await mine.send('DELETE', `/api/v1/sessions/${other.id}`)).status, 404);
});

test('signing out ends the session at the hub and the cookie at the browser', async () => {
  const browser = await signedIn();
  const copied = browserOn(hub);
  for (const [name, value] of browser.cookies) copied.cookies.set(name, value);
  assert.equal((await browser.send('DELETE', '/api/v1/session')).status, 204);
  assert.equal(browser.cookies.size, 0);
  assert.equal(await status(copied), 401, 'a copied cookie is worth nothing');
});

test('a member’s sessions end with their account, roles or password', async () => {
  for (const change of [{ active: false }, { roles: ['reader'] }, { password: 'another long pass phrase' }]) {
    const joined = await hub.join('Changing');
    const browser = browserOn(hub);
    await browser.send('POST', '/api/v1/session', { email: joined.email, password: testPassword });
    assert.equal(await status(browser), 200);
    assert.equal((await hub.call(hub.authority, 'PATCH', `/api/v1/members/${joined.member}`, change)).status, 204);
    assert.equal(await status(browser), 401, JSON.stringify(change));
    assert.equal((await hub.call(joined.token, 'GET', '/api/v1/session')).status, 401, 'tokens too');
  }
});

test('a request from another site changes nothing', async () => {
  const browser = await signedIn();
  const attempt = async (headers: Record<string, string>): Promise<[number, string]> => {
    const answer = await browser.send('POST', '/api/v1/tokens', { name: 'x', scopes: ['read'] }, headers);
    return [answer.status, answer.body.code];
  };
  const refused = [403, 'wrong-origin'];
  assert.deepEqual(await attempt({ 'sec-fetch-site': 'cross-site' }), refused);
  assert.deepEqual(await attempt({ 'sec-fetch-site': 'same-site' }), refused, 'a neighbour under the same domain');
  const old = { 'sec-fetch-site': '' };
  assert.deepEqual(await attempt({ ...old, origin: 'https://evil.example' }), refused);
  assert.deepEqual(await attempt({ ...old, origin: 'null' }), refused, 'a sandboxed frame');
  assert.deepEqual(await attempt(old), refused, 'a browser that says nothing');
  assert.equal((await browser.send('GET', '/api/v1/tokens')).body.length, 1, 'only the one that the test itself has');
  assert.equal((await attempt({ ...old, origin: 'https://hub.test' }))[0], 201, 'an older browser, the same origin');
  assert.equal((await attempt({}))[0], 201);
});

test('a form of another site can not sign somebody in to an account of its choice', async () => {
  const body = JSON.stringify({ email: member.email, password: testPassword });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const request = new Request('https://hub.test/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': type, 'sec-fetch-site': 'cross-site' },
      body,
    });
    const answer = await hub.fetch(request);
    assert.equal(answer.status, 415, type);
    assert.deepEqual(answer.headers.getSetCookie(), []);
  }
});
