import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from './context.ts';

const files = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' } as const;

/** Serves the API's documentation at `/api/docs`, all of it from the hub: it works without internet. */
export function swaggerPage(app: OpenAPIHono<Env>): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const [name, type] of Object.entries(files)) {
    app.get(`/api/docs/${name}`, async (context) => {
      context.header('Cache-Control', 'public, max-age=86400');
      return context.body(await readFile(join(folder, name)), 200, { 'Content-Type': type });
    });
  }
  app.get('/api/docs/start.js', (context) =>
    context.body(`SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true });`, 200, {
      'Content-Type': 'text/javascript',
    }),
  );
  app.get('/api/docs', (context) => {
    context.header(
      'Content-Security-Policy',
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
    );
    return context.html(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Sanad API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></html>`);
  });
}
