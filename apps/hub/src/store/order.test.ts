import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHub, type Hub } from '../hub.ts';
import { marked, note } from '../testing/objects.ts';
import { testHub, type TestHub } from '../testing/test-hub.ts';
import { pino } from 'pino';

// Two hubs on one database, writers on both, and readers who follow the order while it grows.

let hub: TestHub;
let second: Hub;
before(async () => {
  hub = await testHub();
  second = await createHub({ url: hub.url, version: 'test', log: pino({ level: 'silent' }) });
});
after(async () => {
  await second.close();
  await hub.close();
});

test('readers that page while two hubs write see every object once, in one order', async () => {
  const writer = await hub.join('Writer');
  const written: string[] = [];
  let writing = true;
  const write = async (through: Hub): Promise<void> => {
    for (let round = 0; round < 15; round += 1) {
      const objects = Array.from({ length: 1 + (round % 7) }, () => note());
      const response = await through.fetch(
        new Request('http://hub.test/api/v1/objects', {
          method: 'POST',
          headers: { authorization: `Bearer ${writer.token}`, 'content-type': 'application/json' },
          body: JSON.stringify(objects),
        }),
      );
      assert.equal(response.status, 200);
      written.push(...objects.map((one) => one.id));
    }
  };
  const follow = async (limit: number): Promise<string[]> => {
    const seen: string[] = [];
    for (let addedAfter = ''; ;) {
      const done = !writing;
      const path = `/taxii2/sanad/collections/own/objects/?limit=${limit}${addedAfter && `&added_after=${addedAfter}`}`;
      const page = await hub.call(writer.token, 'GET', path);
      seen.push(...(page.body.objects ?? []).map((one: { id: string }) => one.id));
      addedAfter = page.headers.get('x-taxii-date-added-last') ?? addedAfter;
      if (done && !page.body.more) return seen;
    }
  };
  const readers = [follow(3), follow(1000)];
  await Promise.all([write(hub), write(second), write(hub), write(second)]);
  writing = false;
  const [slow = [], fast = []] = await Promise.all(readers);
  const notes = (ids: readonly string[]): string[] => ids.filter((id) => id.startsWith('note--'));
  assert.deepEqual(notes(slow), notes(fast), 'one order for all');
  assert.equal(new Set(slow).size, slow.length, 'none twice');
  assert.deepEqual(notes(slow).toSorted(), written.toSorted(), 'none lost');
});

test('a version released to more people is met once by each, where they first could see it', async () => {
  const [one, two, three] = [await hub.join('One'), await hub.join('Two'), await hub.join('Three')];
  const first = await hub.agree({ parties: [one, two], communities: ['First'] });
  const wider = await hub.agree({ parties: [one, two, three], communities: ['Wider'] });
  const object = note(marked('AMBER'));
  const submit = (community: string | undefined) =>
    hub.call(one.token, 'POST', `/api/v1/objects?communities=${community}`, object);
  assert.equal((await submit(first.communities[0])).body.accepted, 1);
  assert.equal((await submit(wider.communities[0])).body.released, 1);
  assert.equal((await submit(wider.communities[0])).body.known, 1);
  for (const reader of [one, two, three]) {
    const page = await hub.call(
      reader.token,
      'GET',
      `/taxii2/sanad/collections/readable/objects/?match[id]=${object.id}`,
    );
    assert.equal(page.body.objects.length, 1);
  }
  const late = await hub.call(
    three.token,
    'GET',
    `/taxii2/sanad/collections/${wider.communities[0]?.slice(-36)}/objects/`,
  );
  assert.deepEqual(
    late.body.objects.map((each: { id: string }) => each.id),
    [object.id],
  );
});
