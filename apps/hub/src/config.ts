import { resolve } from 'node:path';
import { defaultDataFolder } from './store/embedded.ts';

/** What the environment says of this hub. */
export interface Config {
  /** Folder of the embedded database and everything else that the hub keeps. */
  readonly dataFolder: string;
  /** An outside PostgreSQL ≥ 15; without it the hub starts its own. */
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** The address that browsers know the hub by, as an origin: for passkeys and OpenID Connect behind a proxy. */
  readonly origin: string | undefined;
}

/** Reads the configuration; throws an Error that names the variable that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const port = Number(environment['SANAD_PORT'] ?? environment['PORT'] ?? 8470);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('SANAD_PORT is a port, 0 to 65535.');
  const url = environment['DATABASE_URL'];
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) throw new Error('DATABASE_URL is a postgres:// URL.');
  const address = environment['SANAD_URL'];
  if (address !== undefined && !(URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)))
    throw new Error('SANAD_URL is the address of the hub, such as https://hub.example.org.');
  return {
    dataFolder: environment['SANAD_DATA'] ? resolve(environment['SANAD_DATA']) : defaultDataFolder(),
    databaseUrl: url,
    host: environment['SANAD_HOST'] ?? '127.0.0.1',
    port,
    logLevel: environment['SANAD_LOG'] ?? 'warn',
    origin: address === undefined ? undefined : new URL(address).origin,
  };
}
