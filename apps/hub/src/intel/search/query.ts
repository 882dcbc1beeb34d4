import { z } from '@hono/zod-openapi';

/** What to look for; every field narrows the answer. */
export const searchQuery = z
  .object({
    text: z
      .string()
      .max(500)
      .optional()
      .openapi({ description: 'Words in Arabic or English, all of which must occur' }),
    value: z
      .string()
      .max(1000)
      .optional()
      .openapi({ description: 'An address, domain, hash, CVE, … exactly; defanged forms too' }),
    type: z.string().max(1000).optional().openapi({ description: 'One or more STIX types, separated by commas' }),
    marking: z.enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED', 'UNMARKED', 'UNKNOWN']).optional(),
    community: z.string().max(100).optional(),
    source: z.string().max(100).optional().openapi({ description: 'Id of the party that brought it' }),
    related: z.string().max(200).optional().openapi({ description: 'Id of an object that it refers to' }),
    confidence: z.coerce.number().int().min(0).max(100).optional().openapi({ description: 'At least this confidence' }),
    since: z.iso.datetime({ offset: true }).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  })
  .openapi('SearchQuery');

export type SearchQuery = z.infer<typeof searchQuery>;
