import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { indicator, marked } from '../testing/objects.ts';
import { testHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub.close());

test('two parties exchange an indicator through a community, and a third sees nothing', async () => {
  const [utility, hospital, outsider] = [
    await hub.join('Utility'),
    await hub.join('Hospital'),
    await hub.join('Outsider'),
  ];
  const { agreement, communities } = await hub.agree({ parties: [utility, hospital], communities: ['Water'] });
  const shared = indicator(marked('AMBER'));
  const sent = await hub.call(utility.token, 'POST', `/api/v1/objects?communities=${communities[0]}`, shared);
  assert.equal(sent.status, 200);
  assert.deepEqual(sent.body, { accepted: 1, changed: 0, released: 0, known: 0, refused: 0, refusals: [] });

  const path = `/api/v1/objects/${shared.id}`;
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
      body: JSON.stringify({
        objects: [indicator(), indicator(marked('GREEN')), { type: 'indicator', id: 'nonsense' }],
      }),
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

test('an object whose marking comes after it is hidden until then, and released when it is brought again', async () => {
  const [sender, reader] = [await hub.join('Sender'), await hub.join('Reader')];
  await hub.agree({ parties: [sender, reader] });
  const statement = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${randomUUID()}`,
    created: '2026-01-01T00:00:00.000Z',
    definition_type: 'statement',
    definition: { statement: 'Copyright of somebody' },
  };
  const object = indicator({ object_marking_refs: [statement.id] });
  const send = (what: object) => hub.call(sender.token, 'POST', '/api/v1/objects?marking=CLEAR', what);
  const path = `/api/v1/objects/${object.id}`;
  assert.equal((await send(object)).body.accepted, 1);
  assert.equal((await hub.call(reader.token, 'GET', path)).status, 404, 'an unknown marking hides the object');
  assert.equal((await send(statement)).body.accepted, 1);
  assert.equal((await send(object)).body.released, 1);
  assert.equal((await hub.call(reader.token, 'GET', path)).status, 200);
  assert.equal((await hub.call(sender.token, 'GET', path)).body.level, 'CLEAR');
  assert.equal((await send(object)).body.known, 1);
});
