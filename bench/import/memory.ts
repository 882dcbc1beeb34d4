// Memory while a long bundle is imported: of the command line that cuts it and of the hub that keeps it, on the hub's
// own database. SANAD_BENCH_IMPORT_MB sets the size (1,024 MB). Linux only: it reads /proc.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a bench prints. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Record<string, string | number>[];
}

const megabytes = Number(process.env['SANAD_BENCH_IMPORT_MB'] ?? 1024);
const password = 'a long enough pass phrase';
const source = (path: string): string => fileURLToPath(new URL(`../../apps/${path}`, import.meta.url));

/** Imports a made-up bundle into a new hub and answers the memory of both at every tenth, and what became of it. */
export async function run(): Promise<Table[]> {
  if (process.platform !== 'linux')
    return [{ title: 'Import: memory is read from /proc, which is Linux only', rows: [] }];
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-import-'));
  chmodSync(folder, 0o711);
  const hub = await startHub(folder);
  try {
    const token = await setUp(hub);
    const file = join(folder, 'bundle.json');
    const objects = await writeBundle(file);
    return [await measure(hub, token, file, objects)];
  } finally {
    hub.process.kill('SIGTERM');
    if (hub.process.exitCode === null) await once(hub.process, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(hub: Hub, token: string, file: string, objects: number): Promise<Table> {
  const hubPid = hub.process.pid ?? 0;
  const resting = memory(hubPid, 'VmRSS');
  const started = performance.now();
  const cli = importFile(hub, token, file);
  const seconds = (): number => (performance.now() - started) / 1000;
  const samples: { seconds: number; hub: number; cli: number }[] = [];
  const sampling = setInterval(() => {
    samples.push({ seconds: seconds(), hub: memory(hubPid, 'VmRSS'), cli: memory(cli.pid, 'VmRSS') });
  }, 250);
  const report = await cli.report;
  clearInterval(sampling);
  const took = seconds();
  const rows = Array.from({ length: 10 }, (_, tenth) => {
    const within = samples.filter((one) => Math.min(9, Math.floor((one.seconds / took) * 10)) === tenth);
    const most = (of: 'hub' | 'cli'): number => Math.round(Math.max(0, ...within.map((one) => one[of])));
    return { 'done %': (tenth + 1) * 10, 'hub, MB at most': most('hub'), 'sanad import, MB at most': most('cli') };
  });
  const peak = Math.round(memory(hubPid, 'VmHWM'));
  const rate = Math.round(objects / took).toLocaleString('en');
  const told = `${objects.toLocaleString('en')} objects, ${megabytes} MB, in ${Math.round(took)} s (${rate}/s, wall clock)`;
  return { title: `Import of ${told}; hub ${Math.round(resting)} MB at rest, ${peak} MB at its peak; ${report}`, rows };
}

function importFile(hub: Hub, token: string, file: string): { pid: number; report: Promise<string> } {
  const words = [
    '--conditions=@sanad/source',
    source('cli/src/main.ts'),
    'import',
    '--json',
    '--marking',
    'green',
    file,
  ];
  const running = promisify(execFile)(process.execPath, words, {
    env: { ...process.env, SANAD_URL: hub.url, SANAD_TOKEN: token },
  });
  const report = running.then(({ stdout }) => {
    const { accepted, refused } = (JSON.parse(stdout) as { files: Record<string, number>[] }).files[0] ?? {};
    return `${accepted?.toLocaleString('en')} accepted, ${refused} refused`;
  });
  return { pid: running.child.pid ?? 0, report };
}

/** Megabytes that a process holds now (`VmRSS`) or held at most (`VmHWM`); 0 when it is gone. */
function memory(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

interface Hub {
  readonly process: ChildProcess;
  readonly url: string;
  readonly setupToken: string;
}

function startHub(folder: string): Promise<Hub> {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['--conditions=@sanad/source', source('hub/src/main.ts')], {
    env: { ...environment, SANAD_DATA: folder, SANAD_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, fail) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const url = /REST API\s+(http\S+)\/api\/v1/.exec(said)?.[1];
      const setupToken = /--token (\S+)/.exec(said)?.[1];
      if (url && setupToken) done({ process: child, url, setupToken });
    });
    child.once('exit', (code) => fail(new Error(`the hub ended with ${code}: ${said}`)));
  });
}

async function setUp(hub: Hub): Promise<string> {
  const post = async (path: string, body: object, authorization = ''): Promise<{ secret?: string }> => {
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
    const answer = await fetch(`${hub.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { secret?: string };
  };
  const administrator = { name: 'Bench', email: 'bench@hub.test', password };
  await post('/setup', { token: hub.setupToken, hub: { name: 'Bench' }, administrator });
  const basic = `Basic ${Buffer.from(`${administrator.email}:${password}`).toString('base64')}`;
  const { secret } = await post('/tokens', { name: 'bench', scopes: ['read', 'write'] }, basic);
  if (!secret) throw new Error('the hub gave no token');
  return secret;
}

/** Writes a bundle of indicators of about 1.2 kB, each other, and answers how many they are. */
async function writeBundle(file: string): Promise<number> {
  const out = createWriteStream(file);
  out.write('{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000","objects":[');
  let [written, count] = [0, 0];
  for (; written < megabytes * 1e6; count += 1) {
    const text = `${count === 0 ? '' : ','}\n${JSON.stringify(indicator(count))}`;
    written += text.length;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end('\n]}');
  await once(out, 'finish');
  return count;
}

const vocabulary = Array.from({ length: 2000 }, () => randomBytes(4).toString('hex'));

function indicator(number: number): object {
  const word = (offset: number): string => vocabulary[(number * 31 + offset * 17) % vocabulary.length] ?? '';
  const address = [198, (number >> 16) & 255, (number >> 8) & 255, number & 255].join('.');
  const stamp = '2026-01-01T00:00:00.000Z';
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${randomUUID()}`,
    created: stamp,
    modified: stamp,
    name: `Address ${address}`,
    description: Array.from({ length: 80 }, (_, offset) => word(offset)).join(' '),
    pattern: `[ipv4-addr:value = '${address}']`,
    pattern_type: 'stix',
    valid_from: stamp,
    labels: [word(1), word(2)],
  };
}
