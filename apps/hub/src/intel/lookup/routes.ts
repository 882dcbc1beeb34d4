import { z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { sql } from 'kysely';
import { needScope } from '../../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../../http/context.ts';
import { answer, describe, json } from '../../http/describe.ts';
import { Problem } from '../../http/problem.ts';
import { withScope } from '../../store/database.ts';
import { pageScope } from '../routes.ts';

const most = 2000;

/** What a party has brought already, by ids: an import that makes objects compares with it. */
export function lookupRoutes({ database }: Services): Routes {
  const routes = newRoutes();
  const onError = (): never => {
    throw new Problem('too-large', `A look-up names at most ${most} ids.`);
  };
  routes.use('/objects/lookup', bodyLimit({ maxSize: most * 200, onError }));
  routes.openapi(
    describe({
      method: 'post',
      path: '/objects/lookup',
      tags: ['intel'],
      summary: 'The latest versions, of those with the given ids, that your own party brought',
      request: json(z.object({ ids: z.array(z.string().max(200)).max(most) })),
      responses: { 200: answer(z.object({ objects: z.array(z.record(z.string(), z.unknown())) }), 'Those that exist') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'read');
      const { ids } = context.req.valid('json');
      return withScope(database, pageScope(caller), async (read) => {
        const { rows } = await sql<{ body: string }>`
          select distinct on (v.id) v.body from object_version v
          where v.id = any(${ids}) and v.owner = ${caller.party} order by v.id, v.version desc, v.added desc`.execute(
          read,
        );
        return context.json({ objects: rows.map((row) => JSON.parse(row.body) as Record<string, unknown>) }, 200);
      });
    },
  );
  return routes;
}
