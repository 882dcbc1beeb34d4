import type { StixObject } from '@sanad/stix';
import { searchWords } from '@sanad/i18n';
import { sql } from 'kysely';
import type { Write } from './database.ts';
import { referencesOf } from './references.ts';
import { textOf } from './text.ts';
import { valuesOf } from './values.ts';

/** Keeps what searching needs of new versions: their values, references and words; all of it under the same security. */
export async function project(write: Write, versions: readonly { added: number; object: StixObject }[]): Promise<void> {
  // Parts with a marking of their own are left out: a search must not find what its reader may not see.
  const open = versions.map(({ added, object }) => ({ added, object: withoutGranular(object) }));
  const values = open.flatMap(({ added, object }) => valuesOf(object).map((value) => ({ added, ...value })));
  const references = open.flatMap(({ added, object }) => referencesOf(object).map((one) => ({ added, ...one })));
  const texts = open
    .map(({ added, object }) => ({ added, words: searchWords(textOf(object)) }))
    .filter((one) => one.words);
  await sql`with kept_values as (
      insert into object_value (value, kind, added)
      select * from unnest(${values.map((one) => one.value)}::text[], ${values.map((one) => one.kind)}::text[],
        ${values.map((one) => one.added)}::bigint[]) on conflict do nothing),
    kept_references as (
      insert into object_reference (target, added, property)
      select * from unnest(${references.map((one) => one.target)}::text[], ${references.map((one) => one.added)}::bigint[],
        ${references.map((one) => one.property)}::text[]) on conflict do nothing)
    insert into object_text (added, words)
    select added, to_tsvector('simple', words)
    from unnest(${texts.map((one) => one.added)}::bigint[], ${texts.map((one) => one.words)}::text[]) t(added, words)`.execute(
    write,
  );
}

function withoutGranular(object: StixObject): StixObject {
  const markings = object['granular_markings'];
  if (!Array.isArray(markings)) return object;
  const marked = new Set(
    markings.flatMap((one: { selectors?: string[] }) => (one.selectors ?? []).map((path) => path.split('.')[0])),
  );
  return Object.fromEntries(Object.entries(object).filter(([name]) => !marked.has(name))) as StixObject;
}
