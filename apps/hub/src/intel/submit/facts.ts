import type { Level } from '@sanad/policy';
import type { StixObject } from '@sanad/stix';
import { sql } from 'kysely';
import { Problem } from '../../http/problem.ts';
import type { Caller } from '../../access/caller.ts';
import { actAs, type Write } from '../../store/database.ts';
import type { Release } from './decide.ts';
import { readDefinition, type Definition } from './level.ts';

/** What the database says that a decision about a batch needs. */
export interface ReleaseFacts {
  /** Those parties of this hub that the batch names as creators or tries to replace. */
  readonly parties: ReadonlySet<string>;
  /** What is known of the marking definitions that the batch uses. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** The highest level that the caller may share to each community of the release. */
  readonly ceilings: ReadonlyMap<string, Level>;
  /** Ids of the batch that the caller may already read: handing them on is no forgery. */
  readonly visible: ReadonlySet<string>;
}

/** Reads them. Refuses a release to communities or parties that the caller can't reach, naming which. */
export async function readFacts(
  write: Write,
  caller: Caller,
  objects: readonly StixObject[],
  release: Release,
): Promise<ReleaseFacts> {
  await actAs(write, { party: caller.party, authority: caller.authority, channel: 'page' });
  const creators = objects.map((object) => object['created_by_ref']).filter((id) => typeof id === 'string');
  const ids = objects.map((object) => object.id);
  const markings = [
    ...new Set(objects.flatMap((object) => (object['object_marking_refs'] as string[] | undefined) ?? [])),
  ];
  const { rows: parties } = await sql<{ id: string }>`
    select id from party where id = any(${[...new Set([...creators, ...ids])]})`.execute(write);
  const foreign = parties.some((party) => party.id !== caller.party);
  return {
    parties: new Set(parties.map((party) => party.id)),
    definitions: await readDefinitions(write, caller, objects, markings),
    ceilings: await readCeilings(write, release),
    visible: foreign ? await readVisible(write, ids) : new Set(),
  };
}

async function readDefinitions(
  write: Write,
  caller: Caller,
  objects: readonly StixObject[],
  markings: readonly string[],
): Promise<Map<string, Definition>> {
  const definitions = new Map<string, Definition>();
  for (const object of objects) {
    if (object.type === 'marking-definition') definitions.set(object.id, readDefinition(object));
  }
  const missing = markings.filter((id) => !definitions.has(id));
  if (missing.length === 0) return definitions;
  // One's own, or one that everybody may read: a definition somebody else keeps to themselves proves nothing.
  const { rows } = await sql<{ id: string; body: string }>`
    select distinct on (id) id, body from object_version
    where id = any(${missing}) and type = 'marking-definition' and (owner = ${caller.party} or level = 0)
    order by id, added desc`.execute(write);
  for (const row of rows) definitions.set(row.id, readDefinition(JSON.parse(row.body) as StixObject));
  return definitions;
}

async function readCeilings(write: Write, release: Release): Promise<Map<string, Level>> {
  const { rows } = await sql<{ id: string; ceiling: Level }>`
    select c.id, a.highest_level as ceiling from community c join agreement a on a.id = c.agreement
    join bound_agreements() b(id) on b.id = a.id
    where c.id = any(${release.communities})`.execute(write);
  const ceilings = new Map(rows.map((row) => [row.id, row.ceiling]));
  release.communities.forEach((id, index) => {
    if (ceilings.has(id)) return;
    const message = `Your party is not in a community ${id} by an agreement in force.`;
    throw new Problem('invalid', message, [{ code: 'not-in-community', path: `communities/${index}`, message }]);
  });
  const { rows: known } = await sql<{ id: string }>`
    select id from party where id = any(${release.recipients})`.execute(write);
  const recipients = new Set(known.map((row) => row.id));
  release.recipients.forEach((id, index) => {
    if (recipients.has(id)) return;
    const message = `There is no party ${id} on this hub.`;
    throw new Problem('invalid', message, [{ code: 'unknown-party', path: `recipients/${index}`, message }]);
  });
  return ceilings;
}

async function readVisible(write: Write, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct v.id from object_version v
    where v.id = any(${ids}) and v.audience && actor_keys()
      and not exists (select from withdrawal w where w.added = v.added)`.execute(write);
  return new Set(rows.map((row) => row.id));
}
