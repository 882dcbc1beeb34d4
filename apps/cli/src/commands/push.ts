import { Readable } from 'node:stream';
import type { StatusDetails } from '@sanad/taxii';
import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { queryOf, withFilters, type Filters } from '../filters.ts';
import { hubClient } from '../hub/client.ts';
import { openInput } from '../import/open-input.ts';
import { readStix } from '../import/read-stix.ts';
import { processOutput } from '../output.ts';
import { collectionsOf, speaking, taxiiClient, withAccess, type Access } from '../taxii/connect.ts';
import { fileState } from '../taxii/state.ts';

interface Options extends Access, Filters {
  readonly file?: string;
  readonly json?: boolean;
}

/** `sanad push`: from the hub, or a file, to any TAXII 2.1 server. */
export function pushCommand(): Command {
  const command = withAccess(
    new Command('push').description(
      'hand what you may pass on to a TAXII 2.1 server, only what is new since the last push; never TLP:RED or TLP:AMBER+STRICT',
    ),
  ).option('--file <file>', 'push the objects of this STIX file instead');
  return withFilters(command).action(async (url: string, options: Options) => {
    const output = processOutput(options.json === true);
    const client = taxiiClient(url, options);
    const [collection, ...others] = await speaking(() => collectionsOf(client, url, options, 'can_write'));
    if (!collection || others.length > 0) {
      const known = [collection, ...others].flatMap((one) => (one ? `  ${one.id}  ${one.title}` : [])).join('\n');
      throw new Failure(
        2,
        known ? `Name one collection by --collection:\n${known}` : 'There is no collection that you may add to.',
      );
    }
    const source = options.file ? await fromFile(options.file) : await fromHub(collection.url, options);
    const progress = output.progress(`pushing to ${collection.title}`);
    const report = await speaking(() =>
      client.add(collection, source.objects, { onProgress: ({ sent }) => progress.to(sent) }),
    );
    progress.end();
    if (report.pending === 0) source.keep();
    const { sent, succeeded, failed, pending, failures } = report;
    const counts = `${sent} sent, ${succeeded} taken, ${failed} refused${pending > 0 ? `, ${pending} not decided yet` : ''}`;
    output.result(
      { collection: collection.id, sent, succeeded, failed, pending, failures },
      [`${collection.title}: ${counts}`, ...failures.map(line)].join('\n'),
    );
    if (failed + pending > 0) process.exitCode = 1;
  });
}

interface Source {
  readonly objects: AsyncIterable<object>;
  /** Keeps that everything up to here was pushed. */
  keep(): void;
}

async function fromFile(file: string): Promise<Source> {
  const { bytes } = await openInput(file);
  return { objects: objectsIn(bytes), keep: () => {} };
}

async function fromHub(target: string, options: Options): Promise<Source> {
  const hub = hubClient();
  const state = fileState<number>(options.state);
  const query = queryOf(options);
  const key = ['push', target, hub.profile.url, query.toString()].join(' ');
  const after = options.fromStart ? undefined : state.read(key);
  if (after !== undefined) query.set('after', String(after));
  const answer = await hub.open('GET', `/export?${query.toString()}`);
  const position = Number(answer.headers.get('sanad-position'));
  return {
    objects: objectsIn(Readable.fromWeb(answer.body ?? new ReadableStream())),
    keep: () => state.keep(key, position),
  };
}

async function* objectsIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<object, void, undefined> {
  for await (const found of readStix(bytes)) {
    if (found.kind === 'object') yield found.object;
    else if (found.kind === 'refused') throw new Failure(2, `Not pushed further: ${found.place}`, found.issues);
  }
}

const line = ({ id, message }: StatusDetails): string => `  ${id}: ${message ?? 'refused'}`;
