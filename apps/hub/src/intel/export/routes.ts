import { z } from '@hono/zod-openapi';
import { needScope } from '../../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../../http/context.ts';
import { describe } from '../../http/describe.ts';
import { searchQuery } from '../search/query.ts';
import { exported } from './export.ts';
import { formatNames, formats } from './formats.ts';

/** Files for other tools: what a party may read and may hand on. */
export function exportRoutes({ database }: Services): Routes {
  const routes = newRoutes();
  routes.openapi(
    describe({
      method: 'get',
      path: '/export',
      tags: ['intel'],
      summary: 'Objects as a file: STIX, CSV, block lists, Zeek, Suricata; never TLP:RED or TLP:AMBER+STRICT',
      request: {
        query: searchQuery.extend({
          format: z.enum(formatNames).default('stix'),
          after: z.coerce.number().int().nonnegative().default(0).openapi({
            description: 'Only what was added after this position: the `Sanad-Position` of an earlier export',
          }),
        }),
      },
      responses: {
        200: { description: 'The file, as a stream', content: { 'application/octet-stream': { schema: z.string() } } },
      },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'read');
      const { format: name, after, ...query } = context.req.valid('query');
      const format = formats[name];
      const scope = { party: caller.party, authority: caller.authority, channel: 'export' } as const;
      // Read before the export: what is added meanwhile may come now and comes again after this position.
      const { added } = await database.selectFrom('clock').select('added').executeTakeFirstOrThrow();
      const body = ReadableStream.from(exported(database, scope, query, format, after)).pipeThrough(
        new TextEncoderStream(),
      );
      return new Response(body, {
        headers: {
          'Content-Type': format.mediaType,
          'Content-Disposition': `attachment; filename="sanad-${name.replace(/^suricata-/, '')}.${format.extension}"`,
          'Cache-Control': 'no-store',
          'Sanad-Position': String(added),
        },
      });
    },
  );
  return routes;
}
