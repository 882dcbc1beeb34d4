import { sql, type Kysely } from 'kysely';
import { migrations, type Migration } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** Raised when the database is newer than this program, which would not understand it. */
export class NewerDatabase extends Error {
  constructor(unknown: readonly string[]) {
    super(`The database was written by a newer version of Sanad (${unknown.join(', ')}). Start that version instead.`);
    this.name = 'NewerDatabase';
  }
}

/**
 * Brings the database to the form this program knows, forward only, each step in a transaction of its own. Several hubs
 * may start at once: they take turns. Returns the names of the steps that ran.
 */
export async function migrate(database: Kysely<Tables>, steps: readonly Migration[] = migrations): Promise<string[]> {
  return database.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(7301)`.execute(connection);
    try {
      await sql`create schema if not exists sanad`.execute(connection);
      await sql`create table if not exists sanad.migration (
        name text primary key, ran timestamptz not null default now())`.execute(connection);
      const { rows } = await sql<{ name: string }>`select name from sanad.migration`.execute(connection);
      const done = new Set(rows.map((row) => row.name));
      const unknown = [...done].filter((name) => !steps.some((step) => step.name === name));
      if (unknown.length > 0) throw new NewerDatabase(unknown);
      const todo = steps.filter((step) => !done.has(step.name));
      for (const step of todo) {
        await connection.transaction().execute(async (transaction) => {
          await sql.raw(step.sql).execute(transaction);
          await sql`insert into sanad.migration (name) values (${step.name})`.execute(transaction);
        });
      }
      return todo.map((step) => step.name);
    } finally {
      await sql`select pg_advisory_unlock(7301)`.execute(connection);
    }
  });
}
