import { z } from '@hono/zod-openapi';
import { newRoutes, type Routes, type Services } from '../http/context.ts';
import { answer, describe, json } from '../http/describe.ts';
import { firstAdministrator, isSetUp, setUp } from './setup.ts';

/** First start, and what anybody may know of the hub. */
export function setupRoutes({ database, version }: Services & { version: string }): Routes {
  const routes = newRoutes();
  const about = z.object({
    name: z.string().nullable(),
    names: z.record(z.string(), z.string()),
    setUp: z.boolean(),
    version: z.string(),
  });

  routes.openapi(
    describe({
      method: 'get',
      path: '/hub',
      tags: ['hub'],
      summary: 'What this hub is',
      responses: { 200: answer(about.openapi('Hub'), 'The hub') },
    }),
    async (context) => {
      const row = await database
        .selectFrom('party')
        .select(['name', 'names'])
        .where('is_hub', '=', true)
        .executeTakeFirst();
      const names = (row?.names ?? {}) as Record<string, string>;
      return context.json({ name: row?.name ?? null, names, setUp: await isSetUp(database), version }, 200);
    },
  );

  const made = z.object({ party: z.string(), member: z.string() }).openapi('SetUp');
  routes.openapi(
    describe({
      method: 'post',
      path: '/setup',
      tags: ['hub'],
      summary: 'Set the hub up: its name and the first administrator, once, with the token it printed',
      security: [],
      request: json(firstAdministrator),
      responses: { 201: answer(made, 'The hub is set up') },
    }),
    async (context) => context.json(await setUp(database, context.req.valid('json')), 201),
  );
  return routes;
}
