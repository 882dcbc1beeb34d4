import { join } from 'node:path';
import type { Config } from '../config.ts';
import { lockFolder } from '../lock.ts';
import { runningServer, startEmbedded } from '../store/embedded.ts';

/** The database of this installation, opened from outside the hub. */
export interface LocalDatabase {
  readonly url: string;
  /** Stops the server again when it was started for this. */
  close(): Promise<void>;
}

/** Finds the database of an installation: that of DATABASE_URL, the hub's own that is running, or starts it meanwhile. */
export async function localDatabase(config: Config): Promise<LocalDatabase> {
  if (config.databaseUrl) return { url: config.databaseUrl, close: async () => {} };
  const folder = join(config.dataFolder, 'postgres');
  const unlock = runningServer(folder) ? undefined : lockFolder(config.dataFolder);
  try {
    const server = await startEmbedded({ folder });
    const close = async (): Promise<void> => {
      if (unlock) await server.stop();
      unlock?.();
    };
    return { url: server.url('postgres'), close };
  } catch (error) {
    unlock?.();
    throw error;
  }
}
