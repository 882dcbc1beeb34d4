import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { TLP, validate, type TlpLevel } from '@sanad/stix';
import { testHub, type TestHub } from '../../testing/test-hub.ts';
import { formatNames } from './formats.ts';

let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub.close());

const indicator = (level: TlpLevel | undefined, name: string, more: object = {}): Record<string, unknown> => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${randomUUID()}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name,
  pattern: `[domain-name:value = '${name}.example' OR ipv4-addr:value = '198.51.100.${name.length}']`,
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  ...(level ? { object_marking_refs: [TLP[level].id] } : {}),
  ...more,
});

const send = async (token: string, query: string, ...objects: object[]): Promise<void> => {
  const sent = await hub.call(token, 'POST', `/api/v1/objects?${query}`, { objects });
  assert.equal(sent.body.refused, 0, JSON.stringify(sent.body));
};
const fetched = async (token: string, query: string): Promise<string> => {
  const answer = await hub.fetch(
    new Request(`http://hub.test/api/v1/export?${query}`, { headers: { authorization: `Bearer ${token}` } }),
  );
  assert.equal(answer.status, 200);
  return answer.text();
};

test('nothing leaves that may not: not TLP:RED, not AMBER+STRICT, nothing of other parties', async () => {
  const [owner, friend, stranger] = [await hub.join('Owner'), await hub.join('Friend'), await hub.join('Stranger')];
  const { agreement, communities } = await hub.agree({ parties: [owner, friend], communities: ['Ports'] });
  const to = `communities=${communities[0]}&recipients=${friend.party}`;
  await send(owner.token, to, indicator('TLP:CLEAR', 'c'), indicator('TLP:GREEN', 'gg'), indicator('TLP:AMBER', 'aaa'));
  await send(
    owner.token,
    to,
    indicator('TLP:AMBER+STRICT', 'strict'),
    indicator('TLP:RED', 'redred1'),
    indicator(undefined, 'unmarked'),
  );
  const hidden = indicator('TLP:AMBER', 'granular2', {
    description: 'for nobody',
    granular_markings: [{ marking_ref: TLP['TLP:RED'].id, selectors: ['description'] }],
  });
  await send(owner.token, `communities=${communities[0]}`, hidden);

  const names = ['c', 'gg', 'aaa', 'strict', 'redred1', 'unmarked', 'granular2'];
  const seen = async (token: string, format: string): Promise<string[]> => {
    const text = await fetched(token, `format=${format}`);
    assert.ok(!text.includes('for nobody') || token === owner.token, format);
    const plain =
      format === 'suricata-domain'
        ? text
            .split('\n')
            .map((line) => Buffer.from(line, 'base64').toString())
            .join('\n')
        : text;
    return names.filter((name) => new RegExp(`\\b${name}\\.example`).test(plain));
  };
  for (const format of ['stix', 'csv', 'domain', 'zeek', 'suricata-domain']) {
    assert.deepEqual(await seen(friend.token, format), ['c', 'gg', 'aaa', 'granular2'], format);
    assert.deepEqual(await seen(stranger.token, format), ['c'], format);
    assert.deepEqual(
      await seen(owner.token, format),
      ['c', 'gg', 'aaa', 'unmarked', 'granular2'],
      `${format}: not even its own RED`,
    );
  }
  for (const format of formatNames)
    assert.ok(!/strict|redred1/.test(await fetched(friend.token, `format=${format}`)), format);

  await hub.call(hub.authority, 'POST', `/api/v1/agreements/${agreement}/end`, { forAll: true });
  assert.deepEqual(await seen(friend.token, 'domain'), ['c'], 'access ends when the agreement ends');
});

test('an export is whole over many pages, in added order, a valid bundle; filters narrow it', async () => {
  const party = await hub.join('Collector');
  const objects = Array.from({ length: 1203 }, (_, number) =>
    indicator('TLP:AMBER', `n${number}`, { confidence: number % 2 ? 90 : 10 }),
  );
  await send(party.token, '', ...objects);
  const bundle = JSON.parse(await fetched(party.token, `source=${party.party}`)) as { objects: { id: string }[] };
  assert.ok(validate(bundle).ok);
  const ours = bundle.objects.filter((one) => one.id.startsWith('indicator')).map((one) => one.id);
  assert.deepEqual(
    ours,
    objects.map((one) => one['id']),
  );
  const lines = (await fetched(party.token, `format=domain&source=${party.party}&confidence=50`)).trim().split('\n');
  assert.equal(lines.length, 601);
});

test('only the latest version leaves, and what was withdrawn does not', async () => {
  const party = await hub.join('Reviser');
  const first = indicator('TLP:CLEAR', 'before');
  await send(
    party.token,
    '',
    first,
    indicator('TLP:CLEAR', 'gone', { id: 'indicator--11111111-1111-4111-8111-111111111111' }),
  );
  await send(party.token, '', {
    ...first,
    modified: '2026-02-01T00:00:00.000Z',
    name: 'after',
    pattern: "[domain-name:value = 'after.example']",
  });
  await hub.call(party.token, 'DELETE', '/api/v1/objects/indicator--11111111-1111-4111-8111-111111111111');
  assert.equal(await fetched(party.token, `format=domain&source=${party.party}`), 'after.example\n');
});

test('the public and unknown formats are refused', async () => {
  assert.equal((await hub.call(undefined, 'GET', '/api/v1/export')).status, 401);
  assert.equal((await hub.call(hub.authority, 'GET', '/api/v1/export?format=exe')).status, 422);
});
