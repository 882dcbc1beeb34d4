import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { TLP } from '@sanad/stix';
import { testHub, type TestHub } from '../../testing/test-hub.ts';

let hub: TestHub;
let parties: { name: string; party: string; token: string }[];
let community: string;

before(async () => {
  hub = await testHub();
  const names = ['Power', 'Water', 'Clinic', 'Stranger'];
  parties = [];
  for (const name of names) parties.push({ name, ...(await hub.join(name)) });
  const [power, water, clinic] = parties as [(typeof parties)[0], (typeof parties)[0], (typeof parties)[0]];
  const agreed = await hub.agree({ parties: [power, water], communities: ['Utilities'] });
  community = agreed.communities[0] ?? '';
  await hub.agree({ parties: [clinic] });
});
after(() => hub.close());

test('whom the audience names is who then reads the object', async () => {
  const [power, , clinic] = parties;
  for (const level of ['GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const) {
    const release = {
      level,
      communities: level.startsWith('AMBER') ? [community] : [],
      recipients: level === 'RED' ? [clinic?.party ?? ''] : [],
    };
    const named = await hub.call(power?.token, 'POST', '/api/v1/objects/audience', release);
    assert.equal(named.status, 200);
    assert.equal(named.body.everyone, false);
    assert.equal(named.body.others, false);

    const id = `report--${randomUUID()}`;
    const now = new Date().toISOString();
    const object = {
      type: 'report',
      spec_version: '2.1',
      id,
      created: now,
      modified: now,
      published: now,
      name: level,
      object_refs: [power?.party],
      object_marking_refs: [TLP[`TLP:${level}`].id],
    };
    const query = `communities=${release.communities.join(',')}&recipients=${release.recipients.join(',')}`;
    const sent = await hub.call(power?.token, 'POST', `/api/v1/objects?${query}`, { objects: [object] });
    assert.equal(sent.body.accepted, 1, JSON.stringify(sent.body));

    const readers: string[] = [];
    for (const one of [...parties, { name: 'Test hub', token: hub.authority }]) {
      const got = await hub.call(one.token, 'GET', `/api/v1/objects/${id}`);
      if (got.status === 200) readers.push(one.name);
    }
    assert.deepEqual(
      named.body.parties.map((one: { name: string }) => one.name),
      readers.toSorted(),
      level,
    );
  }
});

test('what is public is for everyone, what is unmarked for its party and the hub', async () => {
  const open = await hub.call(parties[0]?.token, 'POST', '/api/v1/objects/audience', { level: 'CLEAR' });
  assert.equal(open.body.everyone, true);
  const shut = await hub.call(parties[0]?.token, 'POST', '/api/v1/objects/audience', { level: 'UNMARKED' });
  assert.deepEqual(
    shut.body.parties.map((one: { name: string }) => one.name),
    ['Power', 'Test hub'],
  );
});

test('what is published without a name belongs to the hub', async () => {
  const release = { level: 'RED', recipients: [parties[1]?.party], anonymous: true };
  const named = await hub.call(parties[0]?.token, 'POST', '/api/v1/objects/audience', release);
  assert.deepEqual(
    named.body.parties.map((one: { name: string }) => one.name),
    ['Test hub', 'Water'],
  );
});

test('a party that is bound to nobody learns no names, and of a community none of its parties', async () => {
  const stranger = parties[3];
  const green = await hub.call(stranger?.token, 'POST', '/api/v1/objects/audience', { level: 'GREEN' });
  assert.deepEqual(
    green.body.parties.map((one: { name: string }) => one.name),
    ['Stranger', 'Test hub'],
  );
  assert.equal(green.body.others, true);
  const amber = await hub.call(stranger?.token, 'POST', '/api/v1/objects/audience', {
    level: 'AMBER',
    communities: [community],
  });
  assert.deepEqual(
    amber.body.parties.map((one: { name: string }) => one.name),
    ['Stranger'],
  );
});
