import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { createHub } from '../hub.ts';
import { setupToken } from '../setup/setup.ts';
import { testDatabase } from './test-database.ts';

/** A hub behind a real port, as a browser meets it at the very first start. */
export interface ServedHub {
  /** Where it is: `http://127.0.0.1:…`. */
  readonly url: string;
  /** The token with which it can be set up. */
  readonly token: string;
  close(): Promise<void>;
}

/** Starts a hub that is not set up yet, on a database of its own and a free port. */
export async function servedHub(): Promise<ServedHub> {
  const hub = await createHub({ url: await testDatabase(), version: 'test', log: pino({ level: 'silent' }) });
  const token = (await setupToken(hub.database)) ?? '';
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const server = serve({ fetch: hub.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
      resolve({ server, port: address.port }),
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    close: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await hub.close();
    },
  };
}
