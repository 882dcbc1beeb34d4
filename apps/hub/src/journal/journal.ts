import { consistencyProof, inclusionProof, parseSignerKey, rootOf, signCheckpoint, type NodeId } from '@sanad/journal';
import type { Result } from '@sanad/result';
import { sql } from 'kysely';
import type { Born } from '../setup/setup.ts';
import { journalHasher } from '../store/hashing.ts';
import { Problem } from '../http/problem.ts';
import type { Database } from '../store/database.ts';

/** The journal as others check it. */
export interface Journal {
  /** The newest signed checkpoint (C2SP tlog-checkpoint). */
  checkpoint(): Promise<string>;
  /** Proof that the write at a position is in the tree of `size` leaves. */
  inclusion(added: number, size?: number): Promise<{ index: number; size: number; leaf: string; proof: string[] }>;
  /** Proof that the tree of `first` leaves is a beginning of that of `second`. */
  consistency(first: number, second: number): Promise<string[]>;
  /** The key with which to check the checkpoints. */
  readonly verifierKey: string;
}

/** Serves the journal that is kept in a database, signing as the hub. */
export async function openJournal(database: Database, born: Born): Promise<Journal> {
  const signer = await parseSignerKey(born.journalKeys.signerKey);
  if (!signer.ok) throw new Error("the hub's journal key can't be read");

  const readNodes = async (ids: readonly NodeId[]): Promise<Uint8Array[]> => {
    const { rows } = await sql<{ hash: Buffer }>`
      select n.hash from unnest(${ids.map((id) => id.level)}::smallint[], ${ids.map((id) => id.index)}::bigint[])
        with ordinality as wanted(level, index, place)
      join journal_node n using (level, index) order by place`.execute(database);
    return rows.map((row) => row.hash);
  };
  const currentSize = async (): Promise<number> =>
    (await database.selectFrom('clock').select('size').executeTakeFirstOrThrow()).size;

  return {
    verifierKey: born.journalKeys.verifierKey,
    async checkpoint() {
      const { size, frontier } = await database
        .selectFrom('clock')
        .select(['size', 'frontier'])
        .executeTakeFirstOrThrow();
      const root = rootOf({ size, hashes: frontier }, journalHasher);
      return signCheckpoint({ origin: signer.value.name, size, root }, signer.value);
    },
    async inclusion(added, size) {
      const of = size ?? (await currentSize());
      const leaf = await database
        .selectFrom('journal_leaf')
        .innerJoin('journal_node', (join) =>
          join.onRef('journal_node.index', '=', 'journal_leaf.index').on('level', '=', 0),
        )
        .select(['journal_leaf.index', 'hash'])
        .where('added', '=', added)
        .executeTakeFirst();
      if (!leaf || leaf.index >= of)
        throw new Problem('not-found', 'No write at this position is in a tree of this size.');
      const proof = await inclusionProof(leaf.index, of, readNodes, journalHasher);
      return { index: leaf.index, size: of, leaf: leaf.hash.toString('base64'), proof: proven(proof).map(base64) };
    },
    async consistency(first, second) {
      const size = await currentSize();
      if (first > second || second > size) {
        throw new Problem('bad-request', `The sizes have to ascend and not exceed ${size}, the size of the journal.`);
      }
      return proven(await consistencyProof(first, second, readNodes, journalHasher)).map(base64);
    },
  };
}

function proven(proof: Result<Uint8Array[]>): Uint8Array[] {
  if (!proof.ok) throw new Problem('bad-request', proof.issues.map((issue) => issue.message).join(' '), proof.issues);
  return proof.value;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
