import { createHash } from 'node:crypto';
import { appendLeaves, emptyFrontier, rootOf, type Frontier } from '@sanad/journal';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { journalHasher } from '../store/hashing.ts';

/** One thing that is not as the journal says. */
export interface Discrepancy {
  /** Leaf, or -1 for the journal as a whole. */
  readonly index: number;
  readonly what: string;
}

/** What checking a whole journal found. */
export interface Verification {
  readonly leaves: number;
  /** Root over all leaves, base64. */
  readonly root: string;
  readonly discrepancies: readonly Discrepancy[];
}

const batch = 5000;
const mostShown = 100;

interface LeafRow {
  readonly index: number;
  readonly added: number;
  readonly kind: string;
  readonly entry: string;
  readonly node: Buffer | null;
  readonly body: string | null;
  readonly owner: string | null;
}

/**
 * Checks the whole journal against the database in one snapshot: every leaf hashes to its node, every record to what its
 * leaf says, every stored version has a leaf, and the root over all leaves is the clock's.
 */
export async function verifyJournal(
  database: Database,
  onProgress?: (done: number, of: number) => void,
): Promise<Verification> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (read) => {
      const { size, frontier: kept } = await read
        .selectFrom('clock')
        .select(['size', 'frontier'])
        .executeTakeFirstOrThrow();
      const discrepancies: Discrepancy[] = [];
      const note = (index: number, what: string): void => {
        if (discrepancies.length < mostShown) discrepancies.push({ index, what });
      };
      const encoder = new TextEncoder();
      let frontier: Frontier = emptyFrontier;
      for (let from = 0; from < size; from += batch) {
        const { rows } = await sql<LeafRow>`
        select l.index, l.added, l.kind, l.entry, n.hash as node, v.body, v.owner
        from journal_leaf l left join journal_node n on n.level = 0 and n.index = l.index
        left join object_version v on v.added = l.added and l.kind = 'object'
        where l.index >= ${from} and l.index < ${from + batch} order by l.index`.execute(read);
        rows.forEach((row, offset) => {
          if (row.index !== from + offset) note(from + offset, 'the leaf is missing');
          checkRecord(row, note);
        });
        const hashes = rows.map((row) => journalHasher.leaf(encoder.encode(row.entry)));
        rows.forEach((row, offset) => {
          if (!row.node?.equals(hashes[offset] ?? Buffer.alloc(0)))
            note(row.index, 'the leaf does not hash to its node');
        });
        frontier = appendLeaves(frontier, hashes, journalHasher).frontier;
        onProgress?.(Math.min(size, from + batch), size);
      }
      if (frontier.size !== size) note(-1, `the journal has ${frontier.size} leaves, the clock says ${size}`);
      const root = rootOf(frontier, journalHasher);
      const said = rootOf({ size, hashes: kept }, journalHasher);
      if (!Buffer.from(root).equals(said)) note(-1, 'the root over the leaves is not the root that was signed');
      const { rows: stray } = await sql<{ count: number }>`select count(*) as count from object_version v
      where not exists (select from journal_leaf l where l.added = v.added)`.execute(read);
      if ((stray[0]?.count ?? 0) > 0) note(-1, `${stray[0]?.count} stored versions have no leaf`);
      return { leaves: size, root: Buffer.from(root).toString('base64'), discrepancies };
    });
}

function checkRecord(row: LeafRow, note: (index: number, what: string) => void): void {
  if (row.kind !== 'object') return;
  if (row.body === null) return note(row.index, `the version added at ${row.added} is gone`);
  const entry = JSON.parse(row.entry) as { sha256: string; owner: string };
  if (createHash('sha256').update(row.body).digest('hex') !== entry.sha256)
    note(row.index, `the version added at ${row.added} was changed`);
  if (row.owner !== entry.owner) note(row.index, `the owner of the version added at ${row.added} was changed`);
}
