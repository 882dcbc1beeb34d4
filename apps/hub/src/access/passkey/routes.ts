import { z } from '@hono/zod-openapi';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { newRoutes, signedIn, type Routes, type Services } from '../../http/context.ts';
import { answer, describe, idParameter, json } from '../../http/describe.ts';
import { originOf } from '../origin.ts';
import { keepSession, signedInAnswer } from '../session-cookie.ts';
import { addPasskey, listPasskeys, newPasskey, offerPasskey, passkey, removePasskey } from './passkey.ts';
import { askForPasskey, passkeyAnswer, signInByPasskey } from './sign-in.ts';

const offer = z.custom<PublicKeyCredentialCreationOptionsJSON>().openapi('PasskeyOffer', { type: 'object' });
const asked = z.custom<PublicKeyCredentialRequestOptionsJSON>().openapi('PasskeyAsked', { type: 'object' });

/** Passkeys: making, listing and removing one's own, and signing in by one. */
export function passkeyRoutes({ database, origin }: Services & { origin: string | undefined }): Routes {
  const routes = newRoutes();

  routes.openapi(
    describe({
      method: 'post',
      path: '/passkeys/options',
      tags: ['access'],
      summary: 'Begin to make a passkey (in a session)',
      responses: {
        200: answer(offer, 'For `PublicKeyCredential.parseCreationOptionsFromJSON`'),
      },
    }),
    async (context) => {
      return context.json(await offerPasskey(database, signedIn(context), originOf(context, origin)), 200);
    },
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/passkeys',
      tags: ['access'],
      summary: 'Keep the passkey that the browser made (in a session)',
      request: json(newPasskey),
      responses: { 201: answer(z.object({ id: z.string() }), 'Kept') },
    }),
    async (context) => {
      const caller = signedIn(context);
      const id = await addPasskey(database, caller, originOf(context, origin), context.req.valid('json'));
      return context.json({ id }, 201);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/passkeys',
      tags: ['access'],
      summary: 'My passkeys',
      responses: { 200: answer(z.array(passkey), 'Newest first') },
    }),
    async (context) => context.json(await listPasskeys(database, signedIn(context)), 200),
  );
  routes.openapi(
    describe({
      method: 'delete',
      path: '/passkeys/{id}',
      tags: ['access'],
      summary: 'Remove a passkey (in a session)',
      request: { params: idParameter },
      responses: { 204: { description: 'Done' } },
    }),
    async (context) => {
      await removePasskey(database, signedIn(context), context.req.valid('param').id);
      return context.body(null, 204);
    },
  );

  routes.openapi(
    describe({
      method: 'post',
      path: '/session/passkey/options',
      tags: ['access'],
      summary: 'Begin to sign in by passkey',
      security: [],
      responses: {
        200: answer(asked, 'For `PublicKeyCredential.parseRequestOptionsFromJSON`'),
      },
    }),
    async (context) => context.json(await askForPasskey(database, originOf(context, origin)), 200),
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/session/passkey',
      tags: ['access'],
      summary: 'Sign in by passkey',
      security: [],
      request: json(passkeyAnswer),
      responses: { 200: answer(signedInAnswer, 'Signed in; the session is in a cookie') },
    }),
    async (context) => {
      const opened = await signInByPasskey(database, context.req.valid('json'), {
        origin: originOf(context, origin),
        address: context.get('address'),
        agent: context.req.header('user-agent'),
      });
      keepSession(context, opened);
      return context.json({ member: opened.member, expires: opened.expires.toISOString() }, 200);
    },
  );
  return routes;
}
