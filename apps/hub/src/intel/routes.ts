import { z } from '@hono/zod-openapi';
import { tlpLevels } from '@sanad/policy';
import type { StixObject } from '@sanad/stix';
import { sql } from 'kysely';
import { needScope } from '../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../http/context.ts';
import { answer, describe, idParameter } from '../http/describe.ts';
import { Problem } from '../http/problem.ts';
import type { Caller } from '../access/caller.ts';
import { withScope, type Scope } from '../store/database.ts';
import { levelOfCode, present, storedColumns, type Stored } from '../store/present.ts';
import { searchQuery } from './search/query.ts';
import { searchCount, searchNewest } from './search/search.ts';
import { issue, stixObject } from './schemas.ts';
import { readObjects } from './submit/read-objects.ts';
import { submit } from './submit/submit.ts';
import { withdraw } from './submit/withdraw.ts';

const list = z
  .string()
  .max(10_000)
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  );

const report = z
  .object({
    accepted: z.number(),
    changed: z.number(),
    released: z.number(),
    known: z.number(),
    refused: z.number(),
    refusals: z.array(z.object({ index: z.number(), id: z.string().nullable(), issues: z.array(issue) })),
  })
  .openapi('SubmissionReport');

const listed = z
  .object({ added: z.number(), owner: z.string(), level: z.string(), object: stixObject })
  .openapi('StoredObject');
const page = z
  .object({
    objects: z.array(listed),
    count: z.number(),
    countIsLowerBound: z.boolean(),
    before: z.number().nullable(),
  })
  .openapi('SearchPage');

const mostCounted = 10_000;

/** By which door REST answers leave, for a caller. */
export const pageScope = (caller: Caller): Scope => ({
  party: caller.party,
  authority: caller.authority,
  channel: 'page',
});

/** Threat intelligence: submitting, searching, reading. */
export function intelRoutes({ database }: Services): Routes {
  const routes = newRoutes();

  routes.openapi(
    describe({
      method: 'post',
      path: '/objects',
      tags: ['intel'],
      summary: 'Submit a STIX bundle, or a list of objects: each good object is kept, each bad one reported',
      request: {
        query: z.object({
          communities: list.openapi({ description: 'Ids of communities, separated by commas' }),
          recipients: list.openapi({ description: 'Ids of parties, for TLP:RED' }),
          marking: z.enum(tlpLevels).optional().openapi({ description: 'Level of objects that carry no TLP marking' }),
          source: z.enum(['rest', 'import', 'pull']).default('rest'),
        }),
      },
      // Described and not declared: the body is read by the project's own reader, once.
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
      responses: { 200: answer(report, 'What became of each object') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'write');
      const { communities, recipients, marking, source } = context.req.valid('query');
      const objects = readObjects(await context.req.text());
      const results = await submit(
        database,
        caller,
        objects,
        { communities, recipients, unmarked: marking },
        { by: source },
      );
      const count = (kind: string): number => results.filter((one) => one.kind === kind).length;
      const refusals = results
        .filter((one) => one.kind === 'refused')
        .map((one) => ({ index: one.index, id: one.id ?? null, issues: [...one.issues] }));
      return context.json(
        {
          accepted: count('accepted'),
          changed: count('changed'),
          released: count('released'),
          known: count('known'),
          refused: refusals.length,
          refusals,
        },
        200,
      );
    },
  );

  routes.openapi(
    describe({
      method: 'get',
      path: '/objects',
      tags: ['intel'],
      summary: 'Search what you may see, newest first',
      request: {
        query: searchQuery.extend({
          before: z.coerce.number().int().optional().openapi({ description: '`before` of the previous page' }),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
      },
      responses: { 200: answer(page, 'A page') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'read');
      const { before, limit, ...query } = context.req.valid('query');
      const scope = pageScope(caller);
      return withScope(database, scope, async (read) => {
        const found = await searchNewest(read, query, before, limit);
        const count = await searchCount(read, query, mostCounted);
        const objects = await shown(await present(read, scope, found.rows), found.rows);
        const last = found.rows.at(-1);
        return context.json(
          { objects, count, countIsLowerBound: count === mostCounted, before: found.more && last ? last.added : null },
          200,
        );
      });
    },
  );

  const versions = async (caller: Caller, id: string) => {
    const scope = pageScope(caller);
    return withScope(database, scope, async (read) => {
      const { rows } = await sql<Stored>`select ${storedColumns} from object_version v where v.id = ${id}
        and not exists (select from object_version e where e.id = v.id and e.version = v.version and e.added < v.added)
        order by v.version desc, v.added`.execute(read);
      if (rows.length === 0) throw new Problem('not-found', `You see no object ${id}.`);
      return shown(await present(read, scope, rows), rows);
    });
  };
  routes.openapi(
    describe({
      method: 'get',
      path: '/objects/{id}',
      tags: ['intel'],
      summary: 'The latest version of an object',
      request: { params: idParameter },
      responses: { 200: answer(listed, 'The object') },
    }),
    async (context) => {
      const [newest] = await versions(signedIn(context), context.req.valid('param').id);
      if (!newest) throw new Problem('not-found', 'You see no such object.');
      return context.json(newest, 200);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/objects/{id}/versions',
      tags: ['intel'],
      summary: 'All versions of an object',
      request: { params: idParameter },
      responses: { 200: answer(z.array(listed), 'Newest first') },
    }),
    async (context) => context.json(await versions(signedIn(context), context.req.valid('param').id), 200),
  );
  routes.openapi(
    describe({
      method: 'delete',
      path: '/objects/{id}',
      tags: ['intel'],
      summary: 'Withdraw an object that your party brought',
      request: { params: idParameter },
      responses: { 204: { description: 'Withdrawn' } },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'write');
      const { id } = context.req.valid('param');
      const any = await withdraw(database, caller, { kind: 'own', party: caller.party }, id, undefined);
      if (!any) throw new Problem('not-found', `Your party brought no object ${id}.`);
      return context.body(null, 204);
    },
  );
  return routes;
}

async function shown(texts: readonly string[], rows: readonly Stored[]): Promise<z.infer<typeof listed>[]> {
  return rows.map((row, index) => ({
    added: row.added,
    owner: row.owner,
    level: levelOfCode(row.level),
    object: JSON.parse(texts[index] ?? '{}') as StixObject,
  }));
}
