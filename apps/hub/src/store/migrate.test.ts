import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../testing/test-database.ts';
import { testHub } from '../testing/test-hub.ts';
import { openDatabase, type Database } from './database.ts';
import { migrate, NewerDatabase } from './migrate.ts';
import { migrations } from './migrations/index.ts';

let database: Database;
before(async () => {
  database = openDatabase(await testDatabase(), 8);
});
after(() => database.destroy());

test('an empty database comes up once, however many hubs start at once', async () => {
  const ran = await Promise.all([migrate(database), migrate(database), migrate(database)]);
  assert.deepEqual(ran.flat().toSorted(), migrations.map((step) => step.name).toSorted());
  assert.deepEqual(await migrate(database), []);
});

test('a filled database goes forward with what is in it, and a failed step leaves it as it was', async () => {
  const hub = await testHub();
  const joined = await hub.join('Before the step');
  const next = { name: '9999-next', sql: "alter table party add column motto text not null default 'together'" };
  const broken = { name: '9999-broken', sql: 'alter table party add column motto text; select nonsense' };
  await assert.rejects(migrate(hub.database, [...migrations, broken]));
  assert.deepEqual(await migrate(hub.database, [...migrations, next]), ['9999-next']);
  const { rows } = await sql<{ motto: string }>`select motto from party where id = ${joined.party}`.execute(
    hub.database,
  );
  assert.deepEqual(rows, [{ motto: 'together' }]);
  await assert.rejects(migrate(hub.database), NewerDatabase, 'an older program does not touch a newer database');
  await hub.close();
});
