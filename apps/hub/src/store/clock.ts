import { appendLeaves, leafHash, type Frontier } from '@sanad/journal';
import { sql } from 'kysely';
import type { Write } from './database.ts';
import { journalHasher } from './hashing.ts';

/** A place in the added order and in the journal, given to one write at a time. */
export interface Turn {
  /** The first free position, in microseconds since 1970; the writer uses it and those that follow. */
  readonly first: number;
  readonly frontier: Frontier;
}

/** One accepted write as the journal records it. */
export interface JournalEntry {
  readonly added: number;
  readonly kind: string;
  /** What is hashed: canonical text that names the record and its SHA-256, never its content. */
  readonly entry: string;
}

/**
 * Takes the writer's turn. The row of the clock stays locked until the transaction ends, so positions become visible in
 * the order in which they were given, whichever hub gives them; a reader at *n* can't miss a smaller one later.
 */
export async function takeTurn(write: Write): Promise<Turn> {
  const { rows } = await sql<{ first: number; size: number; frontier: Buffer[] }>`
    select greatest(added + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint) as first, size, frontier
    from clock for update`.execute(write);
  const row = rows[0];
  if (!row) throw new Error('the clock is missing: the database was not set up');
  return { first: row.first, frontier: { size: row.size, hashes: row.frontier } };
}

/** Ends the turn: journals the entries, advances the clock to `last`, and tells every hub when the transaction commits. */
export async function endTurn(write: Write, turn: Turn, last: number, entries: readonly JournalEntry[]): Promise<void> {
  const encoder = new TextEncoder();
  const leaves = entries.map((entry) => leafHash(encoder.encode(entry.entry), journalHasher));
  const { frontier, nodes } = appendLeaves(turn.frontier, leaves, journalHasher);
  const index = entries.map((_, offset) => turn.frontier.size + offset);
  await sql`with leaves as (
      insert into journal_leaf (index, added, kind, entry)
      select * from unnest(${index}::bigint[], ${entries.map((entry) => entry.added)}::bigint[],
        ${entries.map((entry) => entry.kind)}::text[], ${entries.map((entry) => entry.entry)}::text[])),
    nodes as (
      insert into journal_node (level, index, hash)
      select * from unnest(${nodes.map((node) => node.level)}::smallint[], ${nodes.map((node) => node.index)}::bigint[],
        ${nodes.map((node) => Buffer.from(node.hash))}::bytea[])),
    told as (select pg_notify('sanad_added', ${String(last)}))
    update clock set added = ${last}, size = ${frontier.size},
      frontier = ${frontier.hashes.map((hash) => Buffer.from(hash))}::bytea[] from told`.execute(write);
}
