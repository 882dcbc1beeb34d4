import { Command } from 'commander';
import type { MatchFilters, ResumePoint } from '@sanad/taxii';
import { hubClient } from '../hub/client.ts';
import type { Draft, Found } from '../import/found.ts';
import { emptyReport, refuse, reportText, type ImportReport } from '../import/report.ts';
import { releaseOf, withRelease, type ReleaseOptions } from '../import/release.ts';
import { send } from '../import/send.ts';
import { processOutput } from '../output.ts';
import { collectionsOf, speaking, taxiiClient, withAccess, type Access } from '../taxii/connect.ts';
import { fileState } from '../taxii/state.ts';

interface Options extends Access, ReleaseOptions {
  readonly type?: string;
  readonly addedAfter?: string;
  readonly json?: boolean;
}

/** `sanad pull`: from any TAXII 2.1 server into the hub, going on where the last pull stopped. */
export function pullCommand(): Command {
  const command = withAccess(
    new Command('pull').description('bring in what a TAXII 2.1 server has; a later pull brings what is new'),
  )
    .option('--type <types>', 'only these STIX types, separated by commas')
    .option('--added-after <time>', 'only what the server got after then');
  return withRelease(command).action(async (url: string, options: Options) => {
    const output = processOutput(options.json === true);
    const client = taxiiClient(url, options);
    const state = fileState<ResumePoint>(options.state);
    const hub = hubClient();
    const match: MatchFilters = options.type
      ? { type: options.type.split(','), version: ['all'] }
      : { version: ['all'] };
    const reports: ImportReport[] = [];
    for (const collection of await speaking(() => collectionsOf(client, url, options, 'can_read'))) {
      const report = emptyReport(collection.title, 'taxii');
      const key = ['pull', collection.url, options.type ?? '', hub.profile.url].join(' ');
      const resume = options.fromStart || options.addedAfter ? undefined : state.read(key);
      const progress = output.progress(`pulling ${collection.title}`);
      const walk = {
        match,
        ...(resume ? { resume } : {}),
        ...(options.addedAfter ? { addedAfter: options.addedAfter } : {}),
      };
      await speaking(async () => {
        for await (const page of client.objects(collection, walk)) {
          await send(hub, foundIn(page.items, report), releaseOf(options), report, () => {}, 'pull');
          // Kept once the hub has the page: a pull that breaks off loses nothing.
          state.keep(key, page.resume);
          progress.to(page.received);
        }
      });
      progress.end();
      reports.push(report);
      if (!output.json) output.result(report, reportText(report, false));
    }
    if (output.json) output.result({ collections: reports }, '');
    if (reports.some((report) => report.refused > 0)) process.exitCode = 1;
  });
}

async function* foundIn(
  items: readonly Record<string, unknown>[],
  report: ImportReport,
): AsyncGenerator<Found, void, undefined> {
  for (const [index, item] of items.entries()) {
    const place = `objects/${index}`;
    if (typeof item['type'] === 'string' && typeof item['id'] === 'string')
      yield { kind: 'object', place, object: item as Draft };
    else
      refuse(report, {
        place,
        id: null,
        issues: [{ code: 'no-object', path: '', message: 'This is no STIX object: it has no type and id.' }],
      });
  }
}
