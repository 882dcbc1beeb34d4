import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { mayRead, tlpLevels, type Actor, type Agreement, type Channel, type Level, type Released } from '@sanad/policy';
import { TLP } from '@sanad/stix';
import fc from 'fast-check';
import { testHub, type TestHub } from '../testing/test-hub.ts';

// Every door of the hub shows a party just what the pure rule lets it read: no object more, none fewer.

interface Member {
  readonly party: string;
  readonly token: string;
}

interface Sent {
  readonly id: string;
  readonly released: Released;
  /** The level of the one part that is marked by itself, if one is. */
  readonly part: (typeof tlpLevels)[number] | undefined;
}

let hub: TestHub;
let members: Member[];
let agreements: { facts: Agreement; communities: string[]; members: Member[] }[];
before(async () => {
  hub = await testHub();
  members = [
    await hub.join('Utility'),
    await hub.join('Hospital'),
    await hub.join('Telecom'),
    await hub.join('Outsider'),
  ];
  agreements = [await agree([0, 1], true), await agree([1, 2], false), await agree([0, 2], true)];
  const [, , last] = agreements;
  if (last) await hub.call(hub.authority, 'POST', `/api/v1/agreements/${ids.get(last)}/end`, { forAll: true });
});
after(() => hub.close());

const ids = new Map<object, string>();
const long = new Date(0);

async function agree(which: number[], withHub: boolean) {
  const parties = which.map((index) => members[index] as Member);
  const made = await hub.agree({ parties, withHub, communities: [`Community of ${which.join(' and ')}`] });
  const bound = [...parties.map((one) => one.party), ...(withHub ? [hub.party] : [])];
  const facts: Agreement = {
    parties: bound.map((party) => ({ party, assentedAt: long })),
    withHub,
    communities: made.communities,
    from: long,
    inForceSince: long,
  };
  const agreement = { facts, communities: made.communities, members: parties };
  ids.set(agreement, made.agreement);
  return agreement;
}

const shape = fc.record({
  owner: fc.nat(3),
  level: fc.constantFrom<(Level & TlpName) | 'UNMARKED' | 'UNKNOWN'>(...tlpLevels, 'UNMARKED', 'UNKNOWN'),
  share: fc.nat(2),
  recipient: fc.option(fc.nat(3)),
  part: fc.option(fc.constantFrom(...tlpLevels)),
});
type TlpName = (typeof tlpLevels)[number];

test('routes, TAXII, counts, search and export show exactly what the rule allows', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(shape, { minLength: 4, maxLength: 10 }), async (shapes) => {
      const word = `w${randomUUID().replaceAll('-', '')}`;
      const sent: Sent[] = [];
      for (const one of shapes) sent.push(await send(one, word));
      for (const member of [...members, { party: hub.party, token: hub.authority }]) await look(member, sent, word);
    }),
    { numRuns: Number(process.env['SANAD_PROPERTY_RUNS'] ?? 6) },
  );
});

async function send(one: typeof shape extends fc.Arbitrary<infer T> ? T : never, word: string): Promise<Sent> {
  const owner = members[one.owner] as Member;
  const id = `note--${randomUUID()}`;
  const marking = (level: TlpName): string => TLP[`TLP:${level}`].id;
  const refs =
    one.level === 'UNMARKED'
      ? []
      : [one.level === 'UNKNOWN' ? `marking-definition--${randomUUID()}` : marking(one.level)];
  const agreement = agreements[one.share];
  const shares = agreement?.members.includes(owner) && one.share !== 2 ? agreement.communities : [];
  const recipients = one.recipient === null ? [] : [(members[one.recipient] as Member).party];
  const object = {
    type: 'note',
    spec_version: '2.1',
    id,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    content: word,
    abstract: `part ${word}x`,
    object_refs: [`indicator--${randomUUID()}`],
    ...(refs.length > 0 && { object_marking_refs: refs }),
    ...(one.part && { granular_markings: [{ selectors: ['abstract'], marking_ref: marking(one.part) }] }),
  };
  const path = `/api/v1/objects?communities=${shares.join(',')}&recipients=${recipients.join(',')}`;
  const answer = await hub.call(owner.token, 'POST', path, object);
  assert.equal(answer.body.accepted, 1, JSON.stringify(answer.body));
  const shared = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'].includes(one.level) ? shares : [];
  const released: Released = {
    owner: owner.party,
    level: one.level,
    communities: shared,
    recipients,
    withdrawn: false,
  };
  return { id, released, part: one.part ?? undefined };
}

async function look(member: Member, sent: readonly Sent[], word: string): Promise<void> {
  const may = (channel: Channel, released: (one: Sent) => Released = (one) => one.released) => {
    const actor: Actor = {
      party: member.party,
      authority: member.party === hub.party,
      agreements: agreements.slice(0, 2).map((one) => one.facts),
      channel,
      at: new Date(),
    };
    return sent.filter((one) => mayRead(actor, released(one)));
  };
  const idsOf = (some: readonly { id: string }[]): string[] => some.map((one) => one.id).toSorted();
  const onPage = idsOf(may('page'));

  const search = await hub.call(member.token, 'GET', `/api/v1/objects?text=${word}&limit=100`);
  assert.deepEqual(idsOf(search.body.objects.map((one: { object: object }) => one.object)), onPage, 'search');
  assert.equal(search.body.count, onPage.length, 'count');
  for (const one of sent) {
    const single = await hub.call(member.token, 'GET', `/api/v1/objects/${one.id}`);
    assert.equal(single.status, onPage.includes(one.id) ? 200 : 404, one.released.level);
    if (single.status !== 200) continue;
    const partReadable =
      one.part === undefined || may('page', (each) => ({ ...each.released, level: one.part ?? 'RED' })).includes(one);
    assert.equal(
      'abstract' in single.body.object,
      partReadable || one.released.owner === member.party,
      'the marked part',
    );
  }
  const parts = await hub.call(member.token, 'GET', `/api/v1/objects?text=${word}x&limit=100`);
  const unmarkedParts = idsOf(may('page').filter((one) => one.part === undefined));
  assert.deepEqual(
    idsOf(parts.body.objects.map((one: { object: object }) => one.object)),
    unmarkedParts,
    'words of marked parts',
  );

  const collections = await hub.call(member.token, 'GET', '/taxii2/sanad/collections/');
  const everywhere = new Set<string>();
  for (const collection of collections.body.collections as { id: string; alias?: string }[]) {
    const all = await walkTaxii(member, collection.id);
    if (collection.alias === 'readable')
      assert.deepEqual(idsOf(all.filter((one) => isSent(one, sent))), idsOf(may('taxii')), 'TAXII');
    for (const one of all) everywhere.add(one.id);
  }
  const more = sent.filter((one) => everywhere.has(one.id) && !may('taxii').includes(one));
  assert.deepEqual(more, [], 'no collection shows more');

  const exported = await hub.call(member.token, 'GET', `/api/v1/export?format=stix&text=${word}`);
  const bundle = typeof exported.body === 'string' ? JSON.parse(exported.body) : exported.body;
  assert.deepEqual(
    idsOf((bundle.objects ?? []).filter((one: { id: string }) => isSent(one, sent))),
    idsOf(may('export')),
    'export',
  );
}

const isSent = (one: { id: string }, sent: readonly Sent[]): boolean => sent.some((each) => each.id === one.id);

async function walkTaxii(member: Member, collection: string): Promise<{ id: string }[]> {
  const found: { id: string }[] = [];
  for (let next = ''; ;) {
    const path = `/taxii2/sanad/collections/${collection}/objects/?limit=1000&match[type]=note`;
    const page = await hub.call(member.token, 'GET', `${path}${next && `&next=${encodeURIComponent(next)}`}`);
    assert.equal(page.status, 200, JSON.stringify(page.body));
    found.push(...(page.body.objects ?? []));
    if (!page.body.more) return found;
    next = page.body.next;
  }
}
