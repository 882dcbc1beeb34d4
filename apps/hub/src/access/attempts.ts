import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Database } from '../store/database.ts';

/** So many failures in so many minutes, for one account or one address, and sign-in pauses. */
const attempts = { most: 10, minutes: 15 };

/** Whose attempts are counted together: an account, which a success clears, and the address that a request came from. */
export interface Subjects {
  readonly account?: string;
  readonly address: string;
}

/**
 * Counts an attempt to sign in before it is judged, so that guesses made at the same moment can't outrun the limit; a
 * problem when there were too many. What it answers takes the attempt back, for after a success.
 */
export async function countAttempt(database: Database, { account, address }: Subjects): Promise<() => Promise<void>> {
  const who = account === undefined ? null : `account ${account.toLowerCase()}`;
  const where = `address ${address}`;
  const subjects = [...(who ? [who] : []), where];
  const at = await database.transaction().execute(async (write) => {
    // In one order for everybody, so that two attempts never wait for each other.
    await sql`select pg_advisory_xact_lock(hashtextextended(subject, 0))
      from (select subject from unnest(${subjects}::text[]) subject order by 1) ordered`.execute(write);
    const { rows } = await sql<{ seconds: number }>`
      select ceil(extract(epoch from min(at) + make_interval(mins => ${attempts.minutes}) - now()))::int as seconds
      from (select subject, at, row_number() over (partition by subject order by at desc) as place from sign_in_attempt
        where subject = any(${subjects}) and at > now() - make_interval(mins => ${attempts.minutes})) recent
      where place = ${attempts.most} group by subject`.execute(write);
    const seconds = Math.max(0, ...rows.map((row) => row.seconds));
    if (seconds > 0) throw tooMany(seconds);
    const counted = await sql<{ at: string }>`with old as (delete from sign_in_attempt
        where subject = any(${subjects}) and at < now() - make_interval(mins => ${attempts.minutes}))
      insert into sign_in_attempt (subject) select unnest(${subjects}::text[])
      returning at::text`.execute(write);
    return counted.rows[0]?.at;
  });
  return async () => {
    await sql`delete from sign_in_attempt where subject = ${who} or (subject = ${where} and at = ${at}::timestamptz)`.execute(
      database,
    );
  };
}

function tooMany(seconds: number): Problem {
  const minutes = Math.ceil(seconds / 60);
  const detail = `Too many failed attempts; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return new Problem('too-many-attempts', detail, [], { 'Retry-After': String(seconds) });
}
