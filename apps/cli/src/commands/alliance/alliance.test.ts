import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testHub, testPassword, type TestHub } from '@sanad/hub/testing';
import { program } from '../../program.ts';
import { runCli, serveHub, type Ran } from '../../testing/test-cli.ts';

let hub: TestHub;
let server: Awaited<ReturnType<typeof serveHub>>;
before(async () => {
  hub = await testHub();
  server = await serveHub(hub);
});
after(async () => {
  server.close();
  await hub.close();
});

const as = (token: string, more: Record<string, string> = {}) => {
  const run = (...words: string[]): Promise<Ran> =>
    runCli(words, { SANAD_URL: server.url, SANAD_TOKEN: token, ...more });
  const json = async <T>(...words: string[]): Promise<T> => {
    const ran = await run(...words, '--json');
    assert.equal(ran.status, 0, ran.stdout + ran.stderr);
    return JSON.parse(ran.stdout) as T;
  };
  return { run, json };
};

test('parties, members, an agreement with its community, and its end', async () => {
  const authority = as(hub.authority, { SANAD_MEMBER_PASSWORD: testPassword });
  const { id: port } = await authority.json<{ id: string }>(
    'party',
    'add',
    'Port',
    '--kind',
    'transport',
    '--sector',
    'maritime',
    '--country',
    'OM',
    '--contact',
    'duty desk=soc@port.example',
    '--name-ar',
    'الميناء',
  );
  await authority.json('party', 'change', port, '--reliability', 'B');
  const shown = await authority.json<{ reliability: string; names: object; contacts: object[] }>('party', 'show', port);
  assert.deepEqual(
    [shown.reliability, shown.names, shown.contacts],
    ['B', { ar: 'الميناء' }, [{ purpose: 'duty desk', email: 'soc@port.example' }]],
  );
  const { id: member } = await authority.json<{ id: string }>(
    'member',
    'add',
    'Liaison',
    '--email',
    'l@port.example',
    '--party',
    port,
    '--role',
    'liaison',
    '--role',
    'analyst',
  );

  const login = await hub.fetch(
    new Request('http://hub.test/api/v1/tokens', {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`l@port.example:${testPassword}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'cli', scopes: ['read', 'write', 'manage'] }),
    }),
  );
  const liaison = as(((await login.json()) as { secret: string }).secret);
  const { id: agreement } = await authority.json<{ id: string }>(
    'agreement',
    'draft',
    'Harbours',
    '--highest',
    'amber',
    '--party',
    port,
    '--community',
    'Sea=amber',
    '--duties',
    'Answer within a day.',
  );
  const waiting = await authority.run('agreement', 'list');
  assert.match(waiting.stdout, /Harbours +draft +AMBER +- +Port \(has not assented\), Test hub \(has not assented\)/);
  await authority.run('agreement', 'assent', agreement);
  assert.match(
    (await liaison.run('agreement', 'assent', agreement)).stdout,
    /^Assented\. The agreement is in-force: Port, Test hub\n$/,
  );
  const [sea] = await liaison.json<{ name: string; defaultLevel: string }[]>('community', 'list');
  assert.deepEqual([sea?.name, sea?.defaultLevel], ['Sea', 'AMBER']);
  assert.equal(
    (await liaison.run('agreement', 'end', agreement, '--for-all')).status,
    2,
    'only the authority ends it for all',
  );
  assert.equal((await liaison.run('agreement', 'end', agreement)).status, 0);
  assert.match((await authority.run('agreement', 'list')).stdout, /Harbours +ended/);

  await authority.json('member', 'change', member, '--no-active');
  const out = await liaison.run('member', 'list');
  assert.equal(out.status, 2);
  assert.match(out.stderr, /sanad login/);
  assert.match(
    (await authority.run('member', 'list', '--party', port)).stdout,
    /l@port\.example +liaison, analyst +\w\w +no/,
  );
});

test('tokens are made, listed and revoked; one never grants more than its maker has', async () => {
  const authority = as(hub.authority);
  const made = await authority.json<{ id: string; secret: string }>('token', 'make', 'sensor', '--days', '3');
  const sensor = as(made.secret);
  assert.equal((await sensor.run('party', 'list')).status, 0);
  assert.equal((await sensor.run('party', 'add', 'Nobody', '--kind', 'other')).status, 2);
  await authority.json('token', 'revoke', made.id);
  assert.equal((await sensor.run('party', 'list')).status, 2);
  assert.equal((await authority.run('token', 'make', 'x', '--days', 'many')).status, 2);
  assert.ok(
    (await authority.json<{ id: string; revoked: string | null }[]>('token', 'list')).some(
      (one) => one.id === made.id && one.revoked,
    ),
  );
});

test('login keeps a token for the commands that follow, where only its owner reads it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sanad-login-'));
  const environment = { XDG_CONFIG_HOME: home, SANAD_PASSWORD: testPassword };
  const login = ['login', '--url', server.url, '--email', 'first@hub.test', '--days', '1'];
  const wrong = await runCli(login, { ...environment, SANAD_PASSWORD: 'another pass phrase' });
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /wrong/);
  assert.equal((await runCli(login, environment)).status, 0);
  assert.equal(statSync(join(home, 'sanad', 'profile.json')).mode & 0o777, 0o600);
  assert.match((await runCli(['party', 'list'], { XDG_CONFIG_HOME: home })).stdout, /Test hub/);
  rmSync(home, { recursive: true });
});

test('every command has help, and bad usage ends with status 2', async () => {
  const help = await runCli(['--help']);
  assert.equal(help.status, 0);
  const names = Array.from(help.stdout.matchAll(/^ {2}([a-z]+) /gm), ([, name]) => name ?? '');
  assert.ok(names.includes('import') && names.includes('doctor'));
  for (const command of program().commands) {
    for (const leaf of command.commands.length > 0 ? command.commands : [command]) {
      assert.ok(leaf.description() !== '', leaf.name());
      assert.ok(
        leaf.options.some((option) => option.long === '--json'),
        leaf.name(),
      );
    }
  }
  assert.equal((await runCli(['nonsense'])).status, 2);
  assert.equal((await runCli(['import'])).status, 2);
});
