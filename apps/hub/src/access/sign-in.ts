import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Database } from '../store/database.ts';
import { countAttempt } from './attempts.ts';
import type { Caller, Role, TokenScope } from './caller.ts';
import { scopes } from './caller.ts';
import { checkPassword } from './password.ts';
import { hashSecret, newSecret } from './secret.ts';

/** A session ends after so long, and after so long without use. */
export const sessionLife = { hours: 12, idleMinutes: 60 };

/** A session that was just opened. */
export interface Opened {
  readonly secret: string;
  readonly expires: Date;
  readonly member: string;
}

interface MemberRow {
  readonly member: string;
  readonly name: string;
  readonly party: string;
  readonly roles: Role[];
  readonly language: 'ar' | 'en';
  readonly is_hub: boolean;
}

/** Signs a member in by e-mail and password; every failure looks the same from outside. */
export async function signInByPassword(
  database: Database,
  given: { email: string; password: string; address: string; agent: string | undefined },
): Promise<Opened> {
  const { member } = await checkedMember(database, given);
  return openSession(database, member, 'password', given.agent);
}

/**
 * Who has these credentials, with a stamp that changes when their password does; or a problem, and the attempt counts
 * against account and address.
 */
export async function checkedMember(
  database: Database,
  given: { email: string; password: string; address: string },
): Promise<{ member: string; stamp: string }> {
  const takeBack = await countAttempt(database, { account: given.email, address: given.address });
  const row = await database
    .selectFrom('member')
    .innerJoin('party', 'party.id', 'member.party')
    .select(['member.id', 'member.password'])
    .where(sql<boolean>`lower(member.email) = ${given.email.toLowerCase()} and member.active and party.active`)
    .executeTakeFirst();
  const good = await checkPassword(given.password, row?.password ?? null);
  if (!row || !good) throw new Problem('sign-in-failed', 'E-mail address or password is wrong.');
  await takeBack();
  return { member: row.id, stamp: stampOf(row.password) };
}

/** Opens a session for a member whose identity has been checked; the secret goes into the cookie. */
export async function openSession(
  database: Database,
  member: string,
  method: string,
  agent: string | undefined,
): Promise<Opened> {
  const { secret, hash } = newSecret('sanad_s');
  const expires = new Date(Date.now() + sessionLife.hours * 3_600_000);
  await database
    .insertInto('session')
    .values({ secret: hash, member, expires, method, agent: agent?.slice(0, 300) ?? null })
    .execute();
  return { secret, expires, member };
}

/** The member of a live session, or undefined. */
export async function callerOfSession(database: Database, secret: string): Promise<Caller | undefined> {
  const { rows } = await sql<MemberRow & { session: string }>`
    update session s set last_seen = now()
    from member m join party p on p.id = m.party
    where s.secret = ${hashSecret(secret)} and m.id = s.member and m.active and p.active and s.revoked is null
      and s.expires > now() and s.last_seen > now() - make_interval(mins => ${sessionLife.idleMinutes})
    returning s.id as session, m.id as member, m.name, m.party, m.roles, m.language, p.is_hub`.execute(database);
  const row = rows[0];
  return row && { ...callerOf(row, scopes), session: row.session };
}

/** The member behind a live token, or undefined. */
export async function callerOfToken(database: Database, secret: string): Promise<Caller | undefined> {
  const { rows } = await sql<MemberRow & { scopes: TokenScope[]; id: string; expires: Date; stale: boolean }>`
    select t.id, t.scopes, t.expires, m.id as member, m.name, m.party, m.roles, m.language, p.is_hub,
      t.last_used is null or t.last_used < now() - interval '1 minute' as stale
    from token t join member m on m.id = t.member join party p on p.id = m.party
    where t.secret = ${hashSecret(secret)} and t.revoked is null and t.expires > now() and m.active and p.active`.execute(
    database,
  );
  const row = rows[0];
  if (!row) return undefined;
  if (row.stale) await sql`update token set last_used = now() where id = ${row.id}`.execute(database);
  return { ...callerOf(row, row.scopes), tokenExpires: row.expires };
}

/** An active member whose password still has the stamp, as a caller. */
export async function callerOfMember(database: Database, member: string, stamp: string): Promise<Caller | undefined> {
  const { rows } = await sql<MemberRow & { password: string | null }>`
    select m.id as member, m.name, m.party, m.roles, m.language, p.is_hub, m.password
    from member m join party p on p.id = m.party
    where m.id = ${member} and m.active and p.active`.execute(database);
  const row = rows[0];
  return row && stampOf(row.password) === stamp ? callerOf(row, scopes) : undefined;
}

const stampOf = (password: string | null): string =>
  createHash('sha256')
    .update(password ?? '')
    .digest('base64');

function callerOf(row: MemberRow, granted: readonly TokenScope[]): Caller {
  return {
    member: row.member,
    name: row.name,
    party: row.party,
    roles: row.roles,
    scopes: granted,
    authority: row.is_hub && row.roles.includes('authority'),
    auditor: row.is_hub && row.roles.includes('auditor'),
    language: row.language,
  };
}
