import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { testHub, testPassword, type Called, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let member: Awaited<ReturnType<TestHub['join']>>;
before(async () => {
  hub = await testHub();
  member = await hub.join('Utility');
});
beforeEach(() => hub.database.deleteFrom('sign_in_attempt').execute());
after(() => hub.close());

const signIn = (email: string, password: string): Promise<Called> =>
  hub.call(undefined, 'POST', '/api/v1/session', { email, password });
/** Forgets what came from the test's one address, so that accounts are looked at alone. */
const moveAway = (): Promise<unknown> =>
  sql`delete from sign_in_attempt where subject like 'address %'`.execute(hub.database);

test('known and unknown accounts fail and are limited alike', async () => {
  const seen = async (email: string): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const { status, body, headers } = await signIn(email, 'a wrong pass phrase');
      answers.push([status, body, headers.has('retry-after')]);
      await moveAway();
    }
    return answers;
  };
  const [known, unknown] = [await seen(member.email), await seen('nobody@nowhere.test')];
  assert.deepEqual(known, unknown);
  const statuses = known.map((answer) => (answer as [number])[0]);
  assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429, 429]);
});

test('a limited account is not opened by the right password, until the time has passed', async () => {
  for (let attempt = 0; attempt < 10; attempt++) await signIn(member.email, 'a wrong pass phrase');
  const refused = await signIn(member.email.toUpperCase(), testPassword);
  assert.deepEqual([refused.status, refused.body.code], [429, 'too-many-attempts']);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait > 0 && wait <= 900, `Retry-After: ${wait}`);
  await sql`update sign_in_attempt set at = at - interval '15 minutes'`.execute(hub.database);
  assert.equal((await signIn(member.email, testPassword)).status, 200);
});

test('a success clears the account, not what else came from its address', async () => {
  const other = await hub.join('Other');
  for (let attempt = 0; attempt < 5; attempt++) await signIn(member.email, 'a wrong pass phrase');
  for (let attempt = 0; attempt < 4; attempt++) await signIn(other.email, 'a wrong pass phrase');
  assert.equal((await signIn(member.email, testPassword)).status, 200);
  const { rows } = await sql<{ subject: string; count: number }>`
    select subject, count(*)::int from sign_in_attempt group by subject order by count`.execute(hub.database);
  assert.deepEqual(
    rows.map((row) => row.count),
    [4, 9],
  );
});

test('one address that tries many accounts is limited', async () => {
  for (let attempt = 0; attempt < 10; attempt++) await signIn(`person${attempt}@nowhere.test`, 'a wrong pass phrase');
  assert.equal((await signIn('somebody@nowhere.test', 'a wrong pass phrase')).status, 429);
});

test('guesses made at the same moment do not outrun the limit', async () => {
  const guesses = Array.from({ length: 25 }, (_, index) => signIn(member.email, `guess number ${index}`));
  const statuses = (await Promise.all(guesses)).map((answer) => answer.status);
  assert.deepEqual(
    [...new Set(statuses)].toSorted((one, other) => one - other),
    [401, 429],
  );
  assert.equal(statuses.filter((status) => status === 401).length, 10);
});

test('many requests at once with the right password by Basic are one attempt', async () => {
  const authorization = `Basic ${Buffer.from(`${member.email}:${testPassword}`).toString('base64')}`;
  const answers = await Promise.all(
    Array.from({ length: 25 }, async () =>
      hub.fetch(new Request('http://hub.test/api/v1/session', { headers: { authorization } })),
    ),
  );
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200]);
});

test('Basic with a wrong password is limited as well, and a changed password ends it at once', async () => {
  const joined = await hub.join('Changing');
  const basic = async (password: string): Promise<number> => {
    const authorization = `Basic ${Buffer.from(`${joined.email}:${password}`).toString('base64')}`;
    return (await hub.fetch(new Request('http://hub.test/api/v1/session', { headers: { authorization } }))).status;
  };
  assert.equal(await basic(testPassword), 200);
  const password = 'another long pass phrase';
  await hub.call(joined.token, 'PATCH', `/api/v1/members/${joined.member}`, { password });
  assert.equal(await basic(testPassword), 401, 'though it was right a moment ago');
  assert.equal(await basic(password), 200);
  for (let attempt = 0; attempt < 10; attempt++) await basic('a wrong pass phrase');
  assert.equal(await basic('another wrong phrase'), 429);
});

test('members and parties that are no longer active do not sign in', async () => {
  const [leaver, closed] = [await hub.join('Leaver'), await hub.join('Closed')];
  await hub.call(hub.authority, 'PATCH', `/api/v1/members/${leaver.member}`, { active: false });
  await hub.call(hub.authority, 'PATCH', `/api/v1/parties/${closed.party}`, { active: false });
  for (const { email, token } of [leaver, closed]) {
    assert.equal((await signIn(email, testPassword)).status, 401);
    assert.equal((await hub.call(token, 'GET', '/api/v1/session')).status, 401);
  }
});
