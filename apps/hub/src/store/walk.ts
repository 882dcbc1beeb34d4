import { sql, type RawBuilder } from 'kysely';
import type { Read } from './database.ts';
import { storedColumns, type Stored } from './present.ts';

/** Which objects a walk goes over; what its reader may not see is never among them. */
export type Listing =
  | { readonly kind: 'readable' }
  | { readonly kind: 'own'; readonly party: string }
  | { readonly kind: 'community'; readonly key: number };

/** Which of an object's versions are wanted: the ends, all, or those at the given sortable timestamps. */
export interface Versions {
  readonly last: boolean;
  readonly first: boolean;
  readonly all: boolean;
  readonly at: readonly string[];
}

/** What a walk is narrowed to. */
export interface Match {
  readonly ids?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly specVersions?: readonly string[] | undefined;
  readonly versions: Versions;
}

/** One page: its rows in added order, and whether more follow. */
export interface Page {
  readonly rows: readonly Stored[];
  readonly more: boolean;
}

/** The latest version of everything. */
export const latest: Versions = { last: true, first: false, all: false, at: [] };

const widest = 20_000;

/**
 * The versions of a listing after a position, in added order, at most `limit`. A version that was released several times
 * is listed where this reader first could see it, so a walk meets each version once.
 */
export async function walk(read: Read, listing: Listing, match: Match, after: number, limit: number): Promise<Page> {
  const rows: Stored[] = [];
  let position = after;
  // Versions that the match leaves out cost a look each, so the stride widens while they do.
  for (let stride = limit + 1; ; stride = Math.min(stride * 4, widest)) {
    // The limit keeps the planner from joining whole tables: each candidate is looked up by its key.
    const { rows: seen } = await sql<Stored & { position: number }>`
      with candidate as materialized (${candidates(listing, match, position, stride)})
      select c.added as position, v.* from candidate c left join lateral (
        select ${storedColumns} from object_version v where v.added = c.added and ${wanted(listing, match)} limit 1) v on true
      order by c.added`.execute(read);
    for (const row of seen) {
      if (row.added === null) continue;
      if (rows.length === limit) return { rows, more: true };
      rows.push(row);
    }
    const last = seen.at(-1);
    if (!last || seen.length < stride) return { rows, more: false };
    position = last.position;
  }
}

function candidates(listing: Listing, match: Match, after: number, stride: number): RawBuilder<unknown> {
  if (match.ids || match.types) {
    const narrowed = match.ids ? sql`v.id = any(${match.ids})` : sql`v.type = any(${match.types ?? []})`;
    return sql`select v.added from object_version v
      where ${narrowed} and v.added > ${after} and ${listed(listing, 'v')} order by v.added limit ${stride}`;
  }
  switch (listing.kind) {
    case 'own':
      return sql`select added from object_version where owner = ${listing.party} and added > ${after}
        order by added limit ${stride}`;
    case 'community':
      return sql`select added from version_audience where audience = ${listing.key} and added > ${after}
        order by added limit ${stride}`;
    case 'readable':
      return sql`select distinct a.added from unnest((select actor_keys())) as k(key) cross join lateral (
          select added from version_audience where audience = k.key and added > ${after} order by added limit ${stride}) a
        order by a.added limit ${stride}`;
  }
}

// Scalar subqueries, which stay index look-ups per row; an anti-join could become a scan of everything.
function wanted(listing: Listing, match: Match): RawBuilder<unknown> {
  const conditions = [firstRelease(listed(listing, 'e'))];
  if (match.types && match.ids) conditions.push(sql`v.type = any(${match.types})`);
  if (match.specVersions) conditions.push(sql`v.spec_version = any(${match.specVersions})`);
  const { versions } = match;
  if (!versions.all) {
    const any = [
      ...(versions.last ? [endVersion('desc', listed(listing, 'o'))] : []),
      ...(versions.first ? [endVersion('asc', listed(listing, 'o'))] : []),
      ...(versions.at.length > 0 ? [sql`v.version = any(${versions.at})`] : []),
    ];
    conditions.push(sql`(${sql.join(any, sql` or `)})`);
  }
  return sql.join(conditions, sql` and `);
}

/** Whether v is the first release of its version among the rows under the alias e that a condition admits. */
export const firstRelease = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`v.added = (select e.added from object_version e
    where e.id = v.id and e.version = v.version and ${condition} order by e.added limit 1)`;

/** Whether v is the last, or first, version of its object among the rows under the alias o that a condition admits. */
export const endVersion = (order: 'asc' | 'desc', condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`v.version = (select o.version from object_version o
    where o.id = v.id and ${condition} order by o.version ${sql.raw(order)} limit 1)`;

/** Whether a row, under an alias, belongs to the listing. */
function listed(listing: Listing, alias: 'v' | 'e' | 'o'): RawBuilder<unknown> {
  switch (listing.kind) {
    case 'readable':
      return sql`true`;
    case 'own':
      return sql`${sql.ref(`${alias}.owner`)} = ${listing.party}`;
    case 'community':
      return sql`exists (select from version_audience l
        where l.audience = ${listing.key} and l.added = ${sql.ref(`${alias}.added`)})`;
  }
}
