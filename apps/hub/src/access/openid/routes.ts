import { z } from '@hono/zod-openapi';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { needScope } from '../../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../../http/context.ts';
import { answer, describe, idParameter, json } from '../../http/describe.ts';
import { originOf } from '../origin.ts';
import { keepSession } from '../session-cookie.ts';
import type { ProviderFetch } from './client.ts';
import { callbackPath, newProvider, provider, readProvider, removeProvider, setProvider } from './provider.ts';
import { beginSignIn, finishSignIn } from './sign-in.ts';

/** Ties a sign-in to the browser that began it, while the browser is away at the provider. */
const begunCookie = 'sanad_openid';

/** OpenID Connect: organisations' providers, and signing in by them. */
export function openidRoutes(
  services: Services & { origin: string | undefined; providerFetch: ProviderFetch | undefined },
): Routes {
  const { database, origin, providerFetch } = services;
  const routes = newRoutes();

  routes.openapi(
    describe({
      method: 'put',
      path: '/parties/{id}/provider',
      tags: ['access'],
      summary: "Set a party's OpenID provider (its administrator)",
      request: { params: idParameter, ...json(newProvider) },
      responses: { 204: { description: 'Set; the provider has answered' } },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      await setProvider(database, caller, context.req.valid('param').id, context.req.valid('json'), providerFetch);
      return context.body(null, 204);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/parties/{id}/provider',
      tags: ['access'],
      summary: "A party's OpenID provider (its administrator)",
      request: { params: idParameter },
      responses: { 200: answer(provider, 'Without its secret') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      return context.json(await readProvider(database, signedIn(context), id, originOf(context, origin)), 200);
    },
  );
  routes.openapi(
    describe({
      method: 'delete',
      path: '/parties/{id}/provider',
      tags: ['access'],
      summary: "Remove a party's OpenID provider (its administrator); sessions opened by it end",
      request: { params: idParameter },
      responses: { 204: { description: 'Removed' } },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      await removeProvider(database, caller, context.req.valid('param').id);
      return context.body(null, 204);
    },
  );

  routes.openapi(
    describe({
      method: 'post',
      path: '/session/openid',
      tags: ['access'],
      summary: "Begin to sign in at one's organisation",
      security: [],
      request: json(z.object({ email: z.email().max(254) }).openapi('OpenidSignIn')),
      responses: { 200: answer(z.object({ url: z.url() }), 'Where to send the browser') },
    }),
    async (context) => {
      const here = originOf(context, origin);
      const { url, browser } = await beginSignIn(database, context.req.valid('json').email, here, providerFetch);
      // Lax, for it has to come back with the provider's redirect.
      const secure = here.startsWith('https:');
      setCookie(context, begunCookie, browser, {
        path: callbackPath,
        httpOnly: true,
        sameSite: 'Lax',
        secure,
        maxAge: 600,
      });
      return context.json({ url }, 200);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/session/openid/callback',
      tags: ['access'],
      summary: 'Where the organisation sends the browser back to',
      security: [],
      responses: { 303: { description: "Signed in; on to the hub's first page" } },
    }),
    async (context) => {
      const url = new URL(`${originOf(context, origin)}${callbackPath}`);
      url.search = new URL(context.req.url).search;
      const given = { url, browser: getCookie(context, begunCookie) ?? '', agent: context.req.header('user-agent') };
      const opened = await finishSignIn(database, given, providerFetch);
      deleteCookie(context, begunCookie, { path: callbackPath });
      keepSession(context, opened);
      return context.redirect('/', 303);
    },
  );
  return routes;
}
