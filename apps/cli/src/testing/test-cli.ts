import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Hub } from '@sanad/hub';

/** What a command said and how it ended. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Runs the command line in a process of its own, as people do, from its sources. */
export function runCli(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input?: string,
): Promise<Ran> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--conditions=@sanad/source', main, ...words],
      { env: { ...process.env, XDG_CONFIG_HOME: '/nonexistent', ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => done({ status: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
    child.stdin?.end(input ?? '');
  });
}

/** Serves a hub over a local port. */
export async function serveHub(hub: Pick<Hub, 'fetch'>): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
      const answer = await hub.fetch(
        new Request(`http://${request.headers.host}${request.url}`, {
          method: request.method ?? 'GET',
          headers: Object.entries(request.headers).flatMap(([name, value]) =>
            [value ?? []].flat().map((one) => [name, one] as [string, string]),
          ),
          ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: 'half' } : {}),
        }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      if (answer.body) Readable.fromWeb(answer.body).pipe(response);
      else response.end();
    })();
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
