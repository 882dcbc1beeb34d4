import type { Level } from '@sanad/policy';
import type { Database } from '../../store/database.ts';

/** The level that a community gives to objects which carry none, if it has one. */
export async function readCommunityDefault(database: Database, community: string): Promise<Level | undefined> {
  const row = await database
    .selectFrom('community')
    .select('default_level')
    .where('id', '=', community)
    .executeTakeFirst();
  return (row?.default_level as Level | null) ?? undefined;
}
