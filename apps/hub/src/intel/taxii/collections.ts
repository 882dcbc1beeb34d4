import { createHash } from 'node:crypto';
import type { Collection } from '@sanad/taxii';
import { sql } from 'kysely';
import type { Caller } from '../../access/caller.ts';
import type { Database } from '../../store/database.ts';
import type { Listing } from '../../store/walk.ts';
import type { SearchQuery } from '../search/query.ts';

/** A collection of the hub: what TAXII says of it, and where its objects come from. */
export interface HubCollection extends Collection {
  readonly listing: Listing;
  /** Id of the community to which objects that are posted here are shared. */
  readonly community?: string;
  /** A saved search narrows the listing further. */
  readonly search?: SearchQuery;
}

/** The collections of a caller: all they may read, their own submissions, one a community, one a saved search. */
export async function collectionsOf(database: Database, caller: Caller): Promise<HubCollection[]> {
  const reads = caller.scopes.includes('read');
  const writes =
    caller.scopes.includes('write') && caller.roles.some((role) => role !== 'reader' && role !== 'auditor');
  const { rows: communities } = await sql<{ id: string; key: number; name: string; purpose: string }>`
    select c.id, c.key, c.name, c.purpose from community c
    where c.agreement in (select bound_agreements() from set_config('sanad.party', ${caller.party}, true))
    order by c.created, c.id`.execute(database);
  const searches = await database
    .selectFrom('saved_search')
    .select(['id', 'name', 'query'])
    .where('party', '=', caller.party)
    .orderBy('created')
    .execute();
  return [
    {
      id: stableId(`readable ${caller.party}`),
      alias: 'readable',
      title: 'Everything you may read',
      description: 'All objects of all communities that your party may read.',
      can_read: reads,
      can_write: false,
      listing: { kind: 'readable' },
    },
    {
      id: stableId(`own ${caller.party}`),
      alias: 'own',
      title: 'Your submissions',
      description: 'What your party brought to the hub. Objects added here go no further than their markings say.',
      can_read: reads,
      can_write: writes,
      listing: { kind: 'own', party: caller.party },
    },
    ...communities.map((row): HubCollection => ({
      id: row.id.slice(-36),
      title: row.name,
      ...(row.purpose ? { description: row.purpose } : {}),
      can_read: reads,
      can_write: writes,
      listing: { kind: 'community', key: row.key },
      community: row.id,
    })),
    ...searches.map((row): HubCollection => ({
      id: row.id,
      title: row.name,
      description: 'A saved search of your party.',
      can_read: reads,
      can_write: false,
      listing: { kind: 'readable' },
      search: row.query as SearchQuery,
    })),
  ];
}

/** A UUIDv5-shaped id made from a name, the same on every start. */
function stableId(name: string): string {
  const hex = createHash('sha256').update(`sanad collection ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
