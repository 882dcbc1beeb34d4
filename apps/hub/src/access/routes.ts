import { z } from '@hono/zod-openapi';
import { needScope } from '../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../http/context.ts';
import { answer, describe, idParameter, json } from '../http/describe.ts';
import { roles, scopes } from './caller.ts';
import { dropSession, keepSession, signedInAnswer } from './session-cookie.ts';
import { listSessions, revokeSession } from './session.ts';
import { signInByPassword } from './sign-in.ts';
import { listTokens, makeToken, newToken, revokeToken, token } from './token.ts';

const me = z
  .object({
    member: z.string(),
    name: z.string(),
    party: z.string(),
    roles: z.array(z.enum(roles)),
    scopes: z.array(z.enum(scopes)),
    authority: z.boolean(),
    auditor: z.boolean(),
    language: z.enum(['ar', 'en']),
  })
  .openapi('Me');

const session = z
  .object({
    id: z.string(),
    created: z.iso.datetime(),
    lastSeen: z.iso.datetime(),
    expires: z.iso.datetime(),
    agent: z.string().nullable(),
    method: z.string(),
    current: z.boolean(),
  })
  .openapi('Session');

const done = { description: 'Done' };

/** Signing in and out, sessions and tokens. */
export function accessRoutes({ database }: Services): Routes {
  const routes = newRoutes();

  routes.openapi(
    describe({
      method: 'post',
      path: '/session',
      tags: ['access'],
      summary: 'Sign in by password',
      security: [],
      request: json(z.object({ email: z.string().max(254), password: z.string().max(1000) }).openapi('SignIn')),
      responses: {
        200: answer(signedInAnswer, 'Signed in; the session is in a cookie'),
      },
    }),
    async (context) => {
      const { email, password } = context.req.valid('json');
      const agent = context.req.header('user-agent');
      const opened = await signInByPassword(database, { email, password, address: context.get('address'), agent });
      keepSession(context, opened);
      return context.json({ member: opened.member, expires: opened.expires.toISOString() }, 200);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/session',
      tags: ['access'],
      summary: 'Who I am',
      responses: { 200: answer(me, 'The caller') },
    }),
    (context) => {
      const { session: _session, tokenExpires: _expires, roles: mine, scopes: granted, ...caller } = signedIn(context);
      return context.json({ ...caller, roles: [...mine], scopes: [...granted] }, 200);
    },
  );
  routes.openapi(
    describe({ method: 'delete', path: '/session', tags: ['access'], summary: 'Sign out', responses: { 204: done } }),
    async (context) => {
      const caller = signedIn(context);
      if (caller.session) await revokeSession(database, caller, caller.session);
      dropSession(context);
      return context.body(null, 204);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/sessions',
      tags: ['access'],
      summary: 'My open sessions',
      responses: { 200: answer(z.array(session), 'Newest first') },
    }),
    async (context) => context.json(await listSessions(database, signedIn(context)), 200),
  );
  routes.openapi(
    describe({
      method: 'delete',
      path: '/sessions/{id}',
      tags: ['access'],
      summary: 'Revoke a session',
      request: { params: idParameter },
      responses: { 204: done },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      await revokeSession(database, caller, context.req.valid('param').id);
      return context.body(null, 204);
    },
  );

  const made = z.object({ id: z.string(), secret: z.string(), expires: z.iso.datetime() }).openapi('TokenMade');
  routes.openapi(
    describe({
      method: 'post',
      path: '/tokens',
      tags: ['access'],
      summary: 'Make an API token; its secret is shown once',
      request: json(newToken),
      responses: { 201: answer(made, 'Made') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      return context.json(await makeToken(database, caller, context.req.valid('json')), 201);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/tokens',
      tags: ['access'],
      summary: 'My API tokens',
      responses: { 200: answer(z.array(token), 'Newest first') },
    }),
    async (context) => context.json(await listTokens(database, signedIn(context)), 200),
  );
  routes.openapi(
    describe({
      method: 'delete',
      path: '/tokens/{id}',
      tags: ['access'],
      summary: 'Revoke a token',
      request: { params: z.object({ id: z.uuid() }) },
      responses: { 204: done },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      await revokeToken(database, caller, context.req.valid('param').id);
      return context.body(null, 204);
    },
  );
  return routes;
}
