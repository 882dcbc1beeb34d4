import { z } from '@hono/zod-openapi';
import { newRoutes, signedIn, type Routes } from '../http/context.ts';
import { answer, describe } from '../http/describe.ts';
import type { Journal } from './journal.ts';

const position = z.coerce.number().int().nonnegative();

/** The journal, for whoever wants to check that nothing was changed. */
export function journalRoutes(journal: Journal): Routes {
  const routes = newRoutes();
  const checkpoint = z.object({ checkpoint: z.string(), verifierKey: z.string() }).openapi('Checkpoint');
  routes.openapi(
    describe({
      method: 'get',
      path: '/journal/checkpoint',
      tags: ['journal'],
      summary: 'The newest signed checkpoint (C2SP tlog-checkpoint) and the key that checks it',
      responses: { 200: answer(checkpoint, 'Signed with Ed25519') },
    }),
    async (context) => context.json({ checkpoint: await journal.checkpoint(), verifierKey: journal.verifierKey }, 200),
  );

  const inclusion = z
    .object({ index: z.number(), size: z.number(), leaf: z.string(), proof: z.array(z.string()) })
    .openapi('InclusionProof');
  routes.openapi(
    describe({
      method: 'get',
      path: '/journal/inclusion',
      tags: ['journal'],
      summary: 'Proof that the write at a position is in the journal (RFC 9162 §2.1.3)',
      request: { query: z.object({ added: position, size: position.optional() }) },
      responses: { 200: answer(inclusion, 'Hashes in base64') },
    }),
    async (context) => {
      signedIn(context);
      const { added, size } = context.req.valid('query');
      return context.json(await journal.inclusion(added, size), 200);
    },
  );

  routes.openapi(
    describe({
      method: 'get',
      path: '/journal/consistency',
      tags: ['journal'],
      summary: 'Proof that an earlier journal is a beginning of a later one (RFC 9162 §2.1.4)',
      request: { query: z.object({ first: position, second: position }) },
      responses: {
        200: answer(z.object({ proof: z.array(z.string()) }).openapi('ConsistencyProof'), 'Hashes in base64'),
      },
    }),
    async (context) => {
      const { first, second } = context.req.valid('query');
      return context.json({ proof: await journal.consistency(first, second) }, 200);
    },
  );
  return routes;
}
