import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { marked, note } from '../testing/objects.ts';
import { testHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub.close());

const green = marked('GREEN');

/** Follows the live updates of a token until `count` objects came; answers their ids and the last event's id. */
async function follow(token: string, count: number, ready: () => Promise<void>, lastEvent?: string) {
  const stop = new AbortController();
  const headers = { authorization: `Bearer ${token}`, ...(lastEvent && { 'last-event-id': lastEvent }) };
  const response = await hub.fetch(new Request('http://hub.test/api/v1/live', { headers, signal: stop.signal }));
  const ids: string[] = [];
  let last = '';
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      if (event.includes('event: ready')) await ready();
      if (!event.includes('event: object')) continue;
      ids.push(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}').id);
      last = /^id: (.*)$/m.exec(event)?.[1] ?? last;
    }
    if (ids.length >= count) break;
  }
  stop.abort();
  return { ids, last };
}

test('each listener gets what it may see, at once and in order, and resumes where it was cut off', async () => {
  const [sender, member, stranger] = [await hub.join('Sender'), await hub.join('Member'), await hub.join('Stranger')];
  await hub.agree({ parties: [sender, member] });
  const [first, second, third, own] = [note(green), note(), note(green), note()];
  const send = async (object: object): Promise<void> => {
    assert.equal((await hub.call(sender.token, 'POST', '/api/v1/objects', object)).body.accepted, 1);
  };
  const seen = await follow(member.token, 1, () => send(first));
  assert.deepEqual(seen.ids, [first.id]);
  await send(second);
  await send(third);
  const resumed = await follow(member.token, 1, async () => {}, seen.last);
  assert.deepEqual(resumed.ids, [third.id], 'what was missed and may be seen');
  const strangers = await follow(stranger.token, 1, async () => {
    await send(note(green));
    assert.equal((await hub.call(stranger.token, 'POST', '/api/v1/objects', own)).body.accepted, 1);
  });
  assert.deepEqual(strangers.ids, [own.id]);
});
