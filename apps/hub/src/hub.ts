import type { Logger } from 'pino';
import { createTaxiiHandler } from '@sanad/taxii';
import type { ProviderFetch } from './access/openid/client.ts';
import { openidRoutes } from './access/openid/routes.ts';
import { passkeyRoutes } from './access/passkey/routes.ts';
import { accessRoutes } from './access/routes.ts';
import { allianceRoutes } from './alliance/routes.ts';
import { createApp } from './http/app.ts';
import { authenticator } from './http/authenticate.ts';
import { anonymousRoutes } from './intel/anonymous/routes.ts';
import { liveRoutes } from './intel/live-routes.ts';
import { audienceRoutes } from './intel/audience/routes.ts';
import { exportRoutes } from './intel/export/routes.ts';
import { lookupRoutes } from './intel/lookup/routes.ts';
import { searchRoutes } from './intel/search/routes.ts';
import { keepHouse } from './jobs/housekeeping.ts';
import { intelRoutes } from './intel/routes.ts';
import { taxiiBackend } from './intel/taxii/backend.ts';
import { openJournal } from './journal/journal.ts';
import { journalRoutes } from './journal/routes.ts';
import { birth } from './setup/setup.ts';
import { setupRoutes } from './setup/routes.ts';
import { openDatabase, type Database } from './store/database.ts';
import { openLive } from './store/live.ts';
import { migrate } from './store/migrate.ts';

/** A hub that is ready to answer. */
export interface Hub {
  readonly database: Database;
  /** Answers a request; what the server calls, and tests call directly. */
  readonly fetch: (request: Request, environment?: unknown) => Response | Promise<Response>;
  close(): Promise<void>;
}

/** Puts the hub together on a database: migrations, services, routes. */
export async function createHub(options: {
  url: string;
  version: string;
  log: Logger;
  /** The address that browsers know the hub by, as an origin; without it, wherever a request was sent to. */
  origin?: string | undefined;
  /** How to reach OpenID providers; tests bring providers of their own. */
  providerFetch?: ProviderFetch;
}): Promise<Hub> {
  const database = openDatabase(options.url);
  const ran = await migrate(database);
  if (ran.length > 0) options.log.info({ steps: ran }, 'the database was brought up to date');
  const born = await birth(database);
  const journal = await openJournal(database, born);
  const live = await openLive(options.url);
  const stopHousekeeping = keepHouse(database, options.log);

  const services = { database, version: options.version, live, origin: options.origin };
  const features = [
    setupRoutes(services),
    accessRoutes(services),
    passkeyRoutes(services),
    openidRoutes({ ...services, providerFetch: options.providerFetch }),
    allianceRoutes(services),
    intelRoutes(services),
    audienceRoutes(services),
    lookupRoutes(services),
    exportRoutes(services),
    searchRoutes(services),
    liveRoutes(services),
    anonymousRoutes(services),
    journalRoutes(journal),
  ];
  const identify = authenticator(database);
  const taxii = async (request: Request, address: string): Promise<Response> => {
    const hub = await database.selectFrom('party').select('name').where('is_hub', '=', true).executeTakeFirst();
    const backend = taxiiBackend(database, { name: hub?.name ?? 'Sanad', cursorKey: born.cursorKey }, (asked) =>
      identify(asked, address),
    );
    return createTaxiiHandler(backend)(request);
  };
  const app = createApp({ identify, log: options.log, version: options.version, features, taxii });

  return {
    database,
    fetch: app.fetch,
    close: async () => {
      stopHousekeeping();
      await live.close();
      await database.destroy();
    },
  };
}
