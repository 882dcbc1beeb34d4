import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { testHub, type TestHub } from '../../testing/test-hub.ts';
import { newOfficerKeys, openShare } from './seal.ts';

// A canary in every field of an anonymous submission is found nowhere.

const canary = `canary${randomUUID().slice(0, 8)}`;
let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub.close());

async function enrol(token: string): Promise<string> {
  const keys = await newOfficerKeys();
  const enrolled = await hub.call(token, 'POST', '/api/v1/officers', { publicKey: keys.publicKey });
  assert.equal(enrolled.status, 201);
  return keys.privateKey;
}

async function secondOfficer(): Promise<string> {
  const email = 'auditor@hub.test';
  const password = 'a long enough pass phrase';
  const roles = ['auditor'];
  await hub.call(hub.authority, 'POST', `/api/v1/parties/${hub.party}/members`, {
    email,
    name: 'Auditor',
    roles,
    password,
  });
  const response = await hub.fetch(
    new Request('http://hub.test/api/v1/tokens', {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'test', scopes: ['read', 'write', 'manage'] }),
    }),
  );
  return ((await response.json()) as { secret: string }).secret;
}

const stamp = '2026-03-04T05:06:07.089Z';
const submission = () => {
  const malware = `malware--${randomUUID()}`;
  const indicator = `indicator--${randomUUID()}`;
  const common = {
    spec_version: '2.1',
    created: stamp,
    modified: stamp,
    labels: [canary],
    external_references: [
      { source_name: canary, description: canary, url: `https://${canary}.example/`, external_id: canary },
    ],
    x_custom: canary,
  };
  return [
    {
      ...common,
      type: 'indicator',
      id: indicator,
      name: canary,
      description: canary,
      indicator_types: ['malicious-activity', canary],
      pattern: "[domain-name:value = 'bad.example']",
      pattern_type: 'stix',
      valid_from: stamp,
      kill_chain_phases: [{ kill_chain_name: canary, phase_name: canary }],
      granular_markings: [{ lang: 'en', selectors: ['name'] }],
    },
    {
      ...common,
      type: 'malware',
      id: malware,
      name: canary,
      description: canary,
      malware_types: [canary, 'ransomware'],
      is_family: false,
      aliases: [canary],
      capabilities: [canary],
      implementation_languages: [canary],
      first_seen: stamp,
    },
    {
      ...common,
      type: 'relationship',
      id: `relationship--${randomUUID()}`,
      relationship_type: 'indicates',
      source_ref: indicator,
      target_ref: malware,
      description: canary,
    },
    { ...common, type: 'identity', id: `identity--${randomUUID()}`, name: canary, contact_information: canary },
    {
      ...common,
      type: 'note',
      id: `note--${randomUUID()}`,
      abstract: canary,
      content: canary,
      authors: [canary],
      object_refs: [malware, indicator],
    },
    {
      type: 'file',
      spec_version: '2.1',
      id: `file--${randomUUID()}`,
      name: canary,
      hashes: { MD5: 'a'.repeat(32) },
      x_owner: canary,
    },
    { ...common, type: 'x-own-type', id: `x-own-type--${randomUUID()}`, secret: canary },
  ];
};

test('a canary in every field is found nowhere that another party can reach, and k officers find the submitter', async () => {
  const submitter = await hub.join('Works');
  const reader = await hub.join('Reader');
  const { communities } = await hub.agree({ parties: [submitter, reader], communities: ['Energy'] });
  const objects = submission();

  const early = await hub.call(submitter.token, 'POST', '/api/v1/anonymous', { objects });
  assert.equal(early.status, 503, 'not before officers could open the seal');
  const auditor = await secondOfficer();
  const keys = [await enrol(hub.authority), await enrol(auditor)] as const;

  const shown = await hub.call(submitter.token, 'POST', '/api/v1/anonymous/preview', { objects });
  assert.equal(shown.status, 200, JSON.stringify(shown.body));
  const sent = await hub.call(submitter.token, 'POST', '/api/v1/anonymous', { objects, communities, marking: 'AMBER' });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  assert.deepEqual(
    sent.body.objects.map((one: { type: string }) => one.type),
    ['indicator', 'malware', 'relationship', 'note', 'file'],
  );
  assert.deepEqual(
    sent.body.dropped.map((one: { id: string }) => one.id.split('--')[0]),
    ['identity', 'x-own-type'],
  );

  const secrets = [canary, submitter.party.slice(-36), submitter.member, ...objects.map((one) => one.id.slice(-36))];
  for (const [who, token] of [
    ['reader', reader.token],
    ['authority', hub.authority],
    ['public', undefined],
  ] as const) {
    for (const text of await everythingSeenBy(token)) {
      for (const secret of secrets)
        assert.ok(!text.replaceAll(/"(message|detail)":"[^"]*"/g, '').includes(secret), `${who} finds ${secret}`);
    }
  }
  const indicator = sent.body.objects[0];
  const seen = await hub.call(reader.token, 'GET', `/api/v1/objects/${indicator.id}`);
  assert.equal(seen.body.object.created_by_ref, hub.party);
  assert.equal(seen.body.object.created, '2026-03-04T00:00:00.000Z', 'times are coarsened to the day');
  assert.equal(sent.body.objects[2].target_ref, sent.body.objects[1].id, 'references follow the new ids');
  await noRowLeads(submitter);

  const seals = await hub.call(auditor, 'GET', '/api/v1/seals');
  const asked = await hub.call(auditor, 'POST', `/api/v1/seals/${seals.body[0].id}/requests`, {
    reason: 'Court order 17 of 2026',
  });
  const give = async (token: string, key: string) => {
    const own = await hub.call(token, 'GET', `/api/v1/unsealing/${asked.body.id}/share`);
    const share = Buffer.from(await openShare(own.body.share, key)).toString('base64');
    return hub.call(token, 'POST', `/api/v1/unsealing/${asked.body.id}/shares`, { share });
  };
  assert.equal((await give(hub.authority, keys[0])).body.link, null, 'one officer alone learns nothing');
  const opened = await give(auditor, keys[1]);
  assert.equal(opened.body.link.party, submitter.party);
  assert.equal(opened.body.link.member, submitter.member);

  assert.equal(
    (await hub.call(undefined, 'POST', '/api/v1/anonymous/withdraw', { receipt: sent.body.receipt })).body.withdrawn,
    5,
  );
  assert.equal((await hub.call(reader.token, 'GET', `/api/v1/objects/${indicator.id}`)).status, 404);
});

/** The text of every answer that a token can get about objects: pages, searches, exports, TAXII, journal. */
async function everythingSeenBy(token: string | undefined): Promise<string[]> {
  const paths = [
    '/api/v1/objects?limit=500&type=indicator,malware,relationship,note,file',
    `/api/v1/objects?text=${canary}`,
    `/api/v1/objects?value=${canary}`,
    '/api/v1/export?format=stix&type=indicator,malware,relationship,note,file',
    '/api/v1/export?format=csv',
    '/api/v1/journal/checkpoint',
    '/api/v1/hub',
  ];
  const collections = await hub.call(token, 'GET', '/taxii2/sanad/collections/');
  for (const { id } of (collections.body.collections ?? []) as { id: string }[]) {
    const types = 'match[type]=indicator,malware,relationship,note,file';
    paths.push(
      `/taxii2/sanad/collections/${id}/objects/?limit=1000&${types}`,
      `/taxii2/sanad/collections/${id}/manifest/?limit=1000&${types}`,
    );
  }
  const answers: string[] = [];
  for (const path of paths) {
    const { body } = await hub.call(token, 'GET', path);
    // What was asked for stands in the answer of a search without being found.
    answers.push(typeof body === 'string' ? body : JSON.stringify(body));
  }
  return answers;
}

/** No row of the hub's own tables ties the published objects to whoever brought them, but inside the seal. */
async function noRowLeads(submitter: { party: string; member: string }): Promise<void> {
  const { rows } = await sql<{ owner: string; member: string | null; source: { by: string } }>`
    select owner, member, source from object_version where source ->> 'by' = 'anonymous'`.execute(hub.database);
  assert.equal(rows.length, 5);
  for (const row of rows) assert.deepEqual([row.owner, row.member, row.source], [hub.party, null, { by: 'anonymous' }]);
  const { rows: entries } = await sql<{ entry: string }>`
    select entry from journal_leaf where kind in ('object', 'sealed-submission') and added >= (
      select min(added) from object_version where source ->> 'by' = 'anonymous')`.execute(hub.database);
  for (const { entry } of entries) assert.ok(!entry.includes(submitter.party) && !entry.includes(submitter.member));
}
