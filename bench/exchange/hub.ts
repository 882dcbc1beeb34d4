// A hub as its users run it, in a process of its own on a fresh embedded database, with what it uses.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runningServer } from '../../apps/hub/src/store/embedded.ts';

/** A running hub, set up, with the token of its first administrator. */
export interface BenchHub {
  readonly url: string;
  readonly token: string;
  /** Connection URL of its database. */
  readonly database: string;
  /** Seconds of CPU that hub and database have used so far. */
  cpu(): { hub: number; database: number };
  /** Resident memory of the hub process, in MB, now and at its highest. */
  memory(): { now: number; peak: number };
  call(method: string, path: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
}

const password = 'a few words for the bench';

/** Starts one. */
export async function startHub(): Promise<BenchHub> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-hub-'));
  chmodSync(folder, 0o711);
  const main = fileURLToPath(new URL('../../apps/hub/dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, SANAD_DATA: folder, SANAD_PORT: '0', DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Ctrl-C')) break;
  }
  const url = /REST API\s+(http\S+)\/api\/v1/.exec(said)?.[1] ?? '';
  const setupToken = /--token (\S+)/.exec(said)?.[1];
  const post = (path: string, body: unknown, authorization?: string): Promise<Response> =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify(body),
    });
  const administrator = { name: 'Bench', email: 'bench@hub.test', password };
  await post('/setup', { token: setupToken, hub: { name: 'Bench hub' }, administrator });
  const basic = `Basic ${Buffer.from(`bench@hub.test:${password}`).toString('base64')}`;
  const made = await post('/tokens', { name: 'bench', scopes: ['read', 'write', 'manage'] }, basic);
  const { secret: token } = (await made.json()) as { secret: string };

  const server = runningServer(join(folder, 'postgres'));
  const secret = readFileSync(join(folder, 'postgres-password'), 'utf8').trim();
  return {
    url,
    token,
    database: `postgres://sanad:${secret}@127.0.0.1:${server?.port}/postgres`,
    cpu: () => ({ hub: cpuOf(child.pid ?? 0), database: cpuWithChildren(server?.pid ?? 0) }),
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const field = (name: string): number =>
        Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024;
      return { now: Math.round(field('VmRSS')), peak: Math.round(field('VmHWM')) };
    },
    call: (method, path, body) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** User and system time of a process and of its children that have ended, in seconds (proc(5), fields 14 to 17). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / 100;
}

function cpuWithChildren(pid: number): number {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid);
    } catch {
      return false;
    }
  });
  return [pid, ...children.map(Number)].reduce((sum, each) => sum + cpuOf(each), 0);
}
