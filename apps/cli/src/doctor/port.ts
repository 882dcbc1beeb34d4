import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { good, wrong, type Finding } from './finding.ts';

/** Whether the hub's port is free, or taken by the hub itself; otherwise by whom, where that can be known. */
export async function checkPort(host: string, port: number): Promise<Finding> {
  const trouble = await tryPort(host, port);
  if (trouble === undefined) return good('port', `${port} is free`);
  if (trouble === 'EACCES')
    return wrong('port', `no right to open port ${port}`, 'Set SANAD_PORT to a port above 1023.');
  if (trouble === 'EADDRNOTAVAIL')
    return wrong(
      'port',
      `this machine has no address ${host}`,
      'Set SANAD_HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
    );
  if (trouble !== 'EADDRINUSE')
    return wrong('port', `port ${port} can't be opened (${trouble})`, 'Set SANAD_PORT to another port.');
  if (await isHub(host, port)) return good('port', `${port} is served by a hub`);
  const holder = holderOf(port);
  const by = holder ? `${holder.name} (process ${holder.pid})` : 'another program';
  return wrong(
    'port',
    `${port} is taken by ${by}`,
    `Stop ${holder ? 'it' : 'that program'}, or set SANAD_PORT to another port.`,
  );
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
}

async function isHub(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/api/v1/hub`, {
      signal: AbortSignal.timeout(2000),
    });
    return 'setUp' in ((await answer.json()) as object);
  } catch {
    return false;
  }
}

/** The process that listens on a port, from Linux's own tables. */
function holderOf(port: number): { pid: number; name: string } | undefined {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].filter((table) => existsSync(table)).flatMap((table) => listening(table, port)),
  );
  if (inodes.size === 0) return undefined;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const mine = readdirSync(`/proc/${pid}/fd`).some((fd) => inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`)));
      if (mine) return { pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() };
    } catch {
      // It ended meanwhile, or is somebody else's.
    }
  }
  return undefined;
}

function listening(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${wanted}`) && state === '0A')
    .map((fields) => `socket:[${fields[9]}]`);
}
