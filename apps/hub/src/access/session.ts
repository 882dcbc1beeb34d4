import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Database } from '../store/database.ts';
import type { Caller } from './caller.ts';
import { sessionLife } from './sign-in.ts';

/** The caller's live sessions, newest first. */
export async function listSessions(database: Database, caller: Caller) {
  const rows = await database
    .selectFrom('session')
    .select(['id', 'created', 'last_seen', 'expires', 'agent', 'method'])
    .where('member', '=', caller.member)
    .where('revoked', 'is', null)
    .where(sql<boolean>`expires > now() and last_seen > now() - make_interval(mins => ${sessionLife.idleMinutes})`)
    .orderBy('created', 'desc')
    .execute();
  return rows.map(({ last_seen, ...row }) => ({
    ...row,
    created: row.created.toISOString(),
    lastSeen: last_seen.toISOString(),
    expires: row.expires.toISOString(),
    current: row.id === caller.session,
  }));
}

/** Ends one of the caller's sessions at once. */
export async function revokeSession(database: Database, caller: Caller, id: string): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('session')
    .set({ revoked: new Date() })
    .where(sql<boolean>`id::text = ${id}`)
    .where('member', '=', caller.member)
    .where('revoked', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-found', `You have no open session ${id}.`);
}
