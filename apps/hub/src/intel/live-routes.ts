import { streamSSE } from 'hono/streaming';
import { z } from '@hono/zod-openapi';
import { needScope } from '../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { withScope } from '../store/database.ts';
import type { Live } from '../store/live.ts';
import { present } from '../store/present.ts';
import { latest, walk } from '../store/walk.ts';
import { pageScope } from './routes.ts';

const keepAlive = 20_000;
const atOnce = 200;

/** Live updates by server-sent events: every new version that the reader may see, in added order, none twice. */
export function liveRoutes({ database, live }: Services & { live: Live }): Routes {
  const routes = newRoutes();
  routes.openapi(
    describe({
      method: 'get',
      path: '/live',
      tags: ['intel'],
      summary: 'New objects as they are added (server-sent events); resumes after `Last-Event-ID` or `after`',
      request: { query: z.object({ after: z.coerce.number().int().nonnegative().optional() }) },
      responses: {
        200: {
          description: 'Events named `object`, their id is the position',
          content: { 'text/event-stream': { schema: z.string() } },
        },
      },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'read');
      const scope = pageScope(caller);
      const from = context.req.header('last-event-id') ?? context.req.valid('query').after;
      const clock = await database.selectFrom('clock').select('added').executeTakeFirstOrThrow();
      let position = from === undefined ? clock.added : Number(from);

      return streamSSE(context, async (stream) => {
        let wake = (): void => {};
        const unsubscribe = live.subscribe(() => wake());
        stream.onAbort(() => {
          unsubscribe();
          wake();
        });
        await stream.writeSSE({ event: 'ready', data: String(position) });
        while (!stream.aborted) {
          const news = new Promise<void>((done) => {
            wake = done;
          });
          // Asked anew for each batch: what the reader may see can have changed since.
          const batch = await withScope(database, scope, async (read) => {
            const page = await walk(
              read,
              { kind: 'readable' },
              { versions: { ...latest, last: false, all: true } },
              position,
              atOnce,
            );
            const texts = await present(read, scope, page.rows);
            return {
              page,
              events: page.rows.map((row, index) => ({ id: String(row.added), data: texts[index] ?? '' })),
            };
          });
          for (const event of batch.events) await stream.writeSSE({ event: 'object', ...event });
          position = batch.page.rows.at(-1)?.added ?? position;
          if (batch.page.more) continue;
          const quiet = await Promise.race([news, stream.sleep(keepAlive).then(() => 'quiet' as const)]);
          if (quiet === 'quiet' && !stream.aborted) await stream.write(': still here\n\n');
        }
      });
    },
  );
  return routes;
}
