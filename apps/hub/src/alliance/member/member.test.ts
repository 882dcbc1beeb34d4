import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { testHub, type Called, type TestHub } from '../../testing/test-hub.ts';

type Joined = Awaited<ReturnType<TestHub['join']>>;

let hub: TestHub;
let utility: Joined;
let other: Joined;
before(async () => {
  hub = await testHub();
  utility = await hub.join('Utility');
  other = await hub.join('Other');
});
after(() => hub.close());

const add = (token: string, party: string, more: object = {}): Promise<Called> =>
  hub.call(token, 'POST', `/api/v1/parties/${party}/members`, {
    email: `${randomUUID()}@party.test`,
    name: 'Another',
    roles: ['reader'],
    ...more,
  });
const change = (token: string, member: string, to: object): Promise<Called> =>
  hub.call(token, 'PATCH', `/api/v1/members/${member}`, to);

test('an administrator handles the members of their own party, and the authority those of all', async () => {
  const added = await add(utility.token, utility.party, { name: 'Analyst', roles: ['analyst'], language: 'en' });
  assert.equal(added.status, 201);
  const listed = await hub.call(utility.token, 'GET', `/api/v1/parties/${utility.party}/members`);
  const [first] = listed.body;
  assert.deepEqual([first.id, first.name, first.roles, first.language], [added.body.id, 'Analyst', ['analyst'], 'en']);
  assert.ok(!('password' in first));
  assert.equal((await change(utility.token, added.body.id, { roles: ['reader'] })).status, 204);
  assert.equal((await add(hub.authority, utility.party)).status, 201);

  assert.equal((await add(other.token, utility.party)).status, 403);
  assert.equal((await hub.call(other.token, 'GET', `/api/v1/parties/${utility.party}/members`)).status, 403);
  assert.equal((await change(other.token, added.body.id, { name: 'x' })).status, 404, 'another party’s is not there');
  assert.equal((await add(hub.authority, `identity--${randomUUID()}`)).status, 404);
});

test('who is no administrator changes their own name, language and password, and nothing else', async () => {
  const { member: id, token } = await hub.addMember(utility.party, ['analyst']);
  assert.equal((await change(token, id, { name: 'Renamed', language: 'en' })).status, 204);
  for (const to of [{ roles: ['administrator'] }, { active: true }, { email: 'elsewhere@party.test' }])
    assert.equal((await change(token, id, to)).status, 403, JSON.stringify(to));
  assert.equal((await change(token, utility.member, { name: 'x' })).status, 403);
  assert.equal((await hub.call(token, 'GET', `/api/v1/parties/${utility.party}/members`)).status, 403);
  assert.equal((await add(token, utility.party)).status, 403);
  assert.equal((await change(token, id, { password: 'another long pass phrase' })).status, 204);
});

test('a change leaves alone what it does not say, and one that says nothing changes nothing', async () => {
  const { member: id } = await hub.addMember(utility.party, ['analyst']);
  const read = async (): Promise<unknown> => {
    const { body } = await hub.call(utility.token, 'GET', `/api/v1/parties/${utility.party}/members`);
    return body.find((one: { id: string }) => one.id === id);
  };
  await change(utility.token, id, { language: 'en' });
  const before = await read();
  assert.equal((await change(utility.token, id, {})).status, 204);
  assert.deepEqual(await read(), before);
  assert.equal((await change(utility.token, id, { name: 'Renamed' })).status, 204);
  assert.deepEqual(await read(), { ...(before as object), name: 'Renamed' });
});

test('an e-mail address is one member’s, however it is written', async () => {
  const email = `${randomUUID()}@party.test`;
  assert.equal((await add(utility.token, utility.party, { email })).status, 201);
  assert.equal((await add(other.token, other.party, { email: email.toUpperCase() })).status, 409);
  assert.equal((await change(other.token, other.member, { email })).status, 409);
  assert.equal((await change(other.token, other.member, { email: `${randomUUID()}@party.test` })).status, 204);
});

test('the roles of the hub exist in its own party, and are the authority’s to give', async () => {
  for (const role of ['authority', 'auditor']) {
    const outside = await add(hub.authority, utility.party, { roles: [role] });
    assert.deepEqual([outside.status, outside.body.issues[0].code], [422, 'role-of-the-hub']);
    assert.equal((await add(utility.token, utility.party, { roles: [role] })).status, 403);
  }
  const clerk = await hub.addMember(hub.party, ['administrator']);
  assert.equal((await add(clerk.token, hub.party, { roles: ['authority'] })).status, 403);
  assert.equal((await change(clerk.token, clerk.member, { roles: ['administrator', 'auditor'] })).status, 403);
  const auditor = await hub.addMember(hub.party, ['auditor']);
  assert.equal((await change(clerk.token, auditor.member, { password: 'a password of the clerk' })).status, 403);
  assert.equal((await add(clerk.token, hub.party)).status, 201, 'others are an administrator’s to add');
});

test('the hub keeps an authority', async () => {
  const { member } = (await hub.call(hub.authority, 'GET', '/api/v1/session')).body;
  for (const to of [{ roles: ['administrator'] }, { active: false }])
    assert.equal((await change(hub.authority, member, to)).status, 409, JSON.stringify(to));
  assert.equal((await hub.call(hub.authority, 'PATCH', `/api/v1/parties/${hub.party}`, { active: false })).status, 409);
  assert.equal((await hub.call(hub.authority, 'GET', '/api/v1/session')).body.authority, true);
});

test('a member that can not be is refused by field', async () => {
  for (const [more, path, code] of [
    [{ email: 'nobody' }, 'email', 'invalid_format'],
    [{ name: ' ' }, 'name', 'too_small'],
    [{ roles: [] }, 'roles', 'too_small'],
    [{ roles: ['king'] }, 'roles/0', 'invalid_value'],
    [{ password: 'short' }, 'password', 'weak-password'],
    [{ password: 'aaaaaaaaaaaaaaaaaaa' }, 'password', 'weak-password'],
  ] as const) {
    const { status, body } = await add(utility.token, utility.party, more);
    assert.deepEqual([status, body.issues[0].path, body.issues[0].code], [422, path, code]);
  }
});
