import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string(),
    issues: z.array(z.object({ code: z.string(), path: z.string(), message: z.string(), spec: z.string().optional() })),
  })
  .openapi('Problem');

const problemContent = { content: { 'application/problem+json': { schema: problem } } };

/** A request body in JSON of a schema. */
export const json = <T extends z.ZodType>(schema: T) => ({
  body: { content: { 'application/json': { schema } }, required: true as const },
});

/** An answer in JSON of a schema. */
export const answer = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** The `{id}` of a path. */
export const idParameter = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });

/** Describes a route, with the problems that any route can answer. */
export function describe<const T extends RouteConfig>(config: T) {
  return createRoute({
    security: [{ bearer: [] }, { basic: [] }, { session: [] }],
    ...config,
    responses: {
      ...config.responses,
      '4XX': { description: 'What was wrong with the request, naming field, rule and place', ...problemContent },
    },
  });
}
