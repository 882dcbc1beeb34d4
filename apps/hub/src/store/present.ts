import { audienceOf, levelCodes, mayLeave, type Level } from '@sanad/policy';
import { visibleParts, type StixObject } from '@sanad/stix';
import { sql } from 'kysely';
import { definitionOf, readDefinition, type Definition } from '../intel/submit/level.ts';
import type { Read, Scope } from './database.ts';

/** A version as it is stored, with what decides about its parts. */
export interface Stored {
  readonly added: number;
  readonly id: string;
  readonly type: string;
  readonly version: string;
  readonly spec_version: string;
  readonly owner: string;
  readonly level: number;
  readonly communities: readonly number[];
  readonly recipients: readonly number[];
  readonly granular: boolean;
  readonly body: string;
}

/** The columns of {@link Stored}, of `object_version` under the alias v. */
export const storedColumns = sql.raw(
  ['added', 'id', 'type', 'version', 'spec_version', 'owner', 'level', 'communities', 'recipients', 'granular', 'body']
    .map((name) => `v.${name}`)
    .join(', '),
);

/** The level of a code of the database. */
export const levelOfCode = (code: number): Level =>
  (Object.keys(levelCodes) as Level[]).find((level) => levelCodes[level] === code) ?? 'UNKNOWN';

/**
 * The text of each version as the reader may see it: whole, or without the parts whose granular markings they may not
 * read. The versions themselves came through row-level security.
 */
export async function present(read: Read, scope: Scope, rows: readonly Stored[]): Promise<string[]> {
  if (!rows.some((row) => row.granular && row.owner !== scope.party)) return rows.map((row) => row.body);
  const { rows: answer } = await sql<{ keys: number[] }>`select actor_keys() as keys`.execute(read);
  const keys = new Set(answer[0]?.keys);
  const objects = rows.map((row) => (row.granular ? (JSON.parse(row.body) as StixObject) : undefined));
  const definitions = await definitionsFor(read, objects);
  return rows.map((row, index) => {
    const object = objects[index];
    if (!object || row.owner === scope.party) return row.body;
    const mayRead = (marking: string): boolean => {
      const level = definitionOf(marking, definitions);
      if (level === 'statement') return true;
      const release = { owner: 0, communities: row.communities, recipients: row.recipients };
      return mayLeave(level, scope.channel) && audienceOf(level, release).some((key) => keys.has(key));
    };
    // The object's own markings were decided by the database; only its parts are left to decide.
    const own = new Set(object['object_marking_refs'] as string[] | undefined);
    const parts = visibleParts(object, (marking) => own.has(marking) || mayRead(marking));
    return JSON.stringify(parts ?? { type: object.type, id: object.id, spec_version: '2.1' });
  });
}

async function definitionsFor(
  read: Read,
  objects: readonly (StixObject | undefined)[],
): Promise<Map<string, Definition>> {
  const used = objects.flatMap((object) =>
    ((object?.['granular_markings'] as { marking_ref?: string }[] | undefined) ?? []).flatMap(
      (one) => one.marking_ref ?? [],
    ),
  );
  const { rows } = await sql<{ id: string; body: string }>`
    select distinct on (id) id, body from object_version
    where id = any(${[...new Set(used)]}) and type = 'marking-definition' order by id, added desc`.execute(read);
  return new Map(rows.map((row) => [row.id, readDefinition(JSON.parse(row.body) as StixObject)]));
}
