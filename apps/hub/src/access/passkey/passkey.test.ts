import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { browserOn, type Browser } from '../../testing/browser.ts';
import { testHub, testPassword, type Called, type TestHub } from '../../testing/test-hub.ts';
import { VirtualAuthenticator } from './virtual-authenticator.ts';

const here = { origin: 'https://hub.test', rpId: 'hub.test' };

let hub: TestHub;
let member: Awaited<ReturnType<TestHub['join']>>;
let owner: Browser;
before(async () => {
  hub = await testHub();
  member = await hub.join('Utility');
  owner = await signedIn(member.email);
});
beforeEach(() => hub.database.deleteFrom('sign_in_attempt').execute());
after(() => hub.close());

async function signedIn(email: string): Promise<Browser> {
  const browser = browserOn(hub);
  const answer = await browser.send('POST', '/api/v1/session', { email, password: testPassword });
  assert.equal(answer.status, 200);
  return browser;
}

async function register(
  browser: Browser,
  authenticator: VirtualAuthenticator,
  more: Partial<Parameters<VirtualAuthenticator['create']>[0]> = {},
): Promise<Called> {
  const offer = await browser.send('POST', '/api/v1/passkeys/options');
  assert.equal(offer.status, 200, JSON.stringify(offer.body));
  const credential = authenticator.create({ ...here, challenge: offer.body.challenge, ...more });
  return browser.send('POST', '/api/v1/passkeys', { name: 'Key ring', credential });
}

const ask = async (browser: Browser): Promise<string> =>
  (await browser.send('POST', '/api/v1/session/passkey/options')).body.challenge;

async function signIn(
  authenticator: VirtualAuthenticator,
  more: Partial<Parameters<VirtualAuthenticator['get']>[0]> = {},
): Promise<Called & { browser: Browser }> {
  const browser = browserOn(hub);
  const challenge = await ask(browser);
  const answer = authenticator.get({ ...here, challenge, ...more });
  return { ...(await browser.send('POST', '/api/v1/session/passkey', answer)), browser };
}

test('a passkey is registered in a session and signs its owner in', async () => {
  const authenticator = new VirtualAuthenticator();
  assert.equal((await register(owner, authenticator)).status, 201);
  const { status, body, browser } = await signIn(authenticator);
  assert.deepEqual([status, body.member], [200, member.member]);
  const me = await browser.send('GET', '/api/v1/session');
  assert.equal(me.body.member, member.member);
  const sessions = await browser.send('GET', '/api/v1/sessions');
  assert.equal(sessions.body.find((one: { current: boolean }) => one.current).method, 'passkey');
});

test('passkeys are listed to their owner, not offered twice, and removed', async () => {
  const authenticator = new VirtualAuthenticator();
  const { body } = await register(owner, authenticator);
  const offer = await owner.send('POST', '/api/v1/passkeys/options');
  assert.ok(offer.body.excludeCredentials.some((one: { id: string }) => one.id === body.id));
  assert.equal((await register(owner, authenticator)).status, 409);

  const [newest] = (await owner.send('GET', '/api/v1/passkeys')).body;
  assert.deepEqual([newest.id, newest.name, newest.lastUsed], [body.id, 'Key ring', null]);
  await signIn(authenticator);
  assert.notEqual((await owner.send('GET', '/api/v1/passkeys')).body[0].lastUsed, null);

  const other = await signedIn((await hub.join('Other')).email);
  assert.deepEqual((await other.send('GET', '/api/v1/passkeys')).body, []);
  assert.equal(
    (await other.send('DELETE', `/api/v1/passkeys/${body.id}`)).status,
    404,
    'another member’s is not there',
  );
  assert.equal((await owner.send('DELETE', `/api/v1/passkeys/${body.id}`)).status, 204);
  assert.equal((await signIn(authenticator)).status, 401);
});

test('an answer to the wrong page, or without its owner, is refused at registration', async () => {
  for (const [wrong, what] of [
    [{ origin: 'https://hub.test.evil.example' }, 'another origin'],
    [{ rpId: 'evil.example' }, 'another relying party'],
    [{ verified: false }, 'an owner who did not show that it is them'],
  ] as const) {
    const answer = await register(owner, new VirtualAuthenticator(), wrong);
    assert.deepEqual([answer.status, answer.body.issues?.[0].code], [422, 'bad-passkey'], what);
  }
});

test('a challenge is answered once, in time, by whom and for what it was made', async () => {
  const other = await signedIn((await hub.join('Other')).email);
  const { body: offer } = await owner.send('POST', '/api/v1/passkeys/options');
  const answering = { ...here, challenge: offer.challenge as string };
  const keep = async (browser: Browser, challenge = answering): Promise<[number, string]> => {
    const credential = new VirtualAuthenticator().create(challenge);
    const answer = await browser.send('POST', '/api/v1/passkeys', { name: 'x', credential });
    return [answer.status, answer.body.issues?.[0].code];
  };
  assert.deepEqual(await keep(other), [422, 'unknown-challenge'], 'made for another member');
  assert.deepEqual(await keep(owner), [422, 'unknown-challenge'], 'and spent by the attempt');
  assert.deepEqual(await keep(owner, { ...here, challenge: 'aW52ZW50ZWQ' }), [422, 'unknown-challenge']);
  assert.deepEqual(await keep(owner, { ...here, challenge: await ask(owner) }), [422, 'unknown-challenge']);

  const authenticator = new VirtualAuthenticator();
  await register(owner, authenticator);
  const stranger = browserOn(hub);
  const challenge = await ask(stranger);
  const twice = authenticator.get({ ...here, challenge });
  assert.equal((await stranger.send('POST', '/api/v1/session/passkey', twice)).status, 200);
  assert.equal((await stranger.send('POST', '/api/v1/session/passkey', twice)).status, 401, 'replayed');
  const late = await ask(stranger);
  await hub.database
    .updateTable('challenge')
    .set({ expires: new Date(0) })
    .execute();
  const tooLate = authenticator.get({ ...here, challenge: late });
  assert.equal((await stranger.send('POST', '/api/v1/session/passkey', tooLate)).status, 401, 'too late');
});

test('sign-in refuses what is not the owner at the hub’s own page', async () => {
  const authenticator = new VirtualAuthenticator();
  await register(owner, authenticator);
  assert.equal((await signIn(authenticator, { origin: 'https://evil.example' })).status, 401);
  assert.equal((await signIn(authenticator, { rpId: 'evil.example' })).status, 401);
  assert.equal((await signIn(authenticator, { verified: false })).status, 401);
  const stranger = new VirtualAuthenticator();
  const unknown = await signIn(stranger);
  // Another key under a known id.
  Object.defineProperty(stranger, 'id', { value: authenticator.id });
  const forged = await signIn(stranger);
  assert.deepEqual([unknown.status, unknown.body], [401, forged.body], 'known or not, the answer is the same');
  assert.equal((await signIn(authenticator)).status, 200);
});

test('a copied passkey gives itself away by its counter', async () => {
  const authenticator = new VirtualAuthenticator();
  await register(owner, authenticator);
  assert.equal((await signIn(authenticator)).status, 200);
  assert.equal((await signIn(authenticator)).status, 200);
  authenticator.counter = 0;
  assert.equal((await signIn(authenticator)).status, 401);
});

test('failed answers are limited by address', async () => {
  const stranger = new VirtualAuthenticator();
  for (let attempt = 0; attempt < 10; attempt++) assert.equal((await signIn(stranger)).status, 401);
  const refused = await signIn(stranger);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
});

test('who is no longer active is not signed in', async () => {
  const joined = await hub.join('Leaver');
  const authenticator = new VirtualAuthenticator();
  await register(await signedIn(joined.email), authenticator);
  await hub.call(hub.authority, 'PATCH', `/api/v1/members/${joined.member}`, { active: false });
  assert.equal((await signIn(authenticator)).status, 401);
});

test('a token makes no passkeys, and an address has none', async () => {
  const byToken = await hub.call(member.token, 'POST', '/api/v1/passkeys/options');
  assert.equal(byToken.status, 403);
  const byAddress = browserOn(hub, 'http://127.0.0.1:8470');
  const answer = await byAddress.send('POST', '/api/v1/session/passkey/options');
  assert.equal(answer.status, 400);
  assert.match(answer.body.detail, /http:\/\/localhost:8470/);
});
