import { z } from '@hono/zod-openapi';
import { tlpLevels } from '@sanad/policy';
import { sql } from 'kysely';
import type { Caller } from '../../access/caller.ts';
import type { Database } from '../../store/database.ts';

/** How far something would be shared. */
export const intendedRelease = z
  .object({
    level: z.enum([...tlpLevels, 'UNMARKED']),
    communities: z.array(z.string().max(200)).max(100).default([]),
    recipients: z.array(z.string().max(200)).max(500).default([]),
    anonymous: z.boolean().default(false).openapi({ description: "Whether it would be published as the hub's own" }),
  })
  .openapi('IntendedRelease');

/** Who would then read it, by name. */
export const audience = z
  .object({
    everyone: z.boolean().openapi({ description: 'Whether it is public' }),
    parties: z.array(z.object({ id: z.string(), name: z.string(), names: z.record(z.string(), z.string()) })),
    others: z.boolean().openapi({ description: 'Whether parties read it too that the caller may not know by name' }),
  })
  .openapi('Audience');

type Audience = z.infer<typeof audience>;

/**
 * Names the parties that would read what the caller shares so: the visibility rule asked the other way round. Parties
 * that the caller may not know of are not named, and a community counts only for a caller who is bound to its agreement.
 */
export async function nameAudience(
  database: Database,
  caller: Caller,
  release: z.infer<typeof intendedRelease>,
): Promise<Audience> {
  const { level, communities, recipients, anonymous } = release;
  const { rows } = await sql<Audience['parties'][number] & { known: boolean }>`
    with bound as (
      select p.party, a.id as agreement, a.with_hub
      from agreement a join agreement_party p on p.agreement = a.id
      where a.in_force_since <= now() and a.term_from <= now() and (a.term_until is null or now() < a.term_until)
        and (a.ended_at is null or now() < a.ended_at)
        and p.assented_at <= now() and (p.left_at is null or now() < p.left_at)
    )
    select p.id, p.name, p.names, p.is_hub or p.id = ${caller.party} or ${caller.authority || caller.auditor}
        or exists (select from bound where party = ${caller.party} and with_hub) as known
    from party p
    where (case when ${anonymous} then p.is_hub else p.id = ${caller.party} end)
      or (${level} = 'GREEN' and exists (select from bound b where b.party = p.id and b.with_hub))
      or (${level} in ('AMBER', 'AMBER+STRICT') and exists (
        select from bound b join community c on c.agreement = b.agreement
        where b.party = p.id and c.id = any(${communities}::text[])
          and (${caller.authority} or exists (
            select from bound own where own.party = ${caller.party} and own.agreement = b.agreement))))
      or (${level} = 'RED' and p.id = any(${recipients}::text[]))
      or (${level} = 'UNMARKED' and p.is_hub)
    order by p.name, p.id`.execute(database);
  return {
    everyone: level === 'CLEAR',
    parties: rows.filter((row) => row.known).map(({ id, name, names }) => ({ id, name, names })),
    others: rows.some((row) => !row.known),
  };
}
