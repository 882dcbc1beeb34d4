import { Command, Option } from 'commander';
import { Failure } from '../failure.ts';
import { hubClient } from '../hub/client.ts';
import { detectFormat, formats, type Format } from '../import/detect-format.ts';
import type { Found } from '../import/found.ts';
import { openInput, type Input } from '../import/open-input.ts';
import { readFile } from '../import/read-file.ts';
import { emptyReport, reportText, type ImportReport } from '../import/report.ts';
import { releaseOf, withRelease, type ReleaseOptions } from '../import/release.ts';
import { judge, send } from '../import/send.ts';
import { processOutput, type Output } from '../output.ts';

interface Options extends ReleaseOptions {
  readonly format?: Format;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `sanad import`: files of many formats into the hub. */
export function importCommand(): Command {
  const command = new Command('import')
    .description(
      'bring threat intelligence into the hub: STIX of any size, CISA KEV, MISP events, CSV or text of values',
    )
    .argument('<file...>', 'files, gzip-compressed or not; - for standard input')
    .addOption(new Option('--format <format>', 'instead of telling it by the content').choices([...formats]))
    .option('--dry-run', 'only judge the objects, send nothing');
  return withRelease(command).action(async (files: string[], options: Options) => {
    const output = processOutput(options.json === true);
    const reports: ImportReport[] = [];
    for (const file of files) {
      const report = await importFile(file, options, output);
      reports.push(report);
      if (!output.json) output.result(report, reportText(report, options.dryRun === true));
    }
    if (output.json) output.result({ dryRun: options.dryRun === true, files: reports }, '');
    if (reports.some((report) => report.refused > 0)) process.exitCode = 1;
  });
}

const definition = 'marking-definition';

async function* definitionsIn(input: Input): AsyncGenerator<Found, void, undefined> {
  for await (const one of only(readFile(input, 'stix', ''), (type) => type === definition)) {
    if (one.kind === 'object') yield one;
  }
}

/** What a reader finds, of its objects only those of the wanted types. */
async function* only(
  found: AsyncIterable<Found>,
  wanted: (type: string) => boolean,
): AsyncGenerator<Found, void, undefined> {
  for await (const one of found) if (one.kind !== 'object' || wanted(one.object.type)) yield one;
}

async function importFile(file: string, options: Options, output: Output): Promise<ImportReport> {
  const input = await openInput(file);
  const format = options.format ?? detectFormat(file, input.head);
  if (!format) throw new Failure(2, `${file} is none of the formats that can be imported; see sanad import --help.`);
  const report = emptyReport(file, format);
  const progress = output.progress(`importing ${file}`, input.size, 'bytes');
  const found = readFile(input, format, new Date().toISOString());
  const onProgress = (): void => progress.to(input.done());
  try {
    if (options.dryRun) await judge(found, report, onProgress);
    else {
      const hub = hubClient();
      const release = releaseOf(options);
      // How far an object goes depends on the definitions of its markings, and a bundle may hold them last: they go first.
      const twice = format === 'stix' && file !== '-';
      if (twice) await send(hub, definitionsIn(await openInput(file)), release, report, onProgress);
      await send(hub, twice ? only(found, (type) => type !== definition) : found, release, report, onProgress);
    }
  } catch (error) {
    const done = report.accepted + report.changed + report.released;
    if (done > 0)
      output.remark(
        `${reportText(report, false)}\nThe import stopped here; run it again, what is there already is known.`,
      );
    throw error;
  } finally {
    progress.end();
  }
  return report;
}
