import { z } from '@hono/zod-openapi';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { Problem, fieldProblem } from '../../http/problem.ts';
import type { Database } from '../../store/database.ts';
import { journal } from '../../store/journal-entry.ts';
import type { Caller } from '../caller.ts';
import { keepChallenge, spendChallenge } from '../challenge.ts';
import { challengeIn, relyingParty } from './relying-party.ts';

const base64url = z.string().regex(/^[\w-]+$/, 'base64url');

/** A passkey that a browser has made, as `PublicKeyCredential.toJSON()` writes it, with a name for its owner. */
export const newPasskey = z
  .object({
    name: z.string().trim().min(1).max(100),
    credential: z.object({
      id: base64url.max(1400),
      rawId: base64url.max(1400),
      type: z.literal('public-key'),
      response: z.object({
        clientDataJSON: base64url,
        attestationObject: base64url,
        transports: z.array(z.string().max(20)).max(10).default([]),
      }),
      clientExtensionResults: z.looseObject({}).default({}),
    }),
  })
  .openapi('NewPasskey');

export const passkey = z
  .object({
    id: z.string(),
    name: z.string(),
    created: z.iso.datetime(),
    lastUsed: z.iso.datetime().nullable(),
  })
  .openapi('Passkey');

/** What a browser needs to make a passkey for the caller: `PublicKeyCredentialCreationOptionsJSON`. */
export async function offerPasskey(database: Database, caller: Caller, origin: string) {
  needSession(caller);
  const hub = await database.selectFrom('party').select('name').where('is_hub', '=', true).executeTakeFirstOrThrow();
  const { email } = await database
    .selectFrom('member')
    .select('email')
    .where('id', '=', caller.member)
    .executeTakeFirstOrThrow();
  const known = await database
    .selectFrom('passkey')
    .select(['id', 'transports'])
    .where('member', '=', caller.member)
    .execute();
  const options = await generateRegistrationOptions({
    rpName: hub.name,
    rpID: relyingParty(origin),
    userName: email,
    userDisplayName: caller.name,
    userID: new TextEncoder().encode(caller.member),
    excludeCredentials: known,
    // It stands for itself: found without a name being typed, and only with the owner's finger, face or PIN.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(database, 'passkey-registration', options.challenge, { member: caller.member });
  return options;
}

/** Keeps a passkey that answers an offer of {@link offerPasskey} to the same member. */
export async function addPasskey(
  database: Database,
  caller: Caller,
  origin: string,
  given: z.infer<typeof newPasskey>,
): Promise<string> {
  needSession(caller);
  const challenge = challengeIn(given.credential.response.clientDataJSON);
  const offer = challenge && (await spendChallenge<{ member: string }>(database, 'passkey-registration', challenge));
  if (!offer || offer.member !== caller.member) {
    throw fieldProblem('unknown-challenge', 'credential', 'This passkey answers no open offer; ask for a new one.');
  }
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response: given.credential,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: relyingParty(origin),
  }).catch((error: unknown) => {
    throw fieldProblem('bad-passkey', 'credential', `The passkey can't be taken: ${(error as Error).message}`);
  });
  if (!made) throw fieldProblem('bad-passkey', 'credential', "The passkey's signature is wrong.");
  await database.transaction().execute(async (write) => {
    const row = await write
      .insertInto('passkey')
      .values({
        id: made.credential.id,
        member: caller.member,
        name: given.name,
        public_key: Buffer.from(made.credential.publicKey),
        counter: made.credential.counter,
        transports: given.credential.response.transports,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Problem('already-exists', 'This passkey is registered already.');
    await journal(write, 'passkey', { id: row.id, member: caller.member, change: 'added' });
  });
  return made.credential.id;
}

/** The caller's passkeys, newest first. */
export async function listPasskeys(database: Database, caller: Caller): Promise<z.infer<typeof passkey>[]> {
  const rows = await database
    .selectFrom('passkey')
    .select(['id', 'name', 'created', 'last_used'])
    .where('member', '=', caller.member)
    .orderBy('created', 'desc')
    .execute();
  return rows.map(({ last_used, ...row }) => ({
    ...row,
    created: row.created.toISOString(),
    lastUsed: last_used?.toISOString() ?? null,
  }));
}

/** Removes a passkey of the caller's; it signs nobody in from then on. */
export async function removePasskey(database: Database, caller: Caller, id: string): Promise<void> {
  needSession(caller);
  await database.transaction().execute(async (write) => {
    const { numDeletedRows } = await write
      .deleteFrom('passkey')
      .where('id', '=', id)
      .where('member', '=', caller.member)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Problem('not-found', `You have no passkey ${id}.`);
    await journal(write, 'passkey', { id, member: caller.member, change: 'removed' });
  });
}

/** A token, which may be narrow and is lent to programs, must not make itself a key to the whole account. */
function needSession(caller: Caller): void {
  if (caller.session === undefined)
    throw new Problem('not-allowed', 'Passkeys are handled by their owner, signed in in a browser; not by a token.');
}
