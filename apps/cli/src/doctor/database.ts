import { join } from 'node:path';
import { localDatabase } from '@sanad/hub/backup';
import { migrations, runningServer, type Config } from '@sanad/hub/installation';
import pg from 'pg';
import { good, notice, wrong, type Finding } from './finding.ts';

/** The oldest PostgreSQL that the hub works with. */
const oldest = 15;
/** So far apart two clocks may be before dates become confusing, in milliseconds. */
export const tolerable = 2000;

/** Whether the database answers, is new enough, has a form that this program knows, and agrees about the time. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  if (!config.databaseUrl && !runningServer(join(config.dataFolder, 'postgres'))) {
    return [notice('database', "the hub's own is not running; it starts with the hub")];
  }
  const url = config.databaseUrl ?? (await localDatabase(config)).url;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    return [unreachable(error)];
  }
  try {
    return [await checkVersion(client), await checkForm(client), await checkClock(client)];
  } finally {
    await client.end();
  }
}

function unreachable(error: unknown): Finding {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = message || (error instanceof AggregateError ? String(error.errors[0]) : code);
  const todo = ['28P01', '28000'].includes(code)
    ? 'Correct user and password in DATABASE_URL.'
    : code === '3D000'
      ? 'Make the database that DATABASE_URL names: createdb.'
      : 'Start the database, and check host and port in DATABASE_URL.';
  return wrong('database', `not reachable: ${reason}`, todo);
}

/** Whether the server is new enough and lets its user set the hub up. */
export async function checkVersion(client: Pick<pg.Client, 'query'>): Promise<Finding> {
  const { rows } = await client.query<{ number: number; name: string; creates: boolean }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name,
       has_database_privilege(current_database(), 'create') as creates`,
  );
  const [{ number, name, creates } = { number: 0, name: 'unknown', creates: false }] = rows;
  if (number < oldest * 10_000)
    return wrong('database', `PostgreSQL ${name} is too old`, `Move to PostgreSQL ${oldest} or newer.`);
  if (!creates)
    return wrong(
      'database',
      'its user may not create in it',
      'grant create on database … to the user of DATABASE_URL.',
    );
  return good('database', `PostgreSQL ${name} answers`);
}

async function checkForm(client: pg.Client): Promise<Finding> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `select to_regclass('sanad.migration') is not null as there`,
  );
  if (!there[0]?.there) return notice('schema', 'not set up yet; the hub does it when it starts');
  const { rows } = await client.query<{ name: string }>('select name from sanad.migration');
  const unknown = rows.map((row) => row.name).filter((name) => !migrations.some((step) => step.name === name));
  if (unknown.length > 0) {
    return wrong(
      'schema',
      `a newer Sanad wrote it (${unknown.join(', ')})`,
      'Start that newer version: git pull, npm start. To go back, restore a backup of before.',
    );
  }
  const missing = migrations.length - rows.length;
  return missing > 0
    ? notice('schema', `${missing} steps behind; the hub takes them when it starts`)
    : good('schema', 'up to date');
}

async function checkClock(client: pg.Client): Promise<Finding> {
  const asked = Date.now();
  const { rows } = await client.query<{ now: string }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::text as now',
  );
  return checkSkew('clock', 'the database', Number(rows[0]?.now), asked, Date.now());
}

/** Whether a clock that was read between two moments of ours agrees with ours. */
export function checkSkew(
  check: string,
  whose: string,
  theirs: number,
  asked: number,
  answered: number,
  precision = 0,
): Finding {
  const apart = Math.max(asked - theirs - precision, theirs - answered, 0);
  if (apart <= tolerable) return good(check, `agrees with ${whose}`);
  const todo = 'Let both machines take their time from the same place: timedatectl set-ntp true.';
  return wrong(check, `${(apart / 1000).toFixed(1)} s apart from ${whose}`, todo);
}
