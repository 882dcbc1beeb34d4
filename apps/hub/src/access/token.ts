import { z } from '@hono/zod-openapi';
import { Problem, fieldProblem } from '../http/problem.ts';
import type { Database } from '../store/database.ts';
import { journal } from '../store/journal-entry.ts';
import { scopes, type Caller } from './caller.ts';
import { newSecret } from './secret.ts';

const longestDays = 366;

/** A new API token of the caller, at most a year long. */
export const newToken = z
  .object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(scopes)).min(1),
    days: z.number().int().min(1).max(longestDays).default(90),
  })
  .openapi('NewToken');

export const token = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    created: z.iso.datetime(),
    expires: z.iso.datetime(),
    revoked: z.iso.datetime().nullable(),
    lastUsed: z.iso.datetime().nullable(),
  })
  .openapi('Token');

/** Makes a token; its secret is shown this once. A token can't make one that may more or lasts longer. */
export async function makeToken(
  database: Database,
  caller: Caller,
  given: z.infer<typeof newToken>,
): Promise<{ id: string; secret: string; expires: string }> {
  const above = given.scopes.filter((scope) => !caller.scopes.includes(scope));
  if (above.length > 0)
    throw fieldProblem('scope-above-own', 'scopes', `You don't hold the scope ${above.join(', ')} yourself.`);
  const { secret, hash } = newSecret('sanad_t');
  const asked = Date.now() + given.days * 86_400_000;
  const expires = new Date(Math.min(asked, caller.tokenExpires?.getTime() ?? asked));
  const id = await database.transaction().execute(async (write) => {
    const row = await write
      .insertInto('token')
      .values({ secret: hash, member: caller.member, name: given.name, scopes: given.scopes, expires })
      .returning('id')
      .executeTakeFirstOrThrow();
    await journal(write, 'token', { id: row.id, member: caller.member, scopes: given.scopes, change: 'made' });
    return row.id;
  });
  return { id, secret, expires: expires.toISOString() };
}

/** The caller's tokens, newest first. */
export async function listTokens(database: Database, caller: Caller): Promise<z.infer<typeof token>[]> {
  const rows = await database
    .selectFrom('token')
    .select(['id', 'name', 'scopes', 'created', 'expires', 'revoked', 'last_used'])
    .where('member', '=', caller.member)
    .orderBy('created', 'desc')
    .execute();
  return rows.map(({ last_used, ...row }) => ({
    ...row,
    scopes: row.scopes as z.infer<typeof token>['scopes'],
    created: row.created.toISOString(),
    expires: row.expires.toISOString(),
    revoked: row.revoked?.toISOString() ?? null,
    lastUsed: last_used?.toISOString() ?? null,
  }));
}

/** Revokes a token of the caller's; it stops working at once. */
export async function revokeToken(database: Database, caller: Caller, id: string): Promise<void> {
  await database.transaction().execute(async (write) => {
    const { numUpdatedRows } = await write
      .updateTable('token')
      .set({ revoked: new Date() })
      .where('id', '=', id)
      .where('member', '=', caller.member)
      .where('revoked', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('not-found', `You have no live token ${id}.`);
    await journal(write, 'token', { id, change: 'revoked' });
  });
}
