import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { testHub, type TestHub } from '../../testing/test-hub.ts';

type Joined = Awaited<ReturnType<TestHub['join']>>;

let hub: TestHub;
let utility: Joined;
let hospital: Joined;
let stranger: Joined;
before(async () => {
  hub = await testHub();
  utility = await hub.join('Utility');
  hospital = await hub.join('Hospital');
  stranger = await hub.join('Stranger');
  await hub.agree({ parties: [utility, hospital] });
});
after(() => hub.close());

const names = async (token: string): Promise<string[]> =>
  (await hub.call(token, 'GET', '/api/v1/parties')).body.map((one: { name: string }) => one.name);

test('a party bound to the hub knows the others; one that is not knows itself and the hub', async () => {
  assert.deepEqual(await names(utility.token), ['Hospital', 'Stranger', 'Test hub', 'Utility']);
  assert.deepEqual(await names(stranger.token), ['Stranger', 'Test hub']);
  assert.equal((await hub.call(stranger.token, 'GET', `/api/v1/parties/${utility.party}`)).status, 404);
  assert.equal(
    (await hub.call(stranger.token, 'GET', `/api/v1/objects/${utility.party}`)).status,
    404,
    'nor the object',
  );
  assert.equal((await hub.call(hospital.token, 'GET', `/api/v1/objects/${utility.party}`)).status, 200);
});

test('the authority registers parties, with sectors, country and contacts', async () => {
  const given = {
    name: 'Port',
    names: { ar: 'الميناء' },
    kind: 'logistics',
    sectors: ['transport'],
    country: 'SA',
    contacts: [{ purpose: 'duty desk', email: 'duty@port.example' }],
  };
  assert.equal((await hub.call(utility.token, 'POST', '/api/v1/parties', given)).status, 403);
  const { status, body } = await hub.call(hub.authority, 'POST', '/api/v1/parties', given);
  assert.equal(status, 201);
  const shown = (await hub.call(hub.authority, 'GET', `/api/v1/parties/${body.id}`)).body;
  const { id: _id, created: _created, ...facts } = shown;
  assert.deepEqual(facts, { ...given, reliability: 'F', isHub: false, active: true });
  const identity = (await hub.call(hub.authority, 'GET', `/api/v1/objects/${body.id}`)).body.object;
  assert.deepEqual([identity.type, identity.identity_class, identity.name], ['identity', 'organization', 'Port']);
});

test('an administrator changes their party; its reliability and standing are the authority’s to say', async () => {
  const path = `/api/v1/parties/${utility.party}`;
  assert.equal((await hub.call(utility.token, 'PATCH', path, { sectors: ['water'] })).status, 204);
  const shown = (await hub.call(utility.token, 'GET', path)).body;
  assert.deepEqual([shown.name, shown.sectors], ['Utility', ['water']], 'what is not said stays');
  const versions = await hub.call(hospital.token, 'GET', `/api/v1/objects/${utility.party}`);
  assert.deepEqual(versions.body.object.sectors, ['water'], 'the others read the new version');

  assert.equal((await hub.call(utility.token, 'PATCH', path, { reliability: 'A' })).status, 403);
  assert.equal((await hub.call(utility.token, 'PATCH', path, { active: false })).status, 403);
  assert.equal((await hub.call(hospital.token, 'PATCH', path, { name: 'x' })).status, 403);
  assert.equal((await hub.call(hub.authority, 'PATCH', path, { reliability: 'B' })).status, 204);
  assert.equal((await hub.call(utility.token, 'GET', path)).body.reliability, 'B');
  const none = `/api/v1/parties/identity--${randomUUID()}`;
  assert.equal((await hub.call(hub.authority, 'PATCH', none, { name: 'x' })).status, 404);
});

test('a party that can not be is refused by field', async () => {
  for (const [more, path] of [
    [{ name: '' }, 'name'],
    [{ kind: 'empire' }, 'kind'],
    [{ country: 'sa' }, 'country'],
    [{ contacts: [{ purpose: 'x', email: 'nobody' }] }, 'contacts/0/email'],
  ] as const) {
    const { status, body } = await hub.call(hub.authority, 'POST', '/api/v1/parties', {
      name: 'x',
      kind: 'other',
      ...more,
    });
    assert.deepEqual([status, body.issues[0].path], [422, path]);
  }
});
