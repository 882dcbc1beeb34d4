import { sql } from 'kysely';
import type { Caller } from '../../access/caller.ts';
import { Problem, fieldProblem } from '../../http/problem.ts';
import type { Database } from '../../store/database.ts';
import { journal } from '../../store/journal-entry.ts';
import { unseal, type OfficerKey, type Seal, type SealedShare } from './seal.ts';

/** So many officers together open a seal. */
export const threshold = 2;

/** Officers who can take part in opening a seal made now. */
export async function activeOfficers(database: Database): Promise<OfficerKey[]> {
  const rows = await database
    .selectFrom('officer')
    .innerJoin('member', 'member.id', 'officer.member')
    .select(['officer.id', 'officer.public_key'])
    .where('revoked', 'is', null)
    .where('member.active', '=', true)
    .orderBy('officer.id')
    .execute();
  return rows.map((row) => ({ id: row.id, publicKey: row.public_key }));
}

/** Makes the caller an officer with a public key; the authority and auditors of the hub may be. */
export async function enrolOfficer(database: Database, caller: Caller, publicKey: string): Promise<string> {
  if (!caller.authority && !caller.auditor)
    throw new Problem('not-allowed', "Officers are the hub's authority or auditors.");
  if (Buffer.from(publicKey, 'base64').length !== 32)
    throw fieldProblem('not-a-key', 'publicKey', 'An X25519 public key has 32 bytes, in base64.');
  return database.transaction().execute(async (write) => {
    await sql`update officer set revoked = now() where member = ${caller.member} and revoked is null`.execute(write);
    const row = await write
      .insertInto('officer')
      .values({ member: caller.member, public_key: publicKey })
      .returning('id')
      .executeTakeFirstOrThrow();
    await journal(write, 'officer', { id: row.id, member: caller.member, publicKey });
    return row.id;
  });
}

/** Asks that a seal be opened, with the reason that the journal keeps. */
export async function requestUnsealing(
  database: Database,
  caller: Caller,
  submission: string,
  reason: string,
): Promise<string> {
  await needOfficer(database, caller);
  return database.transaction().execute(async (write) => {
    const known = await write
      .selectFrom('sealed_submission')
      .select('id')
      .where('id', '=', submission)
      .executeTakeFirst();
    if (!known) throw new Problem('not-found', `There is no sealed submission ${submission}.`);
    const row = await write
      .insertInto('unseal_request')
      .values({ submission, member: caller.member, reason })
      .returning('id')
      .executeTakeFirstOrThrow();
    await journal(write, 'unseal-request', { id: row.id, submission, member: caller.member, reason });
    return row.id;
  });
}

/** The caller's own share in a request, encrypted to them. */
export async function ownShare(
  database: Database,
  caller: Caller,
  request: string,
): Promise<{ reason: string; share: SealedShare }> {
  const officer = await needOfficer(database, caller);
  const row = await readRequest(database, request);
  const share = row.seal.shares.find((one) => one.officer === officer);
  if (!share)
    throw new Problem('not-found', 'The seal was made before you became an officer; you hold no share in it.');
  return { reason: row.reason, share };
}

/** Gives an opened share to a request; answers who submitted once enough officers have. */
export async function giveShare(
  database: Database,
  caller: Caller,
  request: string,
  share: Uint8Array,
): Promise<{ given: number; needed: number; link: unknown }> {
  const officer = await needOfficer(database, caller);
  const { seal } = await readRequest(database, request);
  await database.transaction().execute(async (write) => {
    await write
      .insertInto('unseal_share')
      .values({ request, officer, share: Buffer.from(share) })
      .onConflict((conflict) => conflict.columns(['request', 'officer']).doUpdateSet({ share: Buffer.from(share) }))
      .execute();
    await journal(write, 'unseal-share', { request, officer });
  });
  const rows = await database.selectFrom('unseal_share').select('share').where('request', '=', request).execute();
  if (rows.length < seal.threshold) return { given: rows.length, needed: seal.threshold, link: null };
  try {
    return {
      given: rows.length,
      needed: seal.threshold,
      link: JSON.parse(
        await unseal(
          seal,
          rows.map((row) => row.share),
        ),
      ),
    };
  } catch {
    throw new Problem('conflict', 'The shares given do not open the seal; one of them is wrong.');
  }
}

/** Sealed submissions by the objects that were published, for officers. */
export async function listSeals(database: Database, caller: Caller) {
  await needOfficer(database, caller);
  const rows = await sql<{ id: string; day: string; objects: string[] }>`
    select id, to_char(day, 'YYYY-MM-DD') as day, objects from sealed_submission order by day desc, id`.execute(
    database,
  );
  return rows.rows;
}

async function readRequest(database: Database, id: string): Promise<{ reason: string; seal: Seal }> {
  const row = await database
    .selectFrom('unseal_request')
    .innerJoin('sealed_submission', 'sealed_submission.id', 'unseal_request.submission')
    .select(['unseal_request.reason', 'sealed_submission.seal'])
    .where('unseal_request.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', `There is no request ${id} to open a seal.`);
  return { reason: row.reason, seal: row.seal as Seal };
}

async function needOfficer(database: Database, caller: Caller): Promise<string> {
  const row = await database
    .selectFrom('officer')
    .select('id')
    .where('member', '=', caller.member)
    .where('revoked', 'is', null)
    .executeTakeFirst();
  if (!row) throw new Problem('not-allowed', 'Only the named officers handle seals.');
  return row.id;
}
