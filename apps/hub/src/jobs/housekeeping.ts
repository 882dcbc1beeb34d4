import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../store/database.ts';

const everyHour = 3_600_000;

/** What has had its time goes: none of it is a record of anything. TAXII statuses stay twice the 24 h that are promised. */
const chores = [
  sql`delete from taxii_status where created < now() - interval '48 hours'`,
  sql`delete from session where expires < now() - interval '30 days'`,
  sql`delete from challenge where expires < now()`,
  sql`delete from sign_in_attempt where at < now() - interval '1 day'`,
];

/** Clears away what has expired, now and every hour; returns how to stop. Any number of hubs may do it. */
export function keepHouse(database: Database, log: Logger): () => void {
  const clear = async (): Promise<void> => {
    try {
      for (const chore of chores) await chore.execute(database);
    } catch (error) {
      log.warn({ error }, 'housekeeping failed; it will be tried again in an hour');
    }
  };
  void clear();
  const timer = setInterval(() => void clear(), everyHour);
  timer.unref();
  return () => clearInterval(timer);
}
