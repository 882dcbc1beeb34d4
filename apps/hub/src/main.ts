import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { readConfig, type Config } from './config.ts';
import { createHub, type Hub } from './hub.ts';
import { lockFolder } from './lock.ts';
import { setupToken } from './setup/setup.ts';
import { startEmbedded } from './store/embedded.ts';
import { version } from './version.ts';

try {
  await run(readConfig(process.env));
} catch (error) {
  // What a person can mend is said plainly: port, rights, disk, another hub. The stack is for developers.
  say(process.env['SANAD_LOG'] === 'debug' ? String((error as Error).stack) : (error as Error).message);
  process.exit(1);
}

/** The hub, from top to bottom: configuration, database, services and routes, server, shutdown. */
async function run(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination(2));

  const unlock = config.databaseUrl ? () => {} : lockFolder(config.dataFolder);
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ folder: `${config.dataFolder}/postgres`, onProgress: say });
  const url = config.databaseUrl ?? embedded?.url('postgres') ?? '';

  const hub = await createHub({ url, version, log, origin: config.origin });
  const server = serve({ fetch: hub.fetch, hostname: config.host, port: config.port }, ({ port }) => {
    void greet(config, hub, port);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const taken = `Port ${config.port} is taken by another program; stop it, or set SANAD_PORT to another port.`;
    say(error.code === 'EADDRINUSE' ? taken : `The server could not start: ${error.message}`);
    void stop(1);
  });

  let stopping = false;
  const stop = async (status: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await hub.close().catch(() => {});
    await embedded?.stop();
    unlock();
    process.exit(status);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  void embedded?.ended.then(() => {
    if (!stopping) say('The database ended unexpectedly; start Sanad again.');
    return stop(1);
  });
}

async function greet(config: Config, hub: Hub, port: number): Promise<void> {
  const here = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  say(`\nسند · Sanad ${version} is running.\n`);
  say(`  Console        ${here}`);
  say(`  REST API       ${here}/api/v1`);
  say(`  Documentation  ${here}/api/docs`);
  say(`  TAXII 2.1      ${here}/taxii2/`);
  say(`  Data           ${config.databaseUrl ? 'PostgreSQL of DATABASE_URL' : config.dataFolder}`);
  const token = await setupToken(hub.database);
  if (token) {
    // In the fragment, which browsers never send: the token appears in no log.
    say(`\nSet it up in the browser; this link works once:\n`);
    say(`  ${here}/set-up#token=${token}\n`);
    say(`or from the command line:\n`);
    say(`  npx sanad hub setup --url ${here} --token ${token}`);
  }
  say('\nCtrl-C stops it.');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
