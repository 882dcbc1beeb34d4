import { bodyLimit } from 'hono/body-limit';
import type { MiddlewareHandler } from 'hono';
import type { Env, Routes } from './context.ts';
import { Problem } from './problem.ts';

/** The longest body of a request, in bytes: of most, and of those that carry objects or files. */
export const longestBody = { usual: 1024 * 1024, objects: 100 * 1024 * 1024 } as const;

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every route: a NUL in an address is refused, a stranger's body is not read but on routes that are open
 * to all (described by `security: []`), and no body is read beyond its limit.
 */
export function guard(features: readonly Routes[], large: RegExp): MiddlewareHandler<Env> {
  const open = openRoutes(features);
  const limit = (maxSize: number): MiddlewareHandler<Env> =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new Problem(
          'too-large',
          `The body is longer than ${maxSize / 1024 / 1024} MB, the most that is taken here.`,
        );
      },
    });
  const usual = limit(longestBody.usual);
  const objects = limit(longestBody.objects);

  return async (context, next) => {
    const { method, path } = context.req;
    if (/%00/.test(context.req.url)) throw new Problem('bad-request', 'An address does not hold the character NUL.');
    if (reading.has(method)) return next();
    if (!context.get('caller') && !open.some((one) => one.method === method && one.path.test(path))) {
      throw new Problem('not-signed-in', 'Sign in, or send a token.');
    }
    return large.test(path) ? objects(context, next) : usual(context, next);
  };
}

function openRoutes(features: readonly Routes[]): { method: string; path: RegExp }[] {
  return features.flatMap((routes) =>
    routes.openAPIRegistry.definitions.flatMap((definition) => {
      if (definition.type !== 'route' || definition.route.security?.length !== 0) return [];
      const path = definition.route.path.replaceAll(/\{[^}]+\}/g, '[^/]+');
      return [{ method: definition.route.method.toUpperCase(), path: new RegExp(`^/api/v1${path}$`) }];
    }),
  );
}
