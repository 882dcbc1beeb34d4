import { needScope } from '../../http/authenticate.ts';
import { newRoutes, signedIn, type Routes, type Services } from '../../http/context.ts';
import { answer, describe, json } from '../../http/describe.ts';
import { audience, intendedRelease, nameAudience } from './audience.ts';

/** Who will see this: asked before anything is sent. */
export function audienceRoutes({ database }: Services): Routes {
  const routes = newRoutes();
  routes.openapi(
    describe({
      method: 'post',
      path: '/objects/audience',
      tags: ['intel'],
      summary: 'Who would see an object of a level, shared to communities or named recipients; nothing is kept',
      request: json(intendedRelease),
      responses: { 200: answer(audience, 'The parties, by name') },
    }),
    async (context) => {
      const caller = signedIn(context);
      needScope(caller, 'read');
      return context.json(await nameAudience(database, caller, context.req.valid('json')), 200);
    },
  );
  return routes;
}
