import { z } from '@hono/zod-openapi';
import { needRole, needScope } from '../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../http/context.ts';
import { answer, describe, idParameter, json } from '../http/describe.ts';
import { Problem } from '../http/problem.ts';
import {
  accede,
  agreement,
  assent,
  draftAgreement,
  endAgreement,
  listAgreements,
  newAgreement,
} from './agreement/agreement.ts';
import { changeMember, inviteMember, listMembers, member, memberChange, newMember } from './member/member.ts';
import { changeParty, listParties, newParty, party, partyChange, registerParty } from './party/party.ts';

const made = z.object({ id: z.string() }).openapi('Made');
const done = { description: 'Done' };

/** Parties, their members, and the agreements between them. */
export function allianceRoutes({ database }: Services): Routes {
  const routes = newRoutes();

  routes.openapi(
    describe({
      method: 'get',
      path: '/parties',
      tags: ['alliance'],
      summary: 'Parties',
      responses: { 200: answer(z.array(party), 'Those that you may know of') },
    }),
    async (context) => context.json(await listParties(database, signedIn(context)), 200),
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/parties',
      tags: ['alliance'],
      summary: 'Register a party (authority)',
      request: json(newParty),
      responses: { 201: answer(made, 'Registered') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      if (!caller.authority) throw new Problem('not-allowed', "Parties are registered by the hub's authority.");
      const id = await database
        .transaction()
        .execute((write) => registerParty(write, context.req.valid('json'), { member: caller.member }));
      return context.json({ id }, 201);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/parties/{id}',
      tags: ['alliance'],
      summary: 'A party',
      request: { params: idParameter },
      responses: { 200: answer(party, 'The party') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const [found] = await listParties(database, signedIn(context), id);
      if (!found) throw new Problem('not-found', `There is no party ${id}.`);
      return context.json(found, 200);
    },
  );
  routes.openapi(
    describe({
      method: 'patch',
      path: '/parties/{id}',
      tags: ['alliance'],
      summary: 'Change a party',
      request: { params: idParameter, ...json(partyChange) },
      responses: { 204: done },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      await changeParty(database, caller, context.req.valid('param').id, context.req.valid('json'));
      return context.body(null, 204);
    },
  );

  routes.openapi(
    describe({
      method: 'get',
      path: '/parties/{id}/members',
      tags: ['alliance'],
      summary: 'Members of a party',
      request: { params: idParameter },
      responses: { 200: answer(z.array(member), 'By name') },
    }),
    async (context) => context.json(await listMembers(database, signedIn(context), context.req.valid('param').id), 200),
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/parties/{id}/members',
      tags: ['alliance'],
      summary: 'Add a member',
      request: { params: idParameter, ...json(newMember) },
      responses: { 201: answer(made, 'Added') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      const id = await inviteMember(database, caller, context.req.valid('param').id, context.req.valid('json'));
      return context.json({ id }, 201);
    },
  );
  routes.openapi(
    describe({
      method: 'patch',
      path: '/members/{id}',
      tags: ['alliance'],
      summary: 'Change a member',
      request: { params: z.object({ id: z.uuid() }), ...json(memberChange) },
      responses: { 204: done },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      await changeMember(database, caller, context.req.valid('param').id, context.req.valid('json'));
      return context.body(null, 204);
    },
  );

  routes.openapi(
    describe({
      method: 'get',
      path: '/agreements',
      tags: ['alliance'],
      summary: 'Agreements that name your party',
      responses: { 200: answer(z.array(agreement), 'Oldest first') },
    }),
    async (context) => context.json(await listAgreements(database, signedIn(context)), 200),
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/agreements',
      tags: ['alliance'],
      summary: 'Draft an agreement (liaison)',
      request: json(newAgreement),
      responses: { 201: answer(made, 'Drafted; every party has to assent') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      needRole(caller, 'liaison', 'authority');
      return context.json({ id: await draftAgreement(database, caller, context.req.valid('json')) }, 201);
    },
  );
  routes.openapi(
    describe({
      method: 'get',
      path: '/agreements/{id}',
      tags: ['alliance'],
      summary: 'An agreement',
      request: { params: idParameter },
      responses: { 200: answer(agreement, 'The agreement') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const [found] = await listAgreements(database, signedIn(context), id);
      if (!found) throw new Problem('not-found', `There is no agreement ${id} that names your party.`);
      return context.json(found, 200);
    },
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/agreements/{id}/assent',
      tags: ['alliance'],
      summary: 'Assent for your party (liaison)',
      request: { params: idParameter },
      responses: { 204: done },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      needRole(caller, 'liaison');
      await assent(database, caller, context.req.valid('param').id);
      return context.body(null, 204);
    },
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/agreements/{id}/parties',
      tags: ['alliance'],
      summary: 'Propose further parties for an agreement in force (liaison of a party in it, or authority)',
      request: {
        params: idParameter,
        ...json(z.object({ parties: z.array(z.string()).min(1).max(500) }).openapi('Accession')),
      },
      responses: { 204: { description: 'Named; each of them has to assent' } },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      needRole(caller, 'liaison', 'authority');
      await accede(database, caller, context.req.valid('param').id, context.req.valid('json').parties);
      return context.body(null, 204);
    },
  );
  routes.openapi(
    describe({
      method: 'post',
      path: '/agreements/{id}/end',
      tags: ['alliance'],
      summary: 'Leave an agreement (liaison), or end it for all (authority); access ends at once',
      request: { params: idParameter, ...json(z.object({ forAll: z.boolean().default(false) })) },
      responses: { 204: done },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'manage');
      const { forAll } = context.req.valid('json');
      if (forAll && !caller.authority)
        throw new Problem('not-allowed', 'Only the authority ends an agreement for all.');
      needRole(caller, 'liaison', 'authority');
      await endAgreement(database, caller, context.req.valid('param').id, forAll);
      return context.body(null, 204);
    },
  );
  return routes;
}
