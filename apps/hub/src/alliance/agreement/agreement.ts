import { z } from '@hono/zod-openapi';
import { tlpLevels } from '@sanad/policy';
import { sql } from 'kysely';
import { Problem, fieldProblem } from '../../http/problem.ts';
import type { Database, Write } from '../../store/database.ts';
import { newId } from '../../store/sanad-object.ts';
import type { Caller } from '../../access/caller.ts';
import { names } from '../party/party.ts';
import { publish } from './publish.ts';

/** The five permitted actions of the Information Exchange Policy 2.0, weakest first. */
export const permittedActions = [
  'NONE',
  'CONTACT FOR INSTRUCTION',
  'INTERNALLY VISIBLE ACTIONS',
  'EXTERNALLY VISIBLE INDIRECT ACTIONS',
  'EXTERNALLY VISIBLE DIRECT ACTIONS',
] as const;

const newCommunity = z.object({
  name: z.string().trim().min(1).max(200),
  names: names.default({}),
  purpose: z.string().max(2000).default(''),
  /** The level of objects that carry none when they are posted to the community's collection. */
  defaultLevel: z.enum(tlpLevels).optional(),
});

/** A draft agreement. The caller's party and, unless `withHub` is false, the hub's party are bound by it too. */
export const newAgreement = z
  .object({
    name: z.string().trim().min(1).max(200),
    names: names.default({}),
    parties: z.array(z.string()).min(1).max(500),
    withHub: z.boolean().default(true),
    from: z.iso.datetime({ offset: true }).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
    highestLevel: z.enum(tlpLevels),
    permittedUses: z.array(z.enum(permittedActions)).default(['EXTERNALLY VISIBLE DIRECT ACTIONS']),
    duties: z.string().max(20_000).default(''),
    communities: z.array(newCommunity).max(50).default([]),
  })
  .openapi('NewAgreement');

/** An agreement as the API shows it. */
export const agreement = z
  .object({
    id: z.string(),
    name: z.string(),
    names,
    withHub: z.boolean(),
    from: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
    highestLevel: z.string(),
    permittedUses: z.array(z.string()),
    duties: z.string(),
    inForceSince: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    state: z.enum(['draft', 'in-force', 'not-yet', 'expired', 'ended']),
    parties: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        assentedAt: z.iso.datetime().nullable(),
        leftAt: z.iso.datetime().nullable(),
      }),
    ),
    communities: z.array(
      z.object({ id: z.string(), name: z.string(), names, purpose: z.string(), defaultLevel: z.string().nullable() }),
    ),
  })
  .openapi('Agreement');

export type Agreement = z.infer<typeof agreement>;

/**
 * Agreements that a caller's party is or was named in; the hub's authority and auditors see all. A party that left
 * doesn't see who came after.
 */
export async function listAgreements(database: Database, caller: Caller, id?: string): Promise<Agreement[]> {
  const all = caller.authority || caller.auditor;
  const { rows } = await sql<Agreement>`
    select a.id, a.name, a.names, a.with_hub as "withHub", ${iso('a.term_from')} as "from", ${iso('a.term_until')} as "until",
      a.highest_level as "highestLevel", a.permitted_uses as "permittedUses", a.duties,
      ${iso('a.in_force_since')} as "inForceSince", ${iso('a.ended_at')} as "endedAt",
      case when a.ended_at <= now() then 'ended' when a.in_force_since is null then 'draft'
        when a.term_from > now() then 'not-yet' when a.term_until <= now() then 'expired' else 'in-force' end as state,
      (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'assentedAt', ${iso('ap.assented_at')},
          'leftAt', ${iso('ap.left_at')}) order by p.name)
        from agreement_party ap join party p on p.id = ap.party where ap.agreement = a.id
          and (${all} or ap.invited_at <= coalesce(own.left_at, now()))) as parties,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'names', c.names, 'purpose', c.purpose,
          'defaultLevel', c.default_level) order by c.name), '[]') from community c where c.agreement = a.id) as communities
    from agreement a left join agreement_party own on own.agreement = a.id and own.party = ${caller.party}
    where (${all} or own.party is not null) and (${id ?? null}::text is null or a.id = ${id ?? null})
    order by a.created, a.id`.execute(database);
  return rows;
}

const iso = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Drafts an agreement with its communities. It is in force once a liaison of every party has assented. */
export async function draftAgreement(
  database: Database,
  caller: Caller,
  given: z.infer<typeof newAgreement>,
): Promise<string> {
  const from = given.from ? new Date(given.from) : new Date();
  if (given.until && new Date(given.until) <= from) {
    throw fieldProblem('term-order', 'until', 'The term has to end after it starts, and not in the past.');
  }
  return database.transaction().execute(async (write) => {
    const hub = await write.selectFrom('party').select('id').where('is_hub', '=', true).executeTakeFirstOrThrow();
    const parties = [...new Set([...given.parties, caller.party, ...(given.withHub ? [hub.id] : [])])];
    if (!caller.authority && !given.parties.includes(caller.party)) {
      throw fieldProblem('own-party-missing', 'parties', 'An agreement that you draft names your own party too.');
    }
    const bound = caller.authority && !given.withHub ? parties.filter((id) => given.parties.includes(id)) : parties;
    if (bound.length < 2) throw fieldProblem('too-few-parties', 'parties', 'An agreement needs at least two parties.');
    await needParties(write, bound);
    const id = newId('x-sanad-agreement');
    await write
      .insertInto('agreement')
      .values({
        id,
        name: given.name,
        names: JSON.stringify(given.names),
        with_hub: given.withHub,
        term_from: from,
        term_until: given.until ?? null,
        highest_level: given.highestLevel,
        permitted_uses: given.permittedUses,
        duties: given.duties,
      })
      .execute();
    await write
      .insertInto('agreement_party')
      .values(bound.map((party) => ({ agreement: id, party })))
      .execute();
    for (const community of given.communities) {
      await write
        .insertInto('community')
        .values({
          id: newId('x-sanad-community'),
          agreement: id,
          name: community.name,
          names: JSON.stringify(community.names),
          purpose: community.purpose,
          default_level: community.defaultLevel ?? null,
        })
        .execute();
    }
    await publish(write, id, caller.member);
    return id;
  });
}

async function needParties(write: Write, parties: readonly string[]): Promise<void> {
  const known = await write
    .selectFrom('party')
    .select('id')
    .where('id', 'in', parties)
    .where('active', '=', true)
    .execute();
  const missing = parties.filter((id) => !known.some((row) => row.id === id));
  if (missing.length === 0) return;
  throw new Problem(
    'invalid',
    `No such party: ${missing.join(', ')}.`,
    missing.map((id) => ({
      code: 'unknown-party',
      path: 'parties',
      message: `There is no active party ${id} on this hub.`,
    })),
  );
}

/** Assents for the caller's party. The last assent puts the agreement in force. */
export async function assent(database: Database, caller: Caller, id: string): Promise<void> {
  await database.transaction().execute(async (write) => {
    await lock(write, caller, id);
    const { numUpdatedRows } = await write
      .updateTable('agreement_party')
      .set({ assented_at: new Date(), assented_by: caller.member })
      .where('agreement', '=', id)
      .where('party', '=', caller.party)
      .where('assented_at', 'is', null)
      .where('left_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n)
      throw new Problem('conflict', 'Your party has already assented to this agreement, or has left it.');
    await putInForce(write, id);
    await publish(write, id, caller.member);
  });
}

async function putInForce(write: Write, id: string): Promise<void> {
  await sql`update agreement a set in_force_since = now()
    where id = ${id} and in_force_since is null and ended_at is null and not exists (
      select from agreement_party p where p.agreement = a.id and p.assented_at is null and p.left_at is null)`.execute(
    write,
  );
}

/**
 * Lets further parties accede to an agreement in force. Those bound by it stay bound; a new party is bound, and enjoys
 * what it grants, from its own liaison's assent on. A party that left may come back in this way.
 */
export async function accede(
  database: Database,
  caller: Caller,
  id: string,
  parties: readonly string[],
): Promise<void> {
  await database.transaction().execute(async (write) => {
    const { in_force_since: inForce } = await lock(write, caller, id);
    if (!inForce) throw new Problem('conflict', 'Parties accede to an agreement in force; this one is a draft still.');
    const present = await write
      .selectFrom('agreement_party')
      .select(['party', 'assented_at'])
      .where('agreement', '=', id)
      .where('left_at', 'is', null)
      .execute();
    if (!caller.authority && !present.some((row) => row.party === caller.party && row.assented_at)) {
      throw new Problem('not-allowed', 'Only a party that is bound by the agreement proposes further ones.');
    }
    const named = parties.filter((party) => present.some((row) => row.party === party));
    if (named.length > 0) throw new Problem('already-exists', `Named in the agreement already: ${named.join(', ')}.`);
    await needParties(write, parties);
    await write
      .insertInto('agreement_party')
      .values([...new Set(parties)].map((party) => ({ agreement: id, party })))
      .onConflict((conflict) =>
        conflict
          .columns(['agreement', 'party'])
          .doUpdateSet({ invited_at: sql<Date>`now()`, assented_at: null, assented_by: null, left_at: null }),
      )
      .execute();
    await publish(write, id, caller.member);
  });
}

/**
 * Ends an agreement for all (authority, or when fewer than two parties would remain) or for the caller's party. A draft
 * that a party declines goes on between the others.
 */
export async function endAgreement(database: Database, caller: Caller, id: string, forAll: boolean): Promise<void> {
  await database.transaction().execute(async (write) => {
    await lock(write, caller, id);
    if (!forAll) {
      const { numUpdatedRows } = await write
        .updateTable('agreement_party')
        .set({ left_at: sql<Date>`now()` })
        .where('agreement', '=', id)
        .where('party', '=', caller.party)
        .where('left_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new Problem('conflict', 'Your party is not in this agreement, or has left it.');
    }
    await sql`update agreement a set ended_at = now(), ended_by = ${caller.party}
      where id = ${id} and (${forAll} or (
        select count(*) < 2 from agreement_party p where p.agreement = a.id and p.left_at is null))`.execute(write);
    await putInForce(write, id);
    await publish(write, id, caller.member);
  });
}

async function lock(write: Write, caller: Caller, id: string): Promise<{ in_force_since: Date | null }> {
  const { rows } = await sql<{ in_force_since: Date | null; over: boolean }>`
    select in_force_since, coalesce(least(ended_at, term_until) <= now(), false) as over
    from agreement a where id = ${id} and (${caller.authority} or exists (
      select from agreement_party p where p.agreement = a.id and p.party = ${caller.party})) for update`.execute(write);
  const row = rows[0];
  if (!row) throw new Problem('not-found', `There is no agreement ${id} that names your party.`);
  if (row.over) throw new Problem('conflict', 'The agreement has ended.');
  return row;
}
