import { Command } from 'commander';
import { queryOf, withFilters, type Filters } from '../filters.ts';
import { hubClient } from '../hub/client.ts';
import { processOutput } from '../output.ts';

interface Listed {
  readonly added: number;
  readonly owner: string;
  readonly level: string;
  readonly object: Readonly<Record<string, unknown>>;
}

interface Page {
  readonly objects: readonly Listed[];
  readonly count: number;
  readonly countIsLowerBound: boolean;
  readonly before: number | null;
}

/** `sanad search`: what you may see, newest first. */
export function searchCommand(): Command {
  const command = new Command('search')
    .description('search what you may see, newest first')
    .argument('[text]', 'words in Arabic or English, all of which must occur')
    .option('--limit <number>', 'so many at most', '50')
    .option('--before <position>', 'go on after a page: its `before`');
  return withFilters(command).action(
    async (text: string | undefined, options: Filters & { limit: string; before?: string; json?: boolean }) => {
      const query = queryOf({ ...options, ...(text ? { text } : {}) });
      query.set('limit', options.limit);
      if (options.before) query.set('before', options.before);
      const page = await hubClient().call<Page>('GET', `/objects?${query.toString()}`);
      const count = `${page.count.toLocaleString('en')}${page.countIsLowerBound ? ' or more' : ''} found`;
      const more = page.before === null ? '' : `; more by --before ${page.before}`;
      processOutput(options.json === true).result(page, [...page.objects.map(line), count + more].join('\n'));
      if (page.objects.length === 0) process.exitCode = 1;
    },
  );
}

const line = ({ level, object }: Listed): string => `TLP:${level.padEnd(12)} ${String(object['id'])}  ${title(object)}`;

/** What people call an object. */
function title(object: Readonly<Record<string, unknown>>): string {
  const told = ['name', 'value', 'pattern', 'abstract', 'key', 'description'].map((name) => object[name]);
  const named = told.find((one) => typeof one === 'string' && one !== '');
  return typeof named === 'string' ? named.replaceAll(/\s+/g, ' ').slice(0, 100) : '';
}

/** `sanad object`: one object, as it came. */
export function objectCommand(): Command {
  return new Command('object')
    .description('show an object, or all its versions')
    .argument('<id>', 'its STIX id')
    .option('--versions', 'all versions, newest first')
    .action(async (id: string, options: { versions?: boolean; json?: boolean }) => {
      const path = `/objects/${encodeURIComponent(id)}`;
      const hub = hubClient();
      const found = options.versions
        ? await hub.call<Listed[]>('GET', `${path}/versions`)
        : [await hub.call<Listed>('GET', path)];
      const text = found.map(
        (one) => `TLP:${one.level}, brought by ${one.owner}\n${JSON.stringify(one.object, null, 2)}`,
      );
      processOutput(options.json === true).result(options.versions ? found : found[0], text.join('\n\n'));
    });
}

/** `sanad withdraw`: takes back what your party brought. */
export function withdrawCommand(): Command {
  return new Command('withdraw')
    .description(
      'withdraw an object that your party brought: nobody sees it from now on, the journal keeps that it was there',
    )
    .argument('<id>', 'its STIX id')
    .action(async (id: string, options: { json?: boolean }) => {
      await hubClient().call('DELETE', `/objects/${encodeURIComponent(id)}`);
      processOutput(options.json === true).result({ withdrawn: id }, `Withdrawn: ${id}`);
    });
}
