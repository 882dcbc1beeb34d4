import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { Failure } from '../failure.ts';
import { queryOf, withFilters, type Filters } from '../filters.ts';
import { hubClient } from '../hub/client.ts';
import { processOutput, type Output } from '../output.ts';

/** The files of a format: its name on the hub, and what each is called. One file unless the tool takes several. */
const formats = {
  stix: ['stix'],
  csv: ['csv'],
  ip: ['ip'],
  domain: ['domain'],
  url: ['url'],
  hash: ['hash'],
  zeek: ['zeek'],
  suricata: ['suricata-ip', 'suricata-domain', 'suricata-md5', 'suricata-sha1', 'suricata-sha256', 'suricata-rules'],
} as const;

interface Options extends Filters {
  readonly format: keyof typeof formats;
  readonly output?: string;
  readonly json?: boolean;
}

/** `sanad export`: files for other tools. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('write what you may hand on, for other tools: never TLP:RED or TLP:AMBER+STRICT')
    .argument('[text]', 'only what has these words')
    .addOption(
      new Option('--format <format>', 'stix, csv; ip, domain, url, hash: a value a line; zeek; suricata: a folder')
        .choices(Object.keys(formats))
        .default('stix'),
    )
    .option('-o, --output <path>', 'a file, replaced when the export is whole; a folder for suricata');
  return withFilters(command).action(async (text: string | undefined, options: Options) => {
    const output = processOutput(options.json === true);
    const files = formats[options.format];
    if (!options.output && (output.json || files.length > 1)) {
      throw new Failure(2, `Name ${files.length > 1 ? 'a folder' : 'a file'} by --output.`);
    }
    const query = queryOf({ ...options, ...(text ? { text } : {}) });
    const written: { path: string; bytes: number }[] = [];
    for (const file of files) {
      query.set('format', file);
      const path = files.length > 1 && options.output ? join(options.output, fileName(file)) : options.output;
      const bytes = await fetchTo(`/export?${query.toString()}`, path, output);
      if (path) written.push({ path, bytes });
    }
    if (written.length > 0)
      output.result(
        { files: written },
        written.map((one) => `${one.path}: ${one.bytes.toLocaleString('en')} bytes`).join('\n'),
      );
  });
}

const fileName = (file: string): string =>
  file === 'suricata-rules' ? 'sanad.rules' : `${file.replace('suricata', 'sanad')}.lst`;

/** Streams an answer into a file, or to standard output. A file appears whole or not at all: a firewall may be reading it. */
async function fetchTo(address: string, path: string | undefined, output: Output): Promise<number> {
  const answer = await hubClient().open('GET', address);
  const progress = output.progress('exporting', undefined, 'bytes');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      progress.to(bytes);
      done(null, chunk);
    },
  });
  const body = Readable.fromWeb(answer.body ?? new ReadableStream());
  const part = path && `${path}.part`;
  try {
    if (part) mkdirSync(join(part, '..'), { recursive: true });
    if (part) await pipeline(body, counted, createWriteStream(part));
    else await pipeline(body, counted, process.stdout, { end: false });
    if (part) renameSync(part, path);
  } catch (error) {
    if (part) rmSync(part, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return bytes;
    throw new Failure(2, `The export broke off: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    progress.end();
  }
  return bytes;
}
