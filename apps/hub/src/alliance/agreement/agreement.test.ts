import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { testHub, type Called, type TestHub } from '../../testing/test-hub.ts';

type Joined = Awaited<ReturnType<TestHub['join']>>;

let hub: TestHub;
let [utility, hospital, telecom, outsider]: Joined[] = [];
before(async () => {
  hub = await testHub();
  [utility, hospital, telecom, outsider] = [
    await hub.join('Utility'),
    await hub.join('Hospital'),
    await hub.join('Telecom'),
    await hub.join('Outsider'),
  ];
});
after(() => hub.close());

const known = (joined: Joined | undefined): Joined => joined ?? assert.fail('the parties have joined');
const path = (id: string, rest = ''): string => `/api/v1/agreements/${id}${rest}`;
const assent = (one: { token: string }, id: string): Promise<Called> =>
  hub.call(one.token, 'POST', path(id, '/assent'));
const end = (token: string, id: string, body: object = {}): Promise<Called> =>
  hub.call(token, 'POST', path(id, '/end'), body);
const state = async (id: string): Promise<string> => (await hub.call(hub.authority, 'GET', path(id))).body.state;

async function draft(parties: readonly Joined[], more: object = {}): Promise<{ id: string; community: string }> {
  const made = await hub.call(parties[0]?.token, 'POST', '/api/v1/agreements', {
    name: 'Water and health',
    parties: parties.map((one) => one.party),
    withHub: false,
    highestLevel: 'AMBER',
    communities: [{ name: 'Common', defaultLevel: 'AMBER' }],
    ...more,
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const shown = await hub.call(parties[0]?.token, 'GET', path(made.body.id));
  return { id: made.body.id, community: shown.body.communities[0].id };
}

/** Brings a note to a community's audience. */
async function share(from: Joined, community: string): Promise<{ note: string; refused: number }> {
  const note = `note--${randomUUID()}`;
  const sent = await hub.call(from.token, 'POST', `/api/v1/objects?communities=${community}`, {
    type: 'note',
    spec_version: '2.1',
    id: note,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    content: 'Valves of this make open by themselves',
    object_refs: [`indicator--${randomUUID()}`],
    object_marking_refs: ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'],
  });
  return { note, refused: sent.status === 200 ? sent.body.refused : 1 };
}

const reads = async (one: Joined, object: string): Promise<boolean> =>
  (await hub.call(one.token, 'GET', `/api/v1/objects/${object}`)).status === 200;

test('a draft is in force once a liaison of each party has assented, and grants nothing before', async () => {
  const [first, second] = [known(utility), known(hospital)];
  const { id, community } = await draft([first, second]);
  assert.equal(await state(id), 'draft');
  assert.equal((await assent(first, id)).status, 204);
  assert.equal((await assent(first, id)).status, 409, 'a party assents once');
  assert.equal(await state(id), 'draft');
  assert.equal((await share(first, community)).refused, 1, 'nothing is shared to a community of a draft');

  const analyst = await hub.addMember(second.party, ['analyst']);
  assert.equal((await assent(analyst, id)).status, 403, 'assent is a liaison’s to give');
  assert.equal((await assent(known(outsider), id)).status, 404, 'an agreement is unknown to whom it does not name');
  assert.equal((await assent(second, id)).status, 204);
  assert.equal(await state(id), 'in-force');
  const { note } = await share(first, community);
  assert.ok(await reads(second, note));
  assert.ok(!(await reads(known(outsider), note)));
});

test('leaving ends access at once, for the one who leaves only; the last pair’s end ends it for all', async () => {
  const parties = [known(utility), known(hospital), known(telecom)] as const;
  const { id, community } = await draft(parties);
  for (const one of parties) assert.equal((await assent(one, id)).status, 204);
  const { note } = await share(parties[0], community);
  assert.ok(await reads(parties[2], note));
  assert.equal((await end(parties[2].token, id, { forAll: true })).status, 403, 'only the authority ends it for all');
  assert.equal((await end(parties[2].token, id)).status, 204);
  assert.ok(!(await reads(parties[2], note)));
  assert.ok(await reads(parties[1], note));
  assert.equal((await end(parties[2].token, id)).status, 409, 'a party leaves once');
  assert.equal((await assent(parties[2], id)).status, 409, 'who left does not return by assent alone');
  assert.equal((await end(parties[1].token, id)).status, 204);
  assert.equal(await state(id), 'ended');
  assert.ok(!(await reads(parties[1], note)));
  assert.equal((await assent(parties[1], id)).status, 409);
});

test('the authority ends an agreement for all', async () => {
  const parties = [known(utility), known(hospital)] as const;
  const { id, community } = await draft(parties);
  for (const one of parties) await assent(one, id);
  const { note } = await share(parties[0], community);
  assert.ok(await reads(parties[1], note));
  assert.equal((await end(hub.authority, id, { forAll: true })).status, 204);
  assert.ok(!(await reads(parties[1], note)));
  assert.ok(await reads(parties[0], note), 'the owner keeps its own');
  assert.equal((await end(hub.authority, id, { forAll: true })).status, 409);
});

test('a draft that one party declines goes on between the others', async () => {
  const parties = [known(utility), known(hospital), known(telecom)] as const;
  const { id } = await draft(parties);
  await assent(parties[0], id);
  await assent(parties[1], id);
  assert.equal((await end(parties[2].token, id)).status, 204);
  assert.equal(await state(id), 'in-force');
});

test('a further party accedes: the others stay bound, it enjoys access after its own assent', async () => {
  const [first, second, third] = [known(utility), known(hospital), known(telecom)];
  const { id, community } = await draft([first, second]);
  const accede = (token: string, parties: readonly string[]): Promise<Called> =>
    hub.call(token, 'POST', path(id, '/parties'), { parties });
  await assent(first, id);
  assert.equal((await accede(first.token, [third.party])).status, 409, 'a draft is not acceded to');
  await assent(second, id);
  const { note } = await share(first, community);

  assert.equal((await accede(known(outsider).token, [known(outsider).party])).status, 404, 'nobody invites themselves');
  const analyst = await hub.addMember(second.party, ['analyst']);
  assert.equal((await accede(analyst.token, [third.party])).status, 403);
  const unknown = await accede(first.token, [`identity--${randomUUID()}`]);
  assert.deepEqual([unknown.status, unknown.body.issues[0].code], [422, 'unknown-party']);
  assert.equal((await accede(first.token, [second.party])).status, 409);
  assert.equal((await hub.call(third.token, 'GET', path(id))).status, 404);

  assert.equal((await accede(second.token, [third.party])).status, 204);
  assert.equal(await state(id), 'in-force', 'the others stay bound');
  assert.ok(await reads(second, note));
  assert.ok(!(await reads(third, note)), 'no access before its assent');
  assert.equal((await accede(third.token, [known(outsider).party])).status, 403, 'the merely named propose nobody');
  assert.equal((await hub.call(third.token, 'GET', path(id))).status, 200, 'it can read what it is to assent to');
  assert.ok(await reads(third, id), 'as an object too');
  assert.equal((await assent(third, id)).status, 204);
  assert.ok(await reads(third, note));

  assert.equal((await end(third.token, id)).status, 204);
  assert.ok(!(await reads(third, note)));
  assert.equal((await accede(hub.authority, [third.party, known(outsider).party])).status, 204);
  assert.ok(!(await reads(third, note)), 'who returns assents anew');
  assert.equal((await assent(third, id)).status, 204);
  assert.ok(await reads(third, note));
});

test('a party that left does not see who came after', async () => {
  const [first, second, third] = [known(utility), known(hospital), known(telecom)];
  const { id } = await draft([first, second, third]);
  for (const one of [first, second, third]) await assent(one, id);
  await end(third.token, id);
  await hub.call(first.token, 'POST', path(id, '/parties'), { parties: [known(outsider).party] });
  const parties = async (one: Joined): Promise<string[]> =>
    (await hub.call(one.token, 'GET', path(id))).body.parties.map((row: { name: string }) => row.name);
  assert.deepEqual(await parties(first), ['Hospital', 'Outsider', 'Telecom', 'Utility']);
  assert.deepEqual(await parties(third), ['Hospital', 'Telecom', 'Utility']);
  const object = async (one: Joined): Promise<string[]> =>
    (await hub.call(one.token, 'GET', `/api/v1/objects/${id}`)).body.object.party_refs;
  assert.ok((await object(second)).includes(known(outsider).party));
  assert.ok(!(await object(third)).includes(known(outsider).party), 'nor in the agreement’s versions');
});

test('the term bounds access at both ends', async () => {
  const parties = [known(utility), known(hospital)] as const;
  const { id, community } = await draft(parties, { from: '2090-01-01T00:00:00Z', until: '2091-01-01T00:00:00Z' });
  for (const one of parties) await assent(one, id);
  assert.equal(await state(id), 'not-yet');
  assert.equal((await share(parties[0], community)).refused, 1);

  const term = (from: string, until: string): Promise<unknown> =>
    hub.database.updateTable('agreement').set({ term_from: from, term_until: until }).where('id', '=', id).execute();
  await term('2020-01-01T00:00:00Z', '2091-01-01T00:00:00Z');
  assert.equal(await state(id), 'in-force');
  const { note } = await share(parties[0], community);
  assert.ok(await reads(parties[1], note));
  await term('2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z');
  assert.equal(await state(id), 'expired');
  assert.ok(!(await reads(parties[1], note)));
  assert.equal((await end(parties[0].token, id)).status, 409);
});

test('a draft with a wrong term or wrong parties is refused by field', async () => {
  const [first, second] = [known(utility), known(hospital)];
  const refused = async (given: object): Promise<[number, string]> => {
    const body = { name: 'x', parties: [first.party, second.party], withHub: false, highestLevel: 'GREEN', ...given };
    const answer = await hub.call(first.token, 'POST', '/api/v1/agreements', body);
    return [answer.status, answer.body.issues[0].code];
  };
  // 01:00+03:00 is two hours before 00:00Z, though as text it comes after it.
  const term = { from: '2090-01-01T00:00:00Z', until: '2090-01-01T01:00:00+03:00' };
  assert.deepEqual(await refused(term), [422, 'term-order']);
  assert.deepEqual(await refused({ until: '2020-01-01T00:00:00Z' }), [422, 'term-order']);
  assert.deepEqual(await refused({ parties: [second.party] }), [422, 'own-party-missing']);
  assert.deepEqual(await refused({ parties: [first.party] }), [422, 'too-few-parties']);
  assert.deepEqual(await refused({ parties: [first.party, 'identity--none'] }), [422, 'unknown-party']);
});

test('an agreement is seen by its parties and the authority, and by nobody else', async () => {
  const { id } = await draft([known(utility), known(hospital)]);
  for (const token of [known(utility).token, known(hospital).token, hub.authority])
    assert.equal((await hub.call(token, 'GET', path(id))).status, 200);
  const { status, body } = await hub.call(known(outsider).token, 'GET', path(id));
  const none = await hub.call(known(outsider).token, 'GET', path('x-sanad-agreement--none'));
  assert.deepEqual([status, body.code], [none.status, none.body.code], 'as if it did not exist');
  const list = await hub.call(known(outsider).token, 'GET', '/api/v1/agreements');
  assert.ok(!list.body.some((one: { id: string }) => one.id === id));
  assert.ok(!(await reads(known(outsider), id)), 'nor as an object');
});
