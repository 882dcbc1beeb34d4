import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testHub, type TestHub } from '@sanad/hub/testing';
import { TLP, type TlpLevel } from '@sanad/stix';
import { createTaxiiHandler } from '@sanad/taxii';
import { createMemoryBackend } from '@sanad/taxii/testing';
import { runCli, serveHub, type Ran } from '../testing/test-cli.ts';

let hub: TestHub;
let server: Awaited<ReturnType<typeof serveHub>>;
let peer: Awaited<ReturnType<typeof serveHub>>;
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'sanad-exchange-'));
const collection = '91a7b528-80eb-42ed-a74d-c6fbd5a26116';
before(async () => {
  hub = await testHub();
  server = await serveHub(hub);
  ({ token } = await hub.join('Exchanger'));
  const backend = createMemoryBackend({
    roots: ['energy'],
    users: [{ name: 'alice', password: 'secret' }],
    collections: [{ root: 'energy', id: collection, title: 'Warnings', readers: ['alice'], writers: ['alice'] }],
    pageSize: { usual: 7, most: 7 },
  });
  peer = await serveHub({ fetch: createTaxiiHandler(backend) });
});
after(async () => {
  server.close();
  peer.close();
  await hub.close();
  rmSync(folder, { recursive: true });
});

const run = (...words: string[]): Promise<Ran> =>
  runCli(words, { SANAD_URL: server.url, SANAD_TOKEN: token, SANAD_TAXII_PASSWORD: 'secret', XDG_STATE_HOME: folder });
const json = async <T>(...words: string[]): Promise<T> => {
  const ran = await run(...words, '--json');
  assert.equal(ran.stderr, '');
  return JSON.parse(ran.stdout) as T;
};

const indicator = (number: number, level: TlpLevel = 'TLP:GREEN'): Record<string, unknown> => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${String(number).padStart(8, '0')}-3333-4333-8333-333333333333`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: `Number ${number}`,
  pattern: `[ipv4-addr:value = '198.51.100.${number}']`,
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  object_marking_refs: [TLP[level].id],
});
const bundle = (name: string, ...objects: object[]): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ type: 'bundle', id: 'bundle--33333333-3333-4333-8333-333333333333', objects }));
  return path;
};

test('push hands on what may be handed on, pull brings it in; a second run of each moves only what is new', async () => {
  const access = [`${peer.url}/taxii2/`, '--user', 'alice'];
  await run(
    'import',
    bundle('first.json', ...Array.from({ length: 20 }, (_, number) => indicator(number)), indicator(90, 'TLP:RED')),
  );
  const pushed = await json<{ sent: number; succeeded: number; failed: number }>(
    'push',
    ...access,
    '--type',
    'indicator',
  );
  assert.deepEqual([pushed.sent, pushed.succeeded, pushed.failed], [20, 20, 0], 'the RED one stays');
  assert.equal((await json<{ sent: number }>('push', ...access, '--type', 'indicator')).sent, 0);

  const filed = await json<{ succeeded: number }>(
    'push',
    ...access,
    '--file',
    bundle('news.json', indicator(30), indicator(31)),
  );
  assert.equal(filed.succeeded, 2);
  type Pulled = { collections: { accepted: number; known: number; refused: number }[] };
  const counts = ({ collections: [one] }: Pulled): unknown[] => [one?.accepted, one?.known, one?.refused];
  assert.deepEqual(counts(await json('pull', ...access, '--collection', 'Warnings')), [2, 20, 0]);
  assert.deepEqual(counts(await json('pull', ...access)), [0, 0, 0], 'goes on where it stopped');
  assert.deepEqual(counts(await json('pull', ...access, '--from-start')), [0, 22, 0]);
});

test('what a TAXII server refuses is said with its words', async () => {
  const wrong = await runCli(['pull', `${peer.url}/taxii2/`], { SANAD_URL: server.url, SANAD_TOKEN: token });
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /SANAD_TAXII_TOKEN/);
  const missing = await run('pull', `${peer.url}/taxii2/`, '--user', 'alice', '--collection', 'nothing');
  assert.equal(missing.status, 2);
  assert.ok(missing.stderr.includes(`${collection}  Warnings`));
  assert.equal((await run('pull', 'ftp://x')).status, 2);
});

test('export writes files whole, block lists to standard output, and a folder for Suricata', async () => {
  const list = await run('export', '--format', 'ip', '--value', '198.51.100.3');
  assert.equal(list.stdout, '198.51.100.3\n');
  const path = join(folder, 'out.csv');
  const written = await json<{ files: { path: string; bytes: number }[] }>(
    'export',
    '--format',
    'csv',
    '--output',
    path,
  );
  assert.equal(readFileSync(path).length, written.files[0]?.bytes);
  assert.ok(!existsSync(`${path}.part`));
  assert.match(readFileSync(path, 'utf8'), /^value,kind,name,.*\r\n198\.51\.100\.0,ip,Number 0,/);
  const rules = join(folder, 'suricata');
  assert.equal((await run('export', '--format', 'suricata', '-o', rules)).status, 0);
  assert.deepEqual(readdirSync(rules).toSorted(), [
    'sanad-domain.lst',
    'sanad-ip.lst',
    'sanad-md5.lst',
    'sanad-sha1.lst',
    'sanad-sha256.lst',
    'sanad.rules',
  ]);
  assert.equal((await run('export', '--json')).status, 2);
});

test('search, object and withdraw', async () => {
  const found = await run('search', 'number', '--value', '198[.]51.100[.]5');
  assert.match(found.stdout, /^TLP:GREEN +indicator--00000005-\S+ {2}Number 5\n1 found\n$/);
  const id = String(indicator(5)['id']);
  const shown = await json<{ level: string; object: object }>('object', id);
  assert.deepEqual(shown.object, indicator(5));
  assert.equal((await run('withdraw', id)).status, 0);
  const gone = await run('object', id);
  assert.equal(gone.status, 2);
  assert.match(gone.stderr, /no object/i);
  assert.equal((await run('search', '--value', '198.51.100.5')).status, 1);
});

test('validate says what is wrong, where and by which clause', async () => {
  const good = await run('validate', bundle('good.json', indicator(1)));
  assert.equal(good.status, 0);
  assert.match(good.stdout, /1 object, valid/);
  const bad = await run(
    'validate',
    bundle('bad.json', indicator(1), { ...indicator(2), pattern: '[a', valid_from: 'soon' }),
  );
  assert.equal(bad.status, 1);
  assert.match(bad.stdout, /objects\/1\/valid_from: .*STIX 2\.1 §/);
  const rule = join(folder, 'rule.yml');
  writeFileSync(rule, 'title: One\nlogsource: {category: test}\ndetection:\n  sel: {a: 1}\n  condition: other\n');
  const sigma = await json<{ ok: boolean; files: { kind: string; issues: { path: string }[] }[] }>(
    'validate',
    rule,
  ).catch((error: Error) => error);
  assert.ok(
    !(sigma instanceof Error) && !sigma.ok && sigma.files[0]?.kind === 'sigma' && sigma.files[0].issues.length > 0,
  );
  const lines = join(folder, 'lines.json');
  writeFileSync(lines, `${JSON.stringify(indicator(1))}\n{"type": broken}\n`);
  const streamed = await run('validate', lines);
  assert.match(streamed.stdout, /2 objects, 1 issue\n {2}line 2: /);
});
