import { searchWords } from '@sanad/i18n';
import { levelCodes } from '@sanad/policy';
import { sql, type RawBuilder } from 'kysely';
import type { Read } from '../../store/database.ts';
import { storedColumns, type Stored } from '../../store/present.ts';
import { endVersion, firstRelease, latest, type Match, type Page } from '../../store/walk.ts';
import type { SearchQuery } from './query.ts';

/** A page of a search in added order after a position; each object in its latest version that the reader may see. */
export async function searchPage(
  read: Read,
  query: SearchQuery,
  match: Match,
  after: number,
  limit: number,
): Promise<Page> {
  const { rows } = await sql<Stored>`select ${storedColumns} from object_version v
    where v.added > ${after} and ${matching(query, match)} order by v.added limit ${limit + 1}`.execute(read);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** A page of a search, newest first, before a position. */
export async function searchNewest(
  read: Read,
  query: SearchQuery,
  before: number | undefined,
  limit: number,
): Promise<Page> {
  const { rows } = await sql<Stored>`select ${storedColumns} from object_version v
    where v.added < ${before ?? Number.MAX_SAFE_INTEGER} and ${matching(query, { versions: latest })}
    order by v.added desc limit ${limit + 1}`.execute(read);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** How many objects a search finds for this reader, counted up to `most`. */
export async function searchCount(read: Read, query: SearchQuery, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select from object_version v where ${matching(query, { versions: latest })} limit ${most}) found`.execute(read);
  return rows[0]?.count ?? 0;
}

function matching(query: SearchQuery, match: Match): RawBuilder<unknown> {
  const conditions = [firstRelease(sql`true`)];
  if (!match.versions.all) conditions.push(endVersion('desc', sql`true`));
  if (match.ids) conditions.push(sql`v.id = any(${match.ids})`);
  const types = query.type?.split(',').map((type) => type.trim()) ?? match.types;
  if (types) conditions.push(sql`v.type = any(${types})`);
  if (query.type && match.types) conditions.push(sql`v.type = any(${match.types})`);
  const words =
    query.text === undefined
      ? []
      : searchWords(query.text)
          .split(/[^\p{L}\p{N}]+/u)
          .filter(Boolean);
  if (query.text !== undefined) {
    // Every word as a prefix, so that typing on narrows the answer.
    const asked = words.map((word) => `'${word}':*`).join(' & ');
    conditions.push(sql`v.added in (select matching_words(${asked}::tsquery))`);
  }
  if (query.value !== undefined) {
    conditions.push(sql`v.added in (select added from object_value where value = ${plainValue(query.value)})`);
  }
  if (query.marking) conditions.push(sql`v.level = ${levelCodes[query.marking]}`);
  if (query.community) {
    conditions.push(sql`exists (select from version_audience a join community c on c.key = a.audience
      where a.added = v.added and c.id = ${query.community})`);
  }
  if (query.source) conditions.push(sql`v.owner = ${query.source}`);
  if (query.related) {
    conditions.push(sql`v.added in (select added from object_reference where target = ${query.related})`);
  }
  if (query.confidence !== undefined) conditions.push(sql`v.confidence >= ${query.confidence}`);
  if (query.since) conditions.push(sql`v.added >= ${microseconds(query.since)}`);
  if (query.until) conditions.push(sql`v.added < ${microseconds(query.until)}`);
  return sql.join(conditions, sql` and `);
}

const microseconds = (stamp: string): number => Date.parse(stamp) * 1000;

/** A value as people pass it on, defanged, made plain again. */
export function plainValue(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replace(/^hxxp/, 'http')
    .replaceAll(/\[(\.|dot)\]|\((\.|dot)\)/g, '.')
    .replaceAll('[:]', ':')
    .replaceAll(/\[@\]|\[at\]/g, '@');
}
