import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { createHub } from './hub.ts';
import { lockFolder } from './lock.ts';
import { setupToken } from './setup/setup.ts';
import { startEmbedded } from './store/embedded.ts';
import { version } from './version.ts';

// The hub, from top to bottom: configuration, database, services and routes, server, shutdown.
const config = readConfig(process.env);
const log = pino({ level: config.logLevel }, pino.destination(2));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const unlock = config.databaseUrl ? () => {} : lockFolder(config.dataFolder);
const embedded = config.databaseUrl
  ? undefined
  : await startEmbedded({ folder: `${config.dataFolder}/postgres`, onProgress: say });
const url = config.databaseUrl ?? embedded?.url('postgres') ?? '';

const hub = await createHub({ url, version, log });
const server = serve({ fetch: hub.fetch, hostname: config.host, port: config.port }, async ({ port }) => {
  const here = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  say(`\nسند · Sanad ${version} is running.\n`);
  say(`  REST API       ${here}/api/v1`);
  say(`  Documentation  ${here}/api/docs`);
  say(`  TAXII 2.1      ${here}/taxii2/`);
  say(`  Data           ${config.databaseUrl ? 'PostgreSQL of DATABASE_URL' : config.dataFolder}`);
  const token = await setupToken(hub.database);
  if (token) {
    say(`\nFirst administrator: this token works once.\n`);
    say(`  npx sanad hub setup --url ${here} --token ${token}`);
  }
  say('\nCtrl-C stops it.');
});
server.on('error', (error: NodeJS.ErrnoException) => {
  const taken = `Port ${config.port} is taken by another program; stop it, or set SANAD_PORT to another port.`;
  say(error.code === 'EADDRINUSE' ? taken : `The server could not start: ${error.message}`);
  void stop(1);
});

void embedded?.ended.then(() => {
  if (!stopping) say('The database ended unexpectedly; start Sanad again.');
  return stop(1);
});

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

async function stop(status: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await hub.close();
  if (status === 0) await embedded?.stop();
  unlock();
  process.exit(status);
}
