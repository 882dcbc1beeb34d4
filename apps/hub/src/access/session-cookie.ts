import { z } from '@hono/zod-openapi';
import { deleteCookie, setCookie } from 'hono/cookie';
import { sessionCookie } from '../http/authenticate.ts';

/** What answers a sign-in. */
export const signedInAnswer = z.object({ member: z.string(), expires: z.iso.datetime() }).openapi('SignedIn');

/** Puts a new session's secret into the browser's cookie, out of reach of scripts and other sites. */
export function keepSession(context: Parameters<typeof setCookie>[0], opened: { secret: string; expires: Date }): void {
  const secure = new URL(context.req.url).protocol === 'https:' || context.req.header('x-forwarded-proto') === 'https';
  const name = secure ? sessionCookie.secure : sessionCookie.plain;
  setCookie(context, name, opened.secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    expires: opened.expires,
  });
}

/** Takes the session's cookie from the browser, under either name. */
export function dropSession(context: Parameters<typeof deleteCookie>[0]): void {
  for (const [kind, name] of Object.entries(sessionCookie))
    deleteCookie(context, name, { path: '/', secure: kind === 'secure' });
}
