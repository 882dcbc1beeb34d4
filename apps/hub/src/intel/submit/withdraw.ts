import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';
import { journal } from '../../store/journal-entry.ts';
import type { Listing, Versions } from '../../store/walk.ts';

/**
 * Withdraws versions of an object that the caller's party brought: nobody sees them from now on, the journal keeps that
 * they were there. Answers whether there were any.
 */
export async function withdraw(
  database: Database,
  caller: { party: string; member: string | null },
  listing: Listing,
  id: string,
  versions: Versions | undefined,
): Promise<boolean> {
  const community = listing.kind === 'community' ? listing.key : null;
  return database.transaction().execute(async (write) => {
    const { rows } = await sql<{ added: number; version: string }>`
      select v.added, v.version from object_version v
      where v.id = ${id} and v.owner = ${caller.party}
        and not exists (select from withdrawal w where w.added = v.added)
        and (${community}::int is null or exists (
          select from version_audience a where a.added = v.added and a.audience = ${community}::int))
      order by v.version for update`.execute(write);
    const [first, last] = [rows[0]?.version, rows.at(-1)?.version];
    const chosen = rows.filter(
      ({ version }) =>
        versions === undefined ||
        (versions.first && version === first) ||
        (versions.last && version === last) ||
        versions.at.includes(version),
    );
    if (chosen.length === 0) return false;
    const added = chosen.map((row) => row.added);
    await sql`insert into withdrawal (added, member, reason)
      select unnest(${added}::bigint[]), ${caller.member}::uuid, 'withdrawn by its owner'`.execute(write);
    await sql`delete from version_audience where added = any(${added}::bigint[])`.execute(write);
    await journal(write, 'withdrawal', { id, versions: chosen.map((row) => row.version), owner: caller.party });
    return true;
  });
}
