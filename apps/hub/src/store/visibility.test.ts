import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audienceOf, levelCodes, mayRead, type Released } from '@sanad/policy';
import { actorsOf, worlds, type World } from '@sanad/policy/testing';
import fc from 'fast-check';
import { sql } from 'kysely';
import { testDatabase } from '../testing/test-database.ts';
import { openDatabase, withScope, type Database } from './database.ts';
import { migrate } from './migrate.ts';

let database: Database;
before(async () => {
  database = openDatabase(await testDatabase(), 4);
  await migrate(database);
});
after(() => database.destroy());

test('row-level security and the pure rule agree on every object, actor and channel of random worlds', async () => {
  const at = new Date();
  await fc.assert(
    fc.asyncProperty(worlds(at), async (world) => {
      await fill(world);
      for (const actor of actorsOf(world, at)) {
        const seen = await withScope(database, actor, async (read) => {
          const { rows } = await sql<{ added: number }>`select added from object_version order by added`.execute(read);
          return rows.map((row) => row.added);
        });
        const expected = world.objects.flatMap((one, index) => (mayRead(actor, one) ? [index + 1] : []));
        assert.deepEqual(seen, expected, `${actor.party ?? 'public'} by ${actor.channel}`);
      }
    }),
    { numRuns: Number(process.env['SANAD_PROPERTY_RUNS'] ?? 40) },
  );
});

test('without an actor nothing is shown, and derived rows follow their version', async () => {
  const [world] = fc.sample(worlds(new Date()), { numRuns: 1, seed: 7 });
  await fill(world as World);
  for (const table of ['object_version', 'object_value', 'object_reference', 'version_audience']) {
    const { rows } = await database.transaction().execute(async (read) => {
      await sql`set local role sanad_reader`.execute(read);
      return sql<{ count: number }>`select count(*) as count from ${sql.table(table)} where added > 0`.execute(read);
    });
    assert.equal(rows[0]?.count, table === 'version_audience' ? await publicRows() : 0, table);
  }
});

async function publicRows(): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from version_audience where audience = 1`.execute(database);
  return rows[0]?.count ?? 0;
}

/** Puts a world into the tables as they are, past the one way in: what is tested is the way out. */
async function fill(world: World): Promise<void> {
  await database.transaction().execute(async (write) => {
    await sql`truncate party, agreement, agreement_party, community, object_version, version_audience, withdrawal,
      object_value restart identity cascade`.execute(write);
    for (const [index, id] of world.parties.entries()) {
      await write
        .insertInto('party')
        .values({ id, name: id, kind: 'other', is_hub: index === 0, names: '{}', contacts: '[]' })
        .execute();
    }
    for (const [index, one] of world.agreements.entries()) {
      const id = `a${index}`;
      await write
        .insertInto('agreement')
        .values({
          id,
          name: id,
          names: '{}',
          with_hub: one.withHub,
          term_from: one.from,
          term_until: one.until ?? null,
          highest_level: 'RED',
          in_force_since: one.inForceSince ?? null,
          ended_at: one.endedAt ?? null,
        })
        .execute();
      for (const each of one.parties) {
        const values = {
          agreement: id,
          party: each.party,
          assented_at: each.assentedAt ?? null,
          left_at: each.leftAt ?? null,
        };
        await write.insertInto('agreement_party').values(values).execute();
      }
      for (const community of one.communities) {
        await write
          .insertInto('community')
          .values({ id: community, agreement: id, name: community, names: '{}' })
          .execute();
      }
    }
    const { rows } = await sql<{
      id: string;
      key: number;
    }>`select id, key from party union all select id, key from community`.execute(write);
    const keys = new Map(rows.map((row) => [row.id, row.key]));
    for (const [index, one] of world.objects.entries()) await keep(one, index + 1, (id) => keys.get(id) ?? 0);

    async function keep(one: Released, added: number, key: (id: string) => number): Promise<void> {
      const release = {
        owner: key(one.owner),
        communities: one.communities.map(key),
        recipients: one.recipients.map(key),
      };
      const audience = audienceOf(one.level, release);
      await sql`insert into object_version (added, id, type, version, spec_version, owner, level, audience, communities,
          recipients, granular, revoked, exercise, sha256, source, body)
        values (${added}, ${`note--${added}`}, 'note', '', '2.1', ${one.owner}, ${levelCodes[one.level]},
          ${audience}, ${release.communities}, ${release.recipients}, false, false, false, '', '{}', '{}')`.execute(
        write,
      );
      await sql`insert into version_audience (audience, added) select unnest(${audience}::int[]), ${added}`.execute(
        write,
      );
      await sql`insert into object_value (value, kind, added) values ('x', 'x', ${added})`.execute(write);
      if (one.withdrawn) await sql`insert into withdrawal (added, reason) values (${added}, 'test')`.execute(write);
    }
  });
}
