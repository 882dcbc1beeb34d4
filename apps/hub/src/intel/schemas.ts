import { z } from '@hono/zod-openapi';

/** A STIX object in the API's description; what it holds is judged by @sanad/stix. */
export const stixObject = z
  .record(z.string(), z.unknown())
  .openapi('StixObject', { description: 'A STIX 2.1 object as it came' });

/** An issue in the API's description. */
export const issue = z.object({ code: z.string(), path: z.string(), message: z.string(), spec: z.string().optional() });
