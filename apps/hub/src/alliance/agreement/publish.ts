import { sql } from 'kysely';
import { append } from '../../store/append.ts';
import type { Write } from '../../store/database.ts';
import { sanadObject } from '../../store/sanad-object.ts';

/** Publishes the agreement's present state to its parties only; to one that leaves, this last time. */
export async function publish(write: Write, id: string, member: string | null): Promise<void> {
  const row = await write.selectFrom('agreement').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const parties = await write
    .selectFrom('agreement_party')
    .selectAll()
    .where('agreement', '=', id)
    .where(sql<boolean>`left_at is null or left_at >= now()`)
    .orderBy('party')
    .execute();
  const communities = await write
    .selectFrom('community')
    .selectAll()
    .where('agreement', '=', id)
    .orderBy('id')
    .execute();
  const hub = await write.selectFrom('party').select('id').where('is_hub', '=', true).executeTakeFirstOrThrow();
  const object = sanadObject('x-sanad-agreement', {
    id,
    created: row.created,
    created_by_ref: hub.id,
    name: row.name,
    term_from: row.term_from.toISOString(),
    ...(row.term_until ? { term_until: row.term_until.toISOString() } : {}),
    highest_level: row.highest_level,
    permitted_uses: row.permitted_uses,
    ...(row.duties ? { duties: row.duties } : {}),
    party_refs: parties.map((one) => one.party),
    assents: parties.flatMap((one) =>
      one.assented_at ? [{ party_ref: one.party, at: one.assented_at.toISOString() }] : [],
    ),
    community_refs: communities.map((one) => one.id),
    ...(row.in_force_since ? { in_force_since: row.in_force_since.toISOString() } : {}),
    ...(row.ended_at ? { ended_at: row.ended_at.toISOString() } : {}),
  });
  const recipients = parties.map((one) => one.party);
  await append(write, { party: hub.id, member, source: { by: 'hub' } }, [
    { object, level: 'RED', communities: [], recipients },
  ]);
}
