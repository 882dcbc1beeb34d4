import { consolePages } from './console.ts';
import { swaggerPage } from './documentation.ts';
import { OpenAPIHono } from '@hono/zod-openapi';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Issue } from '@sanad/result';
import type { Logger } from 'pino';
import { HTTPException } from 'hono/http-exception';
import type { Identify } from './authenticate.ts';
import { guard } from './guard.ts';
import type { Env, Routes } from './context.ts';
import { Problem } from './problem.ts';
import { problemResponse } from './problem-response.ts';

/** What the hub serves. */
export interface Served {
  readonly identify: Identify;
  readonly log: Logger;
  readonly version: string;
  /** Routes of the features, below `/api/v1`. */
  readonly features: readonly Routes[];
  /** Everything below `/taxii2/`. */
  readonly taxii: (request: Request, address: string) => Promise<Response>;
}

/** The hub's HTTP application. The caller is known before a body is read. */
export function createApp(served: Served): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>();
  app.onError((error, context) => {
    if (error instanceof Problem) return problemResponse(error, context.req.raw);
    if (error instanceof HTTPException && error.status === 400) {
      return problemResponse(new Problem('malformed-json', error.message, [malformed(error.message)]), context.req.raw);
    }
    if (error instanceof HTTPException && error.status === 415) {
      const detail = 'A body in a media type that is not taken here; what is taken is in the API documentation.';
      return problemResponse(new Problem('unsupported-media-type', detail), context.req.raw);
    }
    served.log.error({ error, path: context.req.path }, 'a request failed by a fault of the hub');
    return Response.json(
      { type: 'about:blank', title: 'The hub failed', status: 500, code: 'internal' },
      { status: 500 },
    );
  });
  app.notFound((context) =>
    problemResponse(new Problem('not-found', `There is nothing at ${context.req.path}.`), context.req.raw),
  );
  app.use(async (context, next) => {
    context.set('address', addressOf(context));
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'same-origin');
  });

  const taxii = (context: { req: { raw: Request }; get(name: 'address'): string }) =>
    served.taxii(context.req.raw, context.get('address'));
  app.all('/taxii2', taxii);
  app.all('/taxii2/*', taxii);

  app.use('/api/*', async (context, next) => {
    context.set('caller', await served.identify(context.req.raw, context.get('address')));
    await next();
    if (!context.res.headers.has('cache-control')) context.header('Cache-Control', 'no-store');
  });
  // Routes that take objects or files take large bodies.
  app.use('/api/*', guard(served.features, /\/(objects|anonymous|imports)$/));
  for (const routes of served.features) app.route('/api/v1', routes);
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'basic', { type: 'http', scheme: 'basic' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'sanad_session',
  });
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Sanad hub', version: served.version, license: { name: 'Apache-2.0' } },
  });
  swaggerPage(app);
  consolePages(app);
  return app;
}

const malformed = (message: string): Issue => ({ code: 'malformed-json', path: '', message });

function addressOf(context: Parameters<typeof getConnInfo>[0]): string {
  try {
    return getConnInfo(context).remote.address ?? 'unknown';
  } catch {
    // Requests that tests hand over directly have no connection.
    return 'direct';
  }
}
