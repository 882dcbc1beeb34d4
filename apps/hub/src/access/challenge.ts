import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { hashSecret } from './secret.ts';

/** A challenge that is not answered in so many minutes is void. */
const life = { minutes: 10 };

/** What a challenge is for; one made for one purpose is no answer to another. */
export type Purpose = 'passkey-registration' | 'passkey-sign-in' | 'openid-sign-in';

/** Keeps a random challenge until it is answered, with what has to be remembered; any hub may get the answer. */
export async function keepChallenge(
  database: Database,
  purpose: Purpose,
  challenge: string,
  body: object,
): Promise<void> {
  await sql`with old as (delete from challenge where expires < now())
    insert into challenge (id, purpose, body, expires) values (${idOf(challenge)}, ${purpose}, ${JSON.stringify(body)},
      now() + make_interval(mins => ${life.minutes}))`.execute(database);
}

/** Spends a challenge: what was remembered with it, once; undefined when it is unknown, void or spent. */
export async function spendChallenge<T extends object>(
  database: Database,
  purpose: Purpose,
  challenge: string,
): Promise<T | undefined> {
  const row = await database
    .deleteFrom('challenge')
    .where('id', '=', idOf(challenge))
    .where('purpose', '=', purpose)
    .where('expires', '>', sql<Date>`now()`)
    .returning('body')
    .executeTakeFirst();
  return row?.body as T | undefined;
}

const idOf = (challenge: string): string => hashSecret(challenge).toString('base64url');
