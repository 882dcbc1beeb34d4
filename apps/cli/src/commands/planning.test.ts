import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCli } from '../testing/test-cli.ts';

let folder: string;
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-cli-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const network = {
  services: ['power', 'water', 'health'].map((id) => ({ id, unit: 'u', sharing: 'logical' })),
  assets: [
    { id: 'S3', kind: 'substation' },
    { id: 'P7', kind: 'pump' },
    { id: 'H12', name: 'Hospital 12', kind: 'hospital', demands: [{ service: 'health', amount: 200, people: 50_000 }] },
  ],
  dependencies: [
    { asset: 'P7', service: 'power', type: 'physical', on: ['S3'] },
    { asset: 'H12', service: 'water', type: 'physical', on: ['P7'], autonomyHours: 6 },
  ],
};

test('sanad cascade tells who is without what from when, in every form', async () => {
  const files = [
    file('network.json', network),
    file('scenario.json', { events: [{ kind: 'outage', target: 'S3', at: 0, until: 10 }] }),
  ];
  const asked = async (...words: string[]): Promise<string> => {
    const ran = await runCli(['cascade', 'run', ...files, ...words]);
    assert.equal(ran.status, 0, ran.stderr);
    return ran.stdout;
  };
  assert.equal(JSON.parse(await asked('--json')).unserved.populationHours, 200_000);
  assert.match(await asked(), /Hospital 12/);
  assert.match(await asked('--format', 'csv'), /^hour,target,name/);
  assert.equal(JSON.parse(await asked('--format', 'geojson')).type, 'FeatureCollection');
  assert.match(await asked('--language', 'ar'), /Hospital 12/);
  const ranked = await runCli(['cascade', 'rank', files[0] ?? '', '--json']);
  assert.equal(JSON.parse(ranked.stdout).assets[0].target, 'H12');
});

test('a network that is not right names the place and the rule, and exits with 2', async () => {
  const bad = { ...network, dependencies: [{ asset: 'P7', service: 'power', type: 'physical', on: ['nowhere'] }] };
  const ran = await runCli(['cascade', 'rank', file('bad.json', bad), '--json']);
  assert.equal(ran.status, 2);
  const { issues } = JSON.parse(ran.stdout);
  assert.match(issues[0].path, /^dependencies\/0/);
  assert.equal((await runCli(['cascade', 'rank', join(folder, 'missing.json')])).status, 2);
});

const solomon = `TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0       1000          0
    1      3         4          6          0       1000         10
    2      0         5          6          0       1000         10
    3      6         8          4          0       1000         10
`;

test('sanad relief plans, checks and explains the same trips by the same seed', async () => {
  const problem = file('tiny.txt', solomon);
  const words = ['relief', 'route', problem, '--iterations', '300', '--seed', '7', '--json'];
  const [first, second] = [await runCli(words), await runCli(words)];
  assert.equal(first.status, 0, first.stderr);
  assert.equal(first.stdout, second.stdout);
  const lists = JSON.parse(first.stdout);
  assert.deepEqual(Object.keys(lists), ['cost', 'routes', 'unassigned']);
  assert.deepEqual(lists.routes.flat().toSorted(), [1, 2, 3]);
  assert.deepEqual(lists.unassigned, []);
  // 0→1→3→0 is 5 + 5 + 10, and 0→2→0 is 10; together 30, and no split is shorter.
  assert.ok(Math.abs(lists.cost - 30) < 1e-6, `cost ${lists.cost}`);

  const plan = file('plan.json', (await runCli([...words, '--output', 'plan'])).stdout);
  assert.equal((await runCli(['relief', 'check', problem, plan])).status, 0);
  assert.match((await runCli(['relief', 'explain', problem, plan])).stdout, /vehicle/);
  const broken = JSON.parse((await runCli([...words, '--output', 'plan'])).stdout);
  broken.routes.pop();
  assert.equal((await runCli(['relief', 'check', problem, file('broken.json', broken)])).status, 1);
  assert.equal((await runCli(['relief', 'route', file('nonsense.txt', 'nonsense')])).status, 2);
  assert.equal((await runCli(['relief', 'route', problem, '--seed', 'x'])).status, 2);
});
