import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { Problem, fieldProblem } from '../../http/problem.ts';
import { journal } from '../../store/journal-entry.ts';
import type { Database, Write } from '../../store/database.ts';
import { roles, type Caller } from '../../access/caller.ts';
import { hashPassword, weakness } from '../../access/password.ts';

/** A new member of a party. Without a password they sign in by passkey or their organisation's OpenID provider. */
export const newMember = z
  .object({
    email: z.email().max(254),
    name: z.string().trim().min(1).max(200),
    roles: z.array(z.enum(roles)).min(1),
    language: z.enum(['ar', 'en']).default('ar'),
    password: z.string().max(1000).optional(),
  })
  .openapi('NewMember');

export const memberChange = newMember
  .partial()
  // Without the default of a new member: what is not said stays as it is.
  .extend({ language: newMember.shape.language.unwrap().optional(), active: z.boolean().optional() })
  .openapi('MemberChange');

export const member = newMember
  .omit({ password: true })
  .extend({ id: z.uuid(), party: z.string(), active: z.boolean(), created: z.iso.datetime() })
  .openapi('Member');

/** Members of the caller's party; the authority may name another party. */
export async function listMembers(
  database: Database,
  caller: Caller,
  partyId: string,
): Promise<z.infer<typeof member>[]> {
  needParty(caller, partyId);
  const rows = await database
    .selectFrom('member')
    .select(['id', 'party', 'email', 'name', 'roles', 'language', 'active', 'created'])
    .where('party', '=', partyId)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    ...row,
    roles: row.roles as z.infer<typeof member>['roles'],
    language: row.language as 'ar' | 'en',
    created: row.created.toISOString(),
  }));
}

/** Adds a member to a party as its administrator, or as the authority. */
export async function inviteMember(
  database: Database,
  caller: Caller,
  partyId: string,
  given: z.infer<typeof newMember>,
): Promise<string> {
  needParty(caller, partyId);
  needAuthority(caller, given.roles);
  return database.transaction().execute(async (write) => {
    const known = await write.selectFrom('party').select('id').where('id', '=', partyId).executeTakeFirst();
    if (!known) throw new Problem('not-found', `There is no party ${partyId}.`);
    return addMember(write, partyId, given);
  });
}

/** Adds a member to a party. */
export async function addMember(write: Write, partyId: string, given: z.infer<typeof newMember>): Promise<string> {
  await needRoles(write, partyId, given.roles);
  const password = given.password === undefined ? null : await hashed(given.password);
  const row = await write
    .insertInto('member')
    .values({
      party: partyId,
      email: given.email,
      name: given.name,
      roles: given.roles,
      language: given.language,
      password,
    })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw emailTaken(given.email);
  await journal(write, 'member', { id: row.id, party: partyId, roles: given.roles, change: 'added' });
  return row.id;
}

/** Changes a member; taking away roles or the account ends their sessions and tokens at once. */
export async function changeMember(
  database: Database,
  caller: Caller,
  id: string,
  change: z.infer<typeof memberChange>,
): Promise<void> {
  await database.transaction().execute(async (write) => {
    const row = await write
      .selectFrom('member')
      .select(['party', 'roles'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    const self = id === caller.member;
    if (!row || (row.party !== caller.party && !caller.authority))
      throw new Problem('not-found', `There is no member ${id}.`);
    // An address is what an organisation's own sign-in finds a member by: nobody takes another's by themselves.
    const byOthers = change.roles ?? change.active ?? change.email;
    if (!self || byOthers !== undefined) needParty(caller, row.party);
    if (!self) needAuthority(caller, row.roles);
    if (change.roles) {
      needAuthority(
        caller,
        change.roles.filter((role) => !row.roles.includes(role)),
      );
      await needRoles(write, row.party, change.roles);
    }
    if (change.email !== undefined) await needFree(write, id, change.email);
    const { password, ...rest } = change;
    const set = Object.fromEntries(
      Object.entries({ ...rest, password: password === undefined ? undefined : await hashed(password) }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    if (Object.keys(set).length === 0) return;
    await write.updateTable('member').set(set).where('id', '=', id).execute();
    if (change.roles || change.active === false) await needSomeAuthority(write);
    if (change.active === false || change.roles || password !== undefined) await revokeAll(write, id, caller.session);
    await journal(write, 'member', { id, party: row.party, change: Object.keys(change).join(' ') });
  });
}

async function revokeAll(write: Write, memberId: string, keep: string | undefined): Promise<void> {
  await sql`update session set revoked = now() where member = ${memberId} and revoked is null
    and id is distinct from ${keep ?? null}::uuid`.execute(write);
  await sql`update token set revoked = now() where member = ${memberId} and revoked is null`.execute(write);
}

async function hashed(password: string): Promise<string> {
  const weak = weakness(password);
  if (weak) throw fieldProblem('weak-password', 'password', weak);
  return hashPassword(password);
}

/** Only an administrator of the party, or the authority, handles its members. */
export function needParty(caller: Caller, partyId: string): void {
  if (caller.authority || (caller.party === partyId && caller.roles.includes('administrator'))) return;
  throw new Problem('not-allowed', 'Members are handled by an administrator of their party.');
}

/**
 * The hub's own roles are the authority's to give, and who has them is theirs to handle: an administrator of the hub's
 * party could otherwise become the authority.
 */
function needAuthority(caller: Caller, wanted: readonly string[]): void {
  if (caller.authority || !wanted.some(isHubRole)) return;
  throw new Problem(
    'not-allowed',
    "The roles authority and auditor, and those who have them, are the authority's to handle.",
  );
}

const isHubRole = (role: string): boolean => role === 'authority' || role === 'auditor';

async function needSomeAuthority(write: Write): Promise<void> {
  const row = await write
    .selectFrom('member')
    .innerJoin('party', 'party.id', 'member.party')
    .select('member.id')
    .where(sql<boolean>`party.is_hub and member.active and 'authority' = any(member.roles)`)
    .executeTakeFirst();
  if (!row) throw new Problem('conflict', 'A hub needs one active member with the role authority; name another first.');
}

async function needFree(write: Write, id: string, email: string): Promise<void> {
  const row = await write
    .selectFrom('member')
    .select('id')
    .where(sql<boolean>`lower(email) = ${email.toLowerCase()}`)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (row) throw emailTaken(email);
}

const emailTaken = (email: string): Problem =>
  new Problem('already-exists', `A member with the e-mail address ${email} exists already.`);

async function needRoles(write: Write, partyId: string, wanted: readonly string[]): Promise<void> {
  if (!wanted.some(isHubRole)) return;
  const row = await write.selectFrom('party').select('is_hub').where('id', '=', partyId).executeTakeFirst();
  if (!row?.is_hub)
    throw fieldProblem(
      'role-of-the-hub',
      'roles',
      "The roles authority and auditor exist in the hub's own party only.",
    );
}
