import { z } from '@hono/zod-openapi';
import { tlpLevels } from '@sanad/policy';
import { needScope } from '../../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../../http/context.ts';
import { answer, describe, idParameter, json } from '../../http/describe.ts';
import { issue, stixObject } from '../schemas.ts';
import { enrolOfficer, giveShare, listSeals, ownShare, requestUnsealing } from './officers.ts';
import { preview, submitAnonymously, withdrawByReceipt } from './submission.ts';

const anonymity = z.object({
  keep: z
    .array(z.string().max(100))
    .max(50)
    .default([])
    .openapi({ description: 'Free-text properties that stay, such as name' }),
  times: z.enum(['exact', 'hour', 'day', 'month']).default('day').openapi({ description: 'How exact times stay' }),
});

const previewed = z
  .object({
    objects: z.array(stixObject),
    dropped: z.array(z.object({ index: z.number(), id: z.string(), reason: z.string() })),
    refused: z.array(z.object({ id: z.string(), issues: z.array(issue) })),
  })
  .openapi('AnonymousPreview');

const objects = z.array(stixObject).min(1).max(10_000);
const made = z.object({ id: z.string() }).openapi('Made');

/** Submitting without a name, and the officers who together can find out whose it was. */
export function anonymousRoutes({ database }: Services): Routes {
  const routes = newRoutes();

  routes.openapi(
    describe({
      method: 'post',
      path: '/anonymous/preview',
      tags: ['anonymous'],
      summary: 'What would be published of an anonymous submission; nothing is kept',
      request: json(anonymity.extend({ objects })),
      responses: { 200: answer(previewed, 'Just as others would see it') },
    }),
    async (context) => {
      needScope(signedIn(context), 'write');
      const { objects: given, ...how } = context.req.valid('json');
      const shown = await preview(database, given, how);
      return context.json(shown as unknown as z.infer<typeof previewed>, 200);
    },
  );

  routes.openapi(
    describe({
      method: 'post',
      path: '/anonymous',
      tags: ['anonymous'],
      summary: "Publish objects as the hub's own; the link to you is sealed",
      request: json(
        anonymity.extend({
          objects,
          communities: z.array(z.string()).default([]),
          recipients: z.array(z.string()).default([]),
          marking: z.enum(tlpLevels).optional(),
        }),
      ),
      responses: {
        201: answer(
          previewed.extend({ receipt: z.string() }).openapi('AnonymousReceipt'),
          'Published; keep the receipt',
        ),
      },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'write');
      const { objects: given, keep, times, communities, recipients, marking } = context.req.valid('json');
      const release = { communities, recipients, unmarked: marking };
      const sent = await submitAnonymously(database, caller, given, { keep, times }, release);
      return context.json(sent as unknown as z.infer<typeof previewed> & { receipt: string }, 201);
    },
  );

  routes.openapi(
    describe({
      method: 'post',
      path: '/anonymous/withdraw',
      tags: ['anonymous'],
      summary: 'Withdraw what was published under a receipt; no sign-in is needed',
      security: [],
      request: json(z.object({ receipt: z.string() }).openapi('Receipt')),
      responses: { 200: answer(z.object({ withdrawn: z.number() }), 'How many objects were withdrawn') },
    }),
    async (context) =>
      context.json({ withdrawn: await withdrawByReceipt(database, context.req.valid('json').receipt) }, 200),
  );

  routes.openapi(
    describe({
      method: 'post',
      path: '/officers',
      tags: ['anonymous'],
      summary: 'Become an officer who can take part in opening seals, with an X25519 public key',
      request: json(z.object({ publicKey: z.string().max(100) }).openapi('OfficerKey')),
      responses: { 201: answer(made, 'Enrolled') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      return context.json({ id: await enrolOfficer(database, caller, context.req.valid('json').publicKey) }, 201);
    },
  );

  const sealed = z
    .object({ id: z.string(), day: z.string(), objects: z.array(z.string()) })
    .openapi('SealedSubmission');
  routes.openapi(
    describe({
      method: 'get',
      path: '/seals',
      tags: ['anonymous'],
      summary: 'Sealed submissions (officers)',
      responses: { 200: answer(z.array(sealed), 'Newest first') },
    }),
    async (context) => context.json(await listSeals(database, signedIn(context)), 200),
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/seals/{id}/requests',
      tags: ['anonymous'],
      summary: 'Ask that a seal be opened, with the reason (officers)',
      request: {
        params: z.object({ id: z.uuid() }),
        ...json(z.object({ reason: z.string().min(10).max(2000) }).openapi('UnsealReason')),
      },
      responses: { 201: answer(made, 'Asked; the journal keeps it') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      return context.json(
        { id: await requestUnsealing(database, signedIn(context), id, context.req.valid('json').reason) },
        201,
      );
    },
  );

  const share = z.object({ officer: z.string(), ephemeral: z.string(), box: z.string() });
  routes.openapi(
    describe({
      method: 'get',
      path: '/unsealing/{id}/share',
      tags: ['anonymous'],
      summary: 'My share in a request, encrypted to my key',
      request: { params: z.object({ id: z.uuid() }) },
      responses: {
        200: answer(z.object({ reason: z.string(), share }).openapi('OwnShare'), 'To be opened on your machine'),
      },
    }),
    async (context) => context.json(await ownShare(database, signedIn(context), context.req.valid('param').id), 200),
  );
  const opened = z.object({ given: z.number(), needed: z.number(), link: z.unknown() }).openapi('Unsealing');
  routes.openapi(
    describe({
      method: 'post',
      path: '/unsealing/{id}/shares',
      tags: ['anonymous'],
      summary: 'Agree to open: give my opened share, base64',
      request: { params: idParameter, ...json(z.object({ share: z.string().max(200) }).openapi('OpenedShare')) },
      responses: { 200: answer(opened, 'Who submitted, once enough officers agreed') },
    }),
    async (context) => {
      const given = new Uint8Array(Buffer.from(context.req.valid('json').share, 'base64'));
      const state = await giveShare(database, signedIn(context), context.req.valid('param').id, given);
      return context.json({ ...state, link: state.link ?? null }, 200);
    },
  );
  return routes;
}
