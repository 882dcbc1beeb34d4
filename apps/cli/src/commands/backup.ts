import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { processOutput } from '../output.ts';

/** `sanad backup`: everything that the hub keeps, in one file, while it runs. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('write everything that this hub keeps into a file, while it runs (its DATABASE_URL or SANAD_DATA)')
    .argument(
      '<file>',
      'replaced when the backup is whole; it holds the keys of the hub, so keep it as safe as the hub',
    )
    .action(async (file: string, options: { json?: boolean }) => {
      const output = processOutput(options.json === true);
      const { backup, localDatabase } = await import('@sanad/hub/backup');
      const { readConfig, version } = await import('@sanad/hub/installation');
      const database = await local(() => localDatabase(readConfig(process.env)));
      const progress = output.progress('backing up');
      try {
        const { manifest, contents } = await local(() =>
          backup(database.url, file, version, (done) => progress.to(done)),
        );
        progress.end();
        const rows = Object.values(contents.tables).reduce((sum, table) => sum + table.rows, 0);
        const { size, root } = manifest.journal;
        const told = { file, created: manifest.created, version, rows, journal: { size, root } };
        output.result(
          told,
          `${file}: ${rows.toLocaleString('en')} rows, journal of ${size.toLocaleString('en')} entries with root ${root}`,
        );
      } finally {
        progress.end();
        await database.close();
      }
    });
}

/** `sanad restore`: brings a backup back into an empty database. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description(
      'bring a backup back into an empty database (DATABASE_URL or SANAD_DATA), also of an older Sanad; then the journal is verified',
    )
    .argument('<file>', 'what sanad backup wrote')
    .action(async (file: string, options: { json?: boolean }) => {
      const output = processOutput(options.json === true);
      const { localDatabase, restore } = await import('@sanad/hub/backup');
      const { readConfig } = await import('@sanad/hub/installation');
      const database = await local(() => localDatabase(readConfig(process.env)));
      const progress = output.progress('restoring');
      try {
        const { manifest, rows, newer, journal } = await local(() =>
          restore(database.url, file, (done) => progress.to(done)),
        );
        progress.end();
        const told = { file, created: manifest.created, version: manifest.version, rows, newer, journal };
        const steps = newer.length > 0 ? `\nBrought up to date by: ${newer.join(', ')}` : '';
        output.result(
          told,
          `${rows.toLocaleString('en')} rows of ${manifest.created} are back; the journal of ${journal.leaves.toLocaleString('en')} entries is whole.${steps}`,
        );
      } finally {
        progress.end();
        await database.close();
      }
    });
}

/** What goes wrong with files, folders and databases is told plainly: it is no fault of the program. */
export async function local<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure || error instanceof TypeError || error instanceof RangeError) throw error;
    const message =
      error instanceof AggregateError
        ? error.errors.map(String).join('; ')
        : error instanceof Error
          ? error.message
          : String(error);
    throw new Failure(2, message);
  }
}
