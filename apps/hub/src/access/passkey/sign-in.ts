import { z } from '@hono/zod-openapi';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { sql } from 'kysely';
import { Problem } from '../../http/problem.ts';
import type { Database } from '../../store/database.ts';
import { countAttempt } from '../attempts.ts';
import { keepChallenge, spendChallenge } from '../challenge.ts';
import { openSession, type Opened } from '../sign-in.ts';
import { challengeIn, relyingParty } from './relying-party.ts';

const base64url = z.string().regex(/^[\w-]+$/, 'base64url');

/** What a passkey answered, as `PublicKeyCredential.toJSON()` writes it. */
export const passkeyAnswer = z
  .object({
    id: base64url.max(1400),
    rawId: base64url.max(1400),
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.optional(),
    }),
    clientExtensionResults: z.looseObject({}).default({}),
  })
  .openapi('PasskeyAnswer');

/** What a browser needs to ask for a passkey. It names no account, so it tells nobody which exist. */
export async function askForPasskey(database: Database, origin: string) {
  const options = await generateAuthenticationOptions({ rpID: relyingParty(origin), userVerification: 'required' });
  await keepChallenge(database, 'passkey-sign-in', options.challenge, {});
  return options;
}

/** Signs in the member whose passkey answered; every failure looks the same from outside. */
export async function signInByPasskey(
  database: Database,
  given: z.infer<typeof passkeyAnswer>,
  from: { origin: string; address: string; agent: string | undefined },
): Promise<Opened> {
  const takeBack = await countAttempt(database, { address: from.address });
  const challenge = challengeIn(given.response.clientDataJSON);
  if (!challenge || !(await spendChallenge(database, 'passkey-sign-in', challenge))) throw failed();
  const { userHandle, ...response } = given.response;
  const answer = { ...given, response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) } };
  // The row stays locked while its counter is compared, so that a copied passkey can't win a race with the true one.
  const member = await database.transaction().execute(async (write) => {
    const row = await write
      .selectFrom('passkey')
      .innerJoin('member', 'member.id', 'passkey.member')
      .innerJoin('party', 'party.id', 'member.party')
      .select(['passkey.id', 'passkey.member', 'public_key', 'counter'])
      .where('passkey.id', '=', given.id)
      .where(sql<boolean>`member.active and party.active`)
      .forUpdate('passkey')
      .executeTakeFirst();
    if (!row) throw failed();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: from.origin,
      expectedRPID: relyingParty(from.origin),
      credential: { id: row.id, publicKey: new Uint8Array(row.public_key), counter: row.counter },
    }).catch(() => {
      throw failed();
    });
    if (!verified) throw failed();
    await write
      .updateTable('passkey')
      .set({ counter: authenticationInfo.newCounter, last_used: new Date() })
      .where('id', '=', row.id)
      .execute();
    return row.member;
  });
  await takeBack();
  return openSession(database, member, 'passkey', from.agent);
}

const failed = (): Problem => new Problem('sign-in-failed', 'This passkey does not sign anybody in here.');
