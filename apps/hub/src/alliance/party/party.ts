import { z } from '@hono/zod-openapi';
import type { StixObject } from '@sanad/stix';
import { sql } from 'kysely';
import { Problem } from '../../http/problem.ts';
import { append } from '../../store/append.ts';
import type { Database, Write } from '../../store/database.ts';
import { newId } from '../../store/sanad-object.ts';
import type { Caller } from '../../access/caller.ts';

/** Kinds of party that take part. */
export const partyKinds = [
  'authority',
  'ministry',
  'regulator',
  'cert',
  'utility',
  'transport',
  'telecom',
  'hospital',
  'technology',
  'start-up',
  'engineering',
  'construction',
  'pharmaceutical',
  'logistics',
  'finance',
  'research',
  'relief-society',
  'other',
] as const;

export const names = z
  .object({ ar: z.string().max(200).optional(), en: z.string().max(200).optional() })
  .openapi({ description: 'The name by language' });

export const contact = z.object({
  purpose: z.string().min(1).max(100),
  email: z.email().optional(),
  phone: z.string().max(40).optional(),
});

/** What is told of a party when it joins. */
export const newParty = z
  .object({
    name: z.string().trim().min(1).max(200),
    names: names.default({}),
    kind: z.enum(partyKinds),
    sectors: z.array(z.string().min(1).max(60)).max(20).default([]),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'two capital letters, as in ISO 3166-1')
      .optional(),
    contacts: z.array(contact).max(20).default([]),
  })
  .openapi('NewParty');

export type NewParty = z.infer<typeof newParty>;

/** What may change of a party later; its own administrator changes it, the authority also the source's reliability. */
export const partyChange = newParty
  .partial()
  .extend({
    // Without the defaults of a new party: what is not said stays as it is.
    names: names.optional(),
    sectors: newParty.shape.sectors.unwrap().optional(),
    contacts: newParty.shape.contacts.unwrap().optional(),
    reliability: z
      .string()
      .regex(/^[A-F]$/)
      .optional(),
    active: z.boolean().optional(),
  })
  .openapi('PartyChange');

/** A party as the API shows it. */
export const party = newParty
  .extend({
    id: z.string(),
    country: z.string().nullable(),
    reliability: z.string(),
    isHub: z.boolean(),
    active: z.boolean(),
    created: z.iso.datetime(),
  })
  .openapi('Party');

const columns = [
  'id',
  'name',
  'names',
  'kind',
  'sectors',
  'country',
  'contacts',
  'reliability',
  'active',
  'created',
] as const;

/** Parties that a caller may know of: all of them once bound to the hub, otherwise their own and the hub's. */
export async function listParties(database: Database, caller: Caller, id?: string): Promise<z.infer<typeof party>[]> {
  const rows = await database
    .selectFrom('party')
    .select([...columns, 'is_hub as isHub'])
    .where(sql<boolean>`(is_hub or id = ${caller.party} or ${caller.authority || caller.auditor} or exists (
      select from agreement_party p join agreement a on a.id = p.agreement
      where p.party = ${caller.party} and a.with_hub and a.in_force_since <= now() and a.term_from <= now()
        and (a.term_until is null or now() < a.term_until) and (a.ended_at is null or now() < a.ended_at)
        and p.assented_at is not null and p.left_at is null))`)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as NewParty['kind'], created: row.created.toISOString() }));
}

/** Registers a party: its identity object and its row. The hub's own party is registered when the hub is set up. */
export async function registerParty(
  write: Write,
  given: NewParty,
  by: { member: string | null; isHub?: boolean },
): Promise<string> {
  const id = newId('identity');
  await write
    .insertInto('party')
    .values({
      id,
      name: given.name,
      names: JSON.stringify(given.names),
      kind: given.kind,
      sectors: given.sectors,
      country: given.country ?? null,
      contacts: JSON.stringify(given.contacts),
      is_hub: by.isHub ?? false,
    })
    .execute();
  await publishIdentity(write, id, by.member);
  return id;
}

/** Changes a party and publishes the new version of its identity. */
export async function changeParty(
  database: Database,
  caller: Caller,
  id: string,
  change: z.infer<typeof partyChange>,
): Promise<void> {
  const own = caller.party === id && caller.roles.includes('administrator');
  if (!caller.authority && !own)
    throw new Problem('not-allowed', 'A party is changed by its administrator or the authority.');
  if (!caller.authority && (change.reliability !== undefined || change.active !== undefined)) {
    throw new Problem('not-allowed', "A source's reliability and standing are the authority's to say.");
  }
  const { names: newNames, contacts, ...rest } = change;
  const set = Object.fromEntries(
    Object.entries({
      ...rest,
      names: newNames && JSON.stringify(newNames),
      contacts: contacts && JSON.stringify(contacts),
    }).filter(([, value]) => value !== undefined),
  );
  if (Object.keys(set).length === 0) return;
  await database.transaction().execute(async (write) => {
    const row = await write
      .updateTable('party')
      .set(set)
      .where('id', '=', id)
      .returning(['is_hub', 'active'])
      .executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no party ${id}.`);
    if (row.is_hub && !row.active)
      throw new Problem('conflict', "The hub's own party stays active while there is a hub.");
    await publishIdentity(write, id, caller.member);
  });
}

/** A party's identity as a STIX object; its owner is the party itself, and every party bound to the hub may read it. */
async function publishIdentity(write: Write, id: string, member: string | null): Promise<void> {
  const row = await write.selectFrom('party').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const object = {
    type: 'identity',
    spec_version: '2.1',
    id,
    created: row.created.toISOString(),
    modified: new Date().toISOString(),
    name: row.name,
    identity_class: 'organization',
    roles: [row.kind],
    ...(row.sectors.length > 0 ? { sectors: row.sectors } : {}),
  } as unknown as StixObject;
  const incoming = { object, level: 'GREEN' as const, communities: [], recipients: [] };
  await append(write, { party: id, member, source: { by: 'hub' } }, [incoming]);
}
