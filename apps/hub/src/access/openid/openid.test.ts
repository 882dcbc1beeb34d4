import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { browserOn, type Browser } from '../../testing/browser.ts';
import { testHub, type Called, type TestHub } from '../../testing/test-hub.ts';
import { testProvider, type Visit } from './test-provider.ts';

const provider = testProvider('https://id.utility.example');
const successor = testProvider('https://login.utility.example');
const begin = '/api/v1/session/openid';

let hub: TestHub;
let utility: Awaited<ReturnType<TestHub['join']>>;
before(async () => {
  hub = await testHub({
    providerFetch: (url, options) => (url.startsWith(successor.issuer) ? successor : provider).fetch(url, options),
  });
  utility = await hub.join('Utility');
});
after(() => hub.close());
beforeEach(async () => {
  provider.up = true;
  assert.equal((await set({})).status, 204);
  await hub.database.deleteFrom('member').where('email', 'like', '%.example').execute();
});

const set = (more: object, token = utility.token, party = utility.party): Promise<Called> =>
  hub.call(token, 'PUT', `/api/v1/parties/${party}/provider`, {
    issuer: provider.issuer,
    ...provider.client,
    domains: ['utility.example', 'مرافق.example'],
    justInTime: true,
    ...more,
  });

async function start(browser: Browser, email = 'noor@utility.example'): Promise<string> {
  const begun = await browser.send('POST', begin, { email });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  return begun.body.url;
}

/** The whole way: to the provider, and with its answer back from the other site. */
async function signIn(visit: Visit = {}): Promise<Called & { browser: Browser }> {
  const browser = browserOn(hub);
  return { ...(await back(browser, provider.visit(await start(browser), visit))), browser };
}

const back = (browser: Browser, url: string): Promise<Called> =>
  browser.send('GET', url, undefined, { 'sec-fetch-site': 'cross-site' });

test('somebody of the organisation becomes a member by signing in, and is the same the next time', async () => {
  const first = await signIn();
  assert.deepEqual([first.status, first.headers.get('location')], [303, '/'], JSON.stringify(first.body));
  const me = (await first.browser.send('GET', '/api/v1/session')).body;
  assert.deepEqual([me.name, me.party, me.roles, me.language], ['Noor', utility.party, ['reader'], 'ar']);
  const [current] = (await first.browser.send('GET', '/api/v1/sessions')).body;
  assert.equal(current.method, 'openid');

  const renamed = await signIn({ claims: { email: 'noor.new@utility.example' } });
  assert.equal((await renamed.browser.send('GET', '/api/v1/session')).body.member, me.member, 'known by the subject');
});

test('a member is found by e-mail address, keeps their roles, and is bound to the first account', async () => {
  const added = await hub.call(utility.token, 'POST', `/api/v1/parties/${utility.party}/members`, {
    email: 'Noor@Utility.example',
    name: 'Noor of old',
    roles: ['analyst', 'liaison'],
  });
  const { browser } = await signIn();
  const me = (await browser.send('GET', '/api/v1/session')).body;
  assert.deepEqual([me.member, me.roles], [added.body.id, ['analyst', 'liaison']]);
  assert.equal((await signIn({ claims: { sub: 'another-person' } })).status, 401, 'an address that passed on');
  await hub.call(utility.token, 'PATCH', `/api/v1/members/${added.body.id}`, { active: false });
  assert.equal((await signIn()).status, 401, 'a member who left');
});

test('without just-in-time membership only members sign in', async () => {
  await set({ justInTime: false });
  assert.equal((await signIn()).status, 401);
  await hub.call(utility.token, 'POST', `/api/v1/parties/${utility.party}/members`, {
    email: 'noor@utility.example',
    name: 'Noor',
    roles: ['reader'],
  });
  assert.equal((await signIn()).status, 303);
});

test('only verified addresses of the organisation’s domains count', async () => {
  for (const claims of [
    { email_verified: false },
    { email_verified: undefined },
    { email_verified: 'true' },
    { email: undefined },
    { email: 'noor@elsewhere.example' },
    { email: 'noor@sub.utility.example' },
    { email: 'noor@utility.example.evil.example' },
    { email: 'first@hub.test' },
    { email: utility.email },
  ]) {
    const { status, browser } = await signIn({ claims });
    assert.equal(status, 401, JSON.stringify(claims));
    assert.equal((await browser.send('GET', '/api/v1/session')).status, 401);
  }
  const members = await hub.call(utility.token, 'GET', `/api/v1/parties/${utility.party}/members`);
  assert.equal(members.body.length, 1, 'nobody became a member');
  const arabic = { sub: 'person-2', email: 'noor@xn--mgbt3cel.example' };
  assert.equal((await signIn({ claims: arabic })).status, 303, 'a domain in Arabic is compared in its ASCII form');
  assert.equal((await signIn({ atUserInfo: true })).status, 303, 'claims may be at the UserInfo endpoint');
});

test('a token that is not this provider’s, for this hub and this sign-in, is refused', async () => {
  for (const visit of [
    { forged: true },
    { token: { nonce: 'another' } },
    { token: { nonce: undefined } },
    { token: { aud: 'another-client' } },
    { token: { iss: 'https://evil.example' } },
    { token: { exp: Math.floor(Date.now() / 1000) - 3600 } },
  ]) {
    const { status, body } = await signIn(visit);
    assert.deepEqual([status, body.code], [401, 'sign-in-failed'], JSON.stringify(visit));
  }
});

test('an answer counts once, in time, in the browser that asked', async () => {
  const [mine, theirs] = [browserOn(hub), browserOn(hub)];
  const answer = provider.visit(await start(mine));
  assert.equal((await back(theirs, answer)).status, 401, 'another browser');
  await start(theirs);
  assert.equal((await back(theirs, answer)).status, 401, 'another browser that began a sign-in of its own');
  const wrong = new URL(answer);
  wrong.searchParams.set('state', 'guessed');
  assert.equal((await back(mine, wrong.href)).status, 401, 'another state');
  const kept = mine.cookies.get('sanad_openid') ?? '';
  assert.equal((await back(mine, answer)).status, 303);
  mine.cookies.set('sanad_openid', kept);
  assert.equal((await back(mine, answer)).status, 401, 'replayed');

  const late = provider.visit(await start(mine));
  await hub.database
    .updateTable('challenge')
    .set({ expires: new Date(0) })
    .execute();
  assert.equal((await back(mine, late)).status, 401, 'too late');
  const declined = new URL(provider.visit(await start(mine)));
  declined.searchParams.delete('code');
  declined.searchParams.set('error', 'access_denied');
  const refused = await back(mine, declined.href);
  assert.deepEqual([refused.status, /access_denied/.test(refused.body.detail)], [401, true]);
});

test('the browser is tied by a cookie out of reach of scripts, kept for the answer only', async () => {
  const begun = await browserOn(hub).send('POST', begin, { email: 'noor@utility.example' });
  const [cookie = ''] = begun.headers.getSetCookie();
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=600', 'Path=/api/v1/session/openid/callback'])
    assert.ok(cookie.includes(attribute), `${attribute} in ${cookie}`);
});

test('a provider that is down or that nobody has is said to be so', async () => {
  const browser = browserOn(hub);
  assert.equal((await browser.send('POST', begin, { email: 'a@nowhere.example' })).status, 404);
  provider.up = false;
  const answer = await browser.send('POST', begin, { email: 'noor@utility.example' });
  assert.deepEqual([answer.status, answer.body.code], [503, 'not-ready']);
  assert.deepEqual([(await set({})).status, (await set({})).body.issues[0].code], [422, 'no-provider']);
});

test('a party’s administrator sets its provider; its secret stays in', async () => {
  const path = `/api/v1/parties/${utility.party}/provider`;
  const shown = await hub.call(utility.token, 'GET', path);
  assert.equal(shown.status, 200);
  assert.deepEqual(shown.body.domains, ['utility.example', 'xn--mgbt3cel.example'].toSorted());
  assert.equal(shown.body.redirectUri, 'http://hub.test/api/v1/session/openid/callback');
  const rows = await hub.database.selectFrom('journal_leaf').select('entry').execute();
  for (const text of [JSON.stringify(shown.body), ...rows.map((row) => row.entry)])
    assert.ok(!text.includes(provider.client.clientSecret));

  const other = await hub.join('Other');
  const analyst = await hub.join('Analysts', ['analyst']);
  assert.equal((await hub.call(other.token, 'GET', path)).status, 403);
  assert.equal((await hub.call(other.token, 'DELETE', path)).status, 403);
  assert.equal((await set({}, other.token)).status, 403);
  assert.equal((await set({}, analyst.token, analyst.party)).status, 403);
});

test('a domain is one party’s only', async () => {
  const other = await hub.join('Other');
  const code = async (more: object): Promise<[number, string]> => {
    const { status, body } = await set(more, other.token, other.party);
    return [status, body.issues?.[0].code];
  };
  assert.deepEqual(await code({ domains: ['UTILITY.example'] }), [422, 'domain-taken']);
  assert.deepEqual(await code({ domains: ['hub.test'] }), [422, 'domain-taken'], 'another party’s people have it');
  assert.equal((await code({ domains: ['no domain'] }))[0], 422);
  assert.equal((await code({ issuer: 'http://id.utility.example' }))[0], 422, 'https only');
  assert.equal((await code({ role: 'administrator' }))[0], 422, 'nobody becomes administrator by signing in');
  assert.equal((await code({ domains: [`${randomUUID()}.example`] }))[0], 204);
});

test('removing the provider ends the sessions it opened', async () => {
  const { browser } = await signIn();
  assert.equal((await browser.send('GET', '/api/v1/session')).status, 200);
  assert.equal((await hub.call(utility.token, 'DELETE', `/api/v1/parties/${utility.party}/provider`)).status, 204);
  assert.equal((await browser.send('GET', '/api/v1/session')).status, 401);
  assert.equal((await browserOn(hub).send('POST', begin, { email: 'noor@utility.example' })).status, 404);
});

test('another issuer in its place knows nobody of the first, and ends what the first began', async () => {
  const { browser } = await signIn();
  const away = browserOn(hub);
  const answer = provider.visit(await start(away));
  assert.equal((await set({ issuer: successor.issuer })).status, 204);
  assert.equal((await browser.send('GET', '/api/v1/session')).status, 401);
  assert.equal((await back(away, answer)).status, 401);
  const returning = browserOn(hub);
  const claims = { sub: 'person-1', email: 'someone.else@utility.example', name: 'Sami' };
  assert.equal((await back(returning, successor.visit(await start(returning), { claims }))).status, 303);
  assert.equal(
    (await returning.send('GET', '/api/v1/session')).body.name,
    'Sami',
    'the same subject of another issuer',
  );
});
