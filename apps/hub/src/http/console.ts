import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from './context.ts';

const built = fileURLToPath(new URL('../../../console/dist/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Nothing inline, nothing from elsewhere, nobody frames us. Workers from blobs are those of the map. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built console: hashed assets for good, and its one page, never cached, at every address of its own. */
export function consolePages(app: OpenAPIHono<Env>, folder = built): void {
  // The name has no slash, so nothing outside the folder can be asked for.
  app.get('/assets/:file{[A-Za-z0-9_-][A-Za-z0-9._-]*}', async (context, next) => {
    const file = await readBuilt(join(folder, 'assets', context.req.param('file')), accepted(context.req.raw));
    if (!file) return next();
    return context.body(file.body, 200, { ...file.headers, 'Cache-Control': 'public, max-age=31536000, immutable' });
  });
  app.get('*', async (context, next) => {
    const { path, raw } = context.req;
    const asksForPage = raw.headers.get('accept')?.includes('text/html');
    if (!asksForPage || /^\/(api|taxii2|assets)(\/|$)/.test(path)) return next();
    const page = await readBuilt(join(folder, 'index.html'), accepted(raw));
    if (!page) return next();
    return context.body(page.body, 200, {
      ...page.headers,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Frame-Options': 'DENY',
    });
  });
}

const accepted = (request: Request): boolean => /\bbr\b/.test(request.headers.get('accept-encoding') ?? '');

/** A built file, as the build compressed it where the browser takes that; undefined when there is none. */
async function readBuilt(path: string, brotli: boolean) {
  const headers = { 'Content-Type': types[extname(path)] ?? 'application/octet-stream', Vary: 'Accept-Encoding' };
  const compressed = brotli ? await readIfThere(`${path}.br`) : undefined;
  if (compressed) return { body: compressed, headers: { ...headers, 'Content-Encoding': 'br' } };
  const plain = await readIfThere(path);
  return plain && { body: plain, headers };
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
