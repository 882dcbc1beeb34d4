import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Channel } from '@sanad/policy';
import type { Tables } from './tables.ts';

/** A connection pool to the hub's database. */
export type Database = Kysely<Tables>;

/** A transaction in it. */
export type Write = Transaction<Tables>;

/** A transaction that sees only what its actor may see; made by {@link withScope}. */
export type Read = Transaction<Tables> & { readonly scoped: true };

/** For whom a read is made. */
export interface Scope {
  /** Id of the party's identity; none for the public. */
  readonly party?: string | undefined;
  /** Whether the member acts for the hub's authority. */
  readonly authority: boolean;
  /** By which door the answer leaves. */
  readonly channel: Channel;
}

/** Opens a pool on a PostgreSQL URL. `int8` comes as a number: positions are microseconds and stay below 2^53 until 2255. */
export function openDatabase(url: string, size = 20): Database {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    options: '-c search_path=sanad,public -c timezone=UTC -c jit=off',
    types: types,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** The one way out: runs `read` in a transaction in which row-level security shows just what the scope may see. */
export async function withScope<T>(database: Database, scope: Scope, read: (read: Read) => Promise<T>): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    await actAs(transaction, scope, sql`, set_config('role', 'sanad_reader', true)`);
    return read(transaction as Read);
  });
}

/** Names the actor to the security functions of the database for the rest of the transaction. */
export async function actAs(transaction: Transaction<Tables>, scope: Scope, more = sql``): Promise<void> {
  await sql`select set_config('sanad.party', ${scope.party ?? ''}, true),
    set_config('sanad.authority', ${scope.authority ? 'on' : ''}, true),
    set_config('sanad.channel', ${scope.channel}, true)${more}`.execute(transaction);
}
