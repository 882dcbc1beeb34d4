// Starts the servers that are compared, each in a process of its own, and tells how much CPU time it used.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { COLLECTION, PASSWORD, USER } from './parties.ts';

/** A running server. */
export interface Server {
  readonly name: string;
  /** Address of discovery. */
  readonly url: string;
  /** Seconds of CPU that the process has used, from /proc. */
  cpu(): number;
  stop(): Promise<void>;
}

/** Sanad's handler over its memory backend. */
export async function startSanad(): Promise<Server> {
  const script = fileURLToPath(new URL('memory-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@sanad/source', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return server('@sanad/taxii', line.toString().trim(), child);
}

/** medallion over its memory backend, empty. */
export async function startMedallion(programs: string): Promise<Server> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-medallion-'));
  const root = `http://127.0.0.1:${port}/api1/`;
  const media = 'application/stix+json;version=2.1';
  const data = {
    '/discovery': { title: 'medallion', default: root, api_roots: [root] },
    api1: {
      information: { title: 'api1', versions: ['application/taxii+json;version=2.1'], max_content_length: 10_000_000 },
      status: [],
      collections: [
        {
          id: COLLECTION,
          title: 'Peers',
          can_read: true,
          can_write: true,
          media_types: [media],
          objects: [],
          manifest: [],
        },
      ],
    },
  };
  const filename = join(folder, 'data.json');
  const backend = { module: 'medallion.backends.memory_backend', module_class: 'MemoryBackend', filename };
  const config = join(folder, 'config.json');
  writeFileSync(filename, JSON.stringify(data));
  writeFileSync(config, JSON.stringify({ users: { [USER]: PASSWORD }, taxii: { max_page_size: 1000 }, backend }));
  const child = spawn(join(programs, 'medallion'), ['--port', String(port), config], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/taxii2/`;
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (tries === 100 || child.exitCode !== null) throw new Error('medallion does not start');
    await wait(100);
  }
  return server('medallion 3.0.0', url, child);
}

function server(name: string, url: string, child: ChildProcess): Server {
  return {
    name,
    url,
    cpu: () => {
      // Fields 14 and 15 of proc(5) stat, user and system time, in ticks of which Linux has 100 a second.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
