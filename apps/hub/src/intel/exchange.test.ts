import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { testHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub.close());

const markings = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
};

const indicator = (level?: keyof typeof markings, more: object = {}): Record<string, unknown> => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${randomUUID()}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: 'Beacon of the test',
  pattern: "[ipv4-addr:value = '198.51.100.7']",
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  ...(level ? { object_marking_refs: [markings[level]] } : {}),
  ...more,
});

test('two parties exchange an indicator through a community, and a third sees nothing', async () => {
  const [utility, hospital, outsider] = [
    await hub.join('Utility'),
    await hub.join('Hospital'),
    await hub.join('Outsider'),
  ];
  const { agreement, communities } = await hub.agree({ parties: [utility, hospital], communities: ['Water'] });
  const shared = indicator('AMBER');
  const sent = await hub.call(utility.token, 'POST', `/api/v1/objects?communities=${communities[0]}`, shared);
  assert.equal(sent.status, 200);
  assert.deepEqual(sent.body, { accepted: 1, changed: 0, released: 0, known: 0, refused: 0, refusals: [] });

  const path = `/api/v1/objects/${String(shared['id'])}`;
  assert.equal((await hub.call(hospital.token, 'GET', path)).body.object.name, 'Beacon of the test');
  assert.equal((await hub.call(outsider.token, 'GET', path)).status, 404);
  const found = await hub.call(hospital.token, 'GET', '/api/v1/objects?value=198.51.100%5B.%5D7');
  assert.equal(found.body.count, 1);

  const again = await hub.call(utility.token, 'POST', `/api/v1/objects?communities=${communities[0]}`, shared);
  assert.equal(again.body.known, 1);

  await hub.call(hub.authority, 'POST', `/api/v1/agreements/${agreement}/end`, { forAll: true });
  assert.equal((await hub.call(hospital.token, 'GET', path)).status, 404, 'access ends when the agreement ends');
  assert.equal((await hub.call(utility.token, 'GET', path)).status, 200, 'the owner keeps its own');
});

test('a community collection serves what was posted to it over TAXII', async () => {
  const [one, other] = [await hub.join('One'), await hub.join('Other')];
  const { communities } = await hub.agree({
    parties: [one, other],
    communities: [{ name: 'Energy', defaultLevel: 'AMBER' }],
  });
  const id = communities[0]?.slice(-36);
  const posted = await hub.fetch(
    new Request(`http://hub.test/taxii2/sanad/collections/${id}/objects/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${one.token}`,
        'content-type': 'application/taxii+json;version=2.1',
        accept: 'application/taxii+json;version=2.1',
      },
      body: JSON.stringify({ objects: [indicator(), indicator('GREEN'), { type: 'indicator', id: 'nonsense' }] }),
    }),
  );
  assert.equal(posted.status, 202);
  const status = (await posted.json()) as { success_count: number; failure_count: number };
  assert.equal(status.success_count, 2);
  assert.equal(status.failure_count, 1);
  const page = await hub.call(other.token, 'GET', `/taxii2/sanad/collections/${id}/objects/?limit=1`);
  assert.equal(page.status, 200, JSON.stringify(page.body));
  assert.equal(page.body.objects.length, 1);
  assert.equal(page.body.more, true);
  const next = await hub.call(
    other.token,
    'GET',
    `/taxii2/sanad/collections/${id}/objects/?limit=1&next=${encodeURIComponent(page.body.next)}`,
  );
  assert.equal(next.body.objects.length, 1);
  assert.equal(next.body.more ?? false, false);
});
