import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { marked, testObject as object } from '../../testing/objects.ts';
import { testHub, type TestHub } from '../../testing/test-hub.ts';

let hub: TestHub;
let party: { party: string; token: string };
const ids: Record<string, string> = {};

before(async () => {
  hub = await testHub();
  party = await hub.join('Searcher');
  const objects = {
    arabic: object('vulnerability', { name: 'ثغرة في بوّابة المُستشفى', description: 'تُستغلُّ عن بُعد' }),
    english: object('vulnerability', {
      name: 'CVE-2026-12345',
      description: 'A gateway of a hospital is open to strangers',
    }),
    indicator: object('indicator', {
      name: 'Command server',
      pattern: "[domain-name:value = 'Update.Bad.example'] OR [ipv4-addr:value IN ('198.51.100.9', '198.51.100.10')]",
      pattern_type: 'stix',
      valid_from: '2026-01-01T00:00:00Z',
      confidence: 80,
    }),
    malware: object('malware', {
      name: 'Snake',
      is_family: false,
      ...marked('CLEAR'),
    }),
  };
  for (const [name, each] of Object.entries(objects)) ids[name] = each.id;
  const relation = object('relationship', {
    relationship_type: 'indicates',
    source_ref: ids['indicator'],
    target_ref: ids['malware'],
  });
  ids['relation'] = relation.id;
  const sent = await hub.call(party.token, 'POST', '/api/v1/objects', [...Object.values(objects), relation]);
  assert.equal(sent.body.accepted, 5, JSON.stringify(sent.body));
});
after(() => hub.close());

async function found(query: string): Promise<string[]> {
  const answer = await hub.call(party.token, 'GET', `/api/v1/objects?${query}&source=${party.party}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.body.count, answer.body.objects.length);
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return answer.body.objects.map((one: { object: { id: string } }) => names.get(one.object.id) ?? 'party').toSorted();
}

test('text in Arabic is found whatever its spelling, in English by beginnings of words', async () => {
  assert.deepEqual(await found(`text=${encodeURIComponent('مستشفى')}`), ['arabic']);
  assert.deepEqual(await found(`text=${encodeURIComponent('المستشفي')}`), ['arabic']);
  assert.deepEqual(await found(`text=${encodeURIComponent('بوابه')}`), ['arabic']);
  assert.deepEqual(await found('text=hosp+gate'), ['english']);
  assert.deepEqual(await found('text=nothing'), []);
  assert.deepEqual(await found(`text=${encodeURIComponent("'); drop table party; --")}`), []);
  assert.deepEqual(await found(`text=${encodeURIComponent(':*&|!')}`), []);
});

test('values are found exactly, defanged or not, in any case', async () => {
  assert.deepEqual(await found('value=198.51.100.10'), ['indicator']);
  assert.deepEqual(await found(`value=${encodeURIComponent('update[.]bad[.]EXAMPLE')}`), ['indicator']);
  assert.deepEqual(await found('value=cve-2026-12345'), ['english']);
  assert.deepEqual(await found('value=198.51.100.1'), []);
});

test('type, marking, confidence, relation and time narrow the answer', async () => {
  assert.deepEqual(await found('type=malware,indicator'), ['indicator', 'malware']);
  assert.deepEqual(await found('marking=CLEAR'), ['malware']);
  assert.deepEqual(await found('confidence=80'), ['indicator']);
  assert.deepEqual(await found('confidence=81'), []);
  assert.deepEqual(await found(`related=${ids['malware']}`), ['relation']);
  assert.deepEqual(await found('since=2999-01-01T00:00:00Z'), []);
  assert.deepEqual(await found('until=2020-01-01T00:00:00Z'), []);
});

test('pages go back in time without losing or repeating', async () => {
  const seen: string[] = [];
  for (let before = ''; ;) {
    const { body } = await hub.call(
      party.token,
      'GET',
      `/api/v1/objects?limit=2&source=${party.party}${before && `&before=${before}`}`,
    );
    seen.push(...body.objects.map((one: { object: { id: string } }) => one.object.id));
    if (body.before === null) break;
    before = String(body.before);
  }
  assert.equal(new Set(seen).size, 6);
  assert.equal(seen.length, 6);
});

test('a saved search is a read-only collection', async () => {
  const made = await hub.call(party.token, 'POST', '/api/v1/searches', {
    name: 'Snakes',
    query: { text: 'snake', type: 'malware' },
  });
  assert.equal(made.status, 201);
  const page = await hub.call(party.token, 'GET', `/taxii2/sanad/collections/${made.body.id}/objects/`);
  assert.deepEqual(
    page.body.objects.map((one: { id: string }) => one.id),
    [ids['malware']],
  );
  const collection = await hub.call(party.token, 'GET', `/taxii2/sanad/collections/${made.body.id}/`);
  assert.deepEqual([collection.body.can_read, collection.body.can_write], [true, false]);
  const other = await hub.join('Other');
  assert.equal((await hub.call(other.token, 'GET', `/taxii2/sanad/collections/${made.body.id}/`)).status, 404);
  assert.equal((await hub.call(other.token, 'DELETE', `/api/v1/searches/${made.body.id}`)).status, 404);
  assert.equal((await hub.call(party.token, 'DELETE', `/api/v1/searches/${made.body.id}`)).status, 204);
});
