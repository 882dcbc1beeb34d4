import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../apps/hub/src/store/embedded.ts';

/** Starts a throw-away PostgreSQL for the tests; durability is off, since nothing in it outlives the run. */
export async function startTestServer() {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-test-'));
  // As root the server runs under an account of its own, which has to get in.
  chmodSync(folder, 0o711);
  const server = await startEmbedded({
    folder: join(folder, 'postgres'),
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' },
  });
  return {
    url: server.url('postgres'),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
