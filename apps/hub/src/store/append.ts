import { hash } from 'node:crypto';
import { audienceOf, levelCodes, type Level, type ReleaseKeys } from '@sanad/policy';
import type { StixObject } from '@sanad/stix';
import { sql } from 'kysely';
import { endTurn, takeTurn, type JournalEntry } from './clock.ts';
import type { Write } from './database.ts';
import { project } from './project.ts';
import type { Source } from './tables.ts';
import { sortableVersion } from './version.ts';

/** An object that has been validated and decided on, ready to be kept. */
export interface Incoming {
  readonly object: StixObject;
  readonly level: Level;
  /** Ids of the communities to which it is shared. */
  readonly communities: readonly string[];
  /** Ids of the parties to which it is addressed by name. */
  readonly recipients: readonly string[];
}

/** Who brings objects, and how. */
export interface Bringer {
  readonly party: string;
  readonly member: string | null;
  readonly source: Source;
  readonly exercise?: boolean;
}

/** What became of one object, in the order in which they were brought. */
export type Outcome =
  | { readonly kind: 'accepted' | 'changed' | 'released' | 'known'; readonly added: number }
  | { readonly kind: 'refused'; readonly code: 'version-conflict' | 'version-backwards' | 'already-revoked' };

interface Known {
  readonly added: number;
  readonly version: string;
  readonly sha256: string;
  readonly revoked: boolean;
  readonly level: number;
  readonly communities: readonly number[];
  readonly recipients: readonly number[];
}

/**
 * The one way in: keeps objects as new versions, with their projections and journal leaves, in the caller's transaction.
 * A version that its owner already brought is `known`, or `released` anew when its audience grows; nothing is overwritten.
 */
export async function append(write: Write, bringer: Bringer, incoming: readonly Incoming[]): Promise<Outcome[]> {
  if (incoming.length === 0) return [];
  const turn = await takeTurn(write);
  const known = await knownVersions(write, bringer.party, incoming);
  const keys = await releaseKeys(write, incoming, bringer.party);
  const owner = keys(bringer.party);
  const rows: Row[] = [];
  let next = turn.first;

  const outcomes = incoming.map((item): Outcome => {
    const { object } = item;
    const body = JSON.stringify(object);
    const sha256 = hash('sha256', body);
    const version = sortableVersion(object);
    const earlier = known.get(object.id) ?? [];
    const same = earlier.filter((one) => one.version === version);
    // A version released again keeps whom it had reached.
    const reached = {
      communities: same.flatMap((one) => one.communities),
      recipients: same.flatMap((one) => one.recipients),
    };
    const release = {
      owner,
      communities: union(reached.communities, item.communities.map(keys)),
      recipients: union(reached.recipients, item.recipients.map(keys)),
    };
    const wider =
      release.communities.length > new Set(reached.communities).size ||
      release.recipients.length > new Set(reached.recipients).size;
    // The definition of a marking that was unknown has come since.
    const understood = item.level !== 'UNKNOWN' && same.every((one) => one.level === levelCodes.UNKNOWN);
    const judged = judge(earlier, same, { version, sha256, wider: wider || understood });
    if (judged.kind === 'refused' || judged.kind === 'known') return judged;
    const added = next++;
    const revoked = object['revoked'] === true;
    rows.push({
      added,
      item,
      version,
      body,
      sha256,
      release,
      revoked,
      instead: understood ? same.map((one) => one.added) : [],
    });
    known.set(object.id, [...earlier, { added, version, sha256, revoked, level: levelCodes[item.level], ...release }]);
    return { kind: judged.kind, added };
  });

  if (rows.length > 0) await insert(write, bringer, rows, turn);
  return outcomes;
}

interface Row {
  readonly added: number;
  readonly item: Incoming;
  readonly version: string;
  readonly body: string;
  readonly sha256: string;
  readonly release: ReleaseKeys;
  readonly revoked: boolean;
  /** Positions of the rows that nobody was shown, in whose place this one comes. */
  readonly instead: readonly number[];
}

type Judged =
  | { readonly kind: 'accepted' | 'changed' | 'released' }
  | { readonly kind: 'known'; readonly added: number }
  | Extract<Outcome, { kind: 'refused' }>;

function judge(
  earlier: readonly Known[],
  same: readonly Known[],
  offered: { version: string; sha256: string; wider: boolean },
): Judged {
  const first = same[0];
  if (first) {
    if (first.sha256 !== offered.sha256) return { kind: 'refused', code: 'version-conflict' };
    return offered.wider ? { kind: 'released' } : { kind: 'known', added: first.added };
  }
  if (earlier.some((one) => one.revoked)) return { kind: 'refused', code: 'already-revoked' };
  if (earlier.some((one) => one.version > offered.version)) return { kind: 'refused', code: 'version-backwards' };
  return { kind: earlier.length > 0 ? 'changed' : 'accepted' };
}

async function knownVersions(
  write: Write,
  owner: string,
  incoming: readonly Incoming[],
): Promise<Map<string, Known[]>> {
  const ids = [...new Set(incoming.map((item) => item.object.id))];
  const { rows } = await sql<Known & { id: string }>`
    select v.id, v.added, v.version, encode(v.sha256, 'hex') as sha256, v.revoked, v.level, v.communities, v.recipients
    from object_version v
    where v.id = any(${ids}) and v.owner = ${owner} and not exists (select from withdrawal w where w.added = v.added)
    order by v.added`.execute(write);
  const known = new Map<string, Known[]>();
  for (const row of rows) known.set(row.id, [...(known.get(row.id) ?? []), row]);
  return known;
}

const union = (some: readonly number[], more: readonly number[]): number[] => [...new Set([...some, ...more])];

/** The integers that stand for parties and communities. Throws for one that does not exist: that was decided before. */
async function releaseKeys(
  write: Write,
  incoming: readonly Incoming[],
  owner: string,
): Promise<(id: string) => number> {
  const ids = new Set([owner, ...incoming.flatMap((item) => [...item.communities, ...item.recipients])]);
  const { rows } = await sql<{ id: string; key: number }>`
    select id, key from party where id = any(${[...ids]})
    union all select id, key from community where id = any(${[...ids]})`.execute(write);
  const keys = new Map(rows.map((row) => [row.id, row.key]));
  return (id) => {
    const key = keys.get(id);
    if (key === undefined) throw new Error(`no audience key for ${id}`);
    return key;
  };
}

async function insert(
  write: Write,
  bringer: Bringer,
  rows: readonly Row[],
  turn: Awaited<ReturnType<typeof takeTurn>>,
): Promise<void> {
  const column = <T>(pick: (row: Row) => T): T[] => rows.map(pick);
  const literal = (keys: readonly number[]): string => `{${keys.join(',')}}`;
  const audiences = rows.map((row) => audienceOf(row.item.level, row.release));
  await sql`insert into object_version (added, id, type, version, spec_version, owner, member, level, audience,
      communities, recipients, granular, confidence, revoked, exercise, sha256, source, body)
    select r.added, r.id, r.type, r.version, r.spec_version, ${bringer.party}, ${bringer.member}::uuid, r.level,
      r.audience::int[], r.communities::int[], r.recipients::int[], r.granular, r.confidence, r.revoked,
      ${bringer.exercise ?? false}, decode(r.sha256, 'hex'), ${JSON.stringify(bringer.source)}::jsonb, r.body
    from unnest(${column((row) => row.added)}::bigint[], ${column((row) => row.item.object.id)}::text[],
      ${column((row) => row.item.object.type)}::text[], ${column((row) => row.version)}::text[],
      ${column((row) => row.item.object.spec_version ?? '2.1')}::text[],
      ${column((row) => levelCodes[row.item.level])}::smallint[], ${audiences.map(literal)}::text[],
      ${column((row) => literal(row.release.communities))}::text[],
      ${column((row) => literal(row.release.recipients))}::text[],
      ${column((row) => 'granular_markings' in row.item.object)}::boolean[],
      ${column((row) => row.item.object.confidence ?? null)}::smallint[], ${column((row) => row.revoked)}::boolean[],
      ${column((row) => row.sha256)}::text[], ${column((row) => row.body)}::text[])
      as r(added, id, type, version, spec_version, level, audience, communities, recipients, granular, confidence, revoked, sha256,
        body)`.execute(write);
  // Listed in a community's collection too when the level alone already lets more people read it.
  const listed = rows.map((row, index) => union(audiences[index] ?? [], row.release.communities));
  await sql`insert into version_audience (audience, added)
    select * from unnest(${listed.flat()}::int[],
      ${rows.flatMap((row, index) => (listed[index] ?? []).map(() => row.added))}::bigint[])`.execute(write);
  await withdrawInstead(
    write,
    bringer,
    rows.flatMap((row) => row.instead),
  );
  await project(
    write,
    rows.map((row) => ({ added: row.added, object: row.item.object })),
  );
  const entries = rows.map((row): JournalEntry => {
    const { id, type } = row.item.object;
    const entry = { added: row.added, id, type, version: row.version, owner: bringer.party, sha256: row.sha256 };
    return { added: row.added, kind: 'object', entry: JSON.stringify(entry) };
  });
  await endTurn(write, turn, rows.at(-1)?.added ?? turn.first, entries);
}

/** Takes rows out of sight whose marking was unknown: the same versions are now released by what it turned out to mean. */
async function withdrawInstead(write: Write, bringer: Bringer, added: readonly number[]): Promise<void> {
  if (added.length === 0) return;
  await sql`insert into withdrawal (added, member, reason)
    select unnest(${added}::bigint[]), ${bringer.member}::uuid, 'its marking is understood now'`.execute(write);
  await sql`delete from version_audience where added = any(${added}::bigint[])`.execute(write);
}
