import { z } from '@hono/zod-openapi';
import { needScope } from '../../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../../http/context.ts';
import { answer, describe, json } from '../../http/describe.ts';
import { Problem } from '../../http/problem.ts';
import { journal } from '../../store/journal-entry.ts';
import { searchQuery } from './query.ts';

const newSearch = z.object({ name: z.string().trim().min(1).max(100), query: searchQuery }).openapi('NewSavedSearch');
const savedSearch = newSearch.extend({ id: z.uuid(), created: z.iso.datetime() }).openapi('SavedSearch');

/** Saved searches of a party; each is a read-only TAXII collection too. */
export function searchRoutes({ database }: Services): Routes {
  const routes = newRoutes();
  routes.openapi(
    describe({
      method: 'get',
      path: '/searches',
      tags: ['intel'],
      summary: "Your party's saved searches; each is a TAXII collection of the same id",
      responses: { 200: answer(z.array(savedSearch), 'Oldest first') },
    }),
    async (context) => {
      const rows = await database
        .selectFrom('saved_search')
        .select(['id', 'name', 'query', 'created'])
        .where('party', '=', signedIn(context).party)
        .orderBy('created')
        .execute();
      const searches = rows.map((row) => ({
        ...row,
        query: searchQuery.parse(row.query),
        created: row.created.toISOString(),
      }));
      return context.json(searches, 200);
    },
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/searches',
      tags: ['intel'],
      summary: 'Save a search',
      request: json(newSearch),
      responses: { 201: answer(z.object({ id: z.string() }).openapi('Made'), 'Saved') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'write');
      const { name, query } = context.req.valid('json');
      const id = await database.transaction().execute(async (write) => {
        const values = { party: caller.party, name, query: JSON.stringify(query) };
        const row = await write.insertInto('saved_search').values(values).returning('id').executeTakeFirstOrThrow();
        await journal(write, 'saved-search', { id: row.id, party: caller.party });
        return row.id;
      });
      return context.json({ id }, 201);
    },
  );
  routes.openapi(
    describe({
      method: 'delete',
      path: '/searches/{id}',
      tags: ['intel'],
      summary: 'Forget a saved search',
      request: { params: z.object({ id: z.uuid() }) },
      responses: { 204: { description: 'Forgotten' } },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'write');
      const { id } = context.req.valid('param');
      const { numDeletedRows } = await database
        .deleteFrom('saved_search')
        .where('id', '=', id)
        .where('party', '=', caller.party)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw new Problem('not-found', `Your party has no saved search ${id}.`);
      return context.body(null, 204);
    },
  );
  return routes;
}
