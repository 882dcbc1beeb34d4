import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Makes an empty database on the server of the test run and answers its URL. */
export async function testDatabase(): Promise<string> {
  const server = process.env['SANAD_TEST_DATABASE_URL'];
  if (!server) throw new Error('Run the tests by `npm test`, which starts a database for them.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}
