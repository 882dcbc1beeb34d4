import { withScope, type Database, type Scope } from '../../store/database.ts';
import { present } from '../../store/present.ts';
import { latest, walk, type Match } from '../../store/walk.ts';
import type { SearchQuery } from '../search/query.ts';
import { searchPage } from '../search/search.ts';
import type { Format } from './writer.ts';

const pageSize = 500;

/**
 * What a reader may take out of the hub, written in a format, page by page in added order. Each page is a read of its own
 * under row-level security, so a long export holds no snapshot and ends when its reader's right does.
 */
export async function* exported(
  database: Database,
  scope: Scope & { readonly channel: 'export' },
  query: SearchQuery,
  format: Format,
  begin = 0,
): AsyncGenerator<string, void, undefined> {
  const writer = format.writer(Date.now());
  const match: Match = { versions: latest, types: format.types };
  const searches = Object.values(query).some((value) => value !== undefined);
  if (writer.head) yield writer.head;
  for (let after: number | undefined = begin; after !== undefined;) {
    const from: number = after;
    const page = await withScope(database, scope, async (read) => {
      const { rows, more } = searches
        ? await searchPage(read, query, match, from, pageSize)
        : await walk(read, { kind: 'readable' }, match, from, pageSize);
      const texts = await present(read, scope, rows);
      const written = rows.map((row, index) => writer.write({ row, text: texts[index] ?? '{}' })).join('');
      return { written, last: more ? rows.at(-1)?.added : undefined };
    });
    if (page.written) yield page.written;
    after = page.last;
  }
  if (writer.tail) yield writer.tail;
}
