import { Command } from 'commander';
import type { Finding } from '../doctor/finding.ts';
import { Failure } from '../failure.ts';
import { readProfile } from '../hub/profile.ts';
import { processOutput } from '../output.ts';

const signs = { good: 'ok    ', notice: 'note  ', wrong: 'WRONG ' } as const;

/** `sanad doctor`: what is wrong with this installation and what to do. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'what is wrong with this installation and what to do: Node, build, folder, disk, port, database, clocks',
    )
    .action(async (options: { json?: boolean }) => {
      const findings = await examine();
      const ok = findings.every((finding) => finding.state !== 'wrong');
      const text = findings.map(
        ({ state, check, what, todo }) => `${signs[state]}${check}: ${what}${todo ? `\n      → ${todo}` : ''}`,
      );
      processOutput(options.json === true).result({ ok, findings }, text.join('\n'));
      if (!ok) process.exitCode = 1;
    });
}

async function examine(): Promise<Finding[]> {
  const { checkAccount, checkBuild, checkNode } = await import('../doctor/program.ts');
  const program = [checkNode(), checkBuild()];
  // Without these two nothing else can be loaded.
  if (program.some((finding) => finding.state === 'wrong')) return program;
  const { readConfig } = await import('@sanad/hub/installation');
  const { checkDatabase } = await import('../doctor/database.ts');
  const { checkDisk, checkFolder, checkLock } = await import('../doctor/folder.ts');
  const { checkHub } = await import('../doctor/hub.ts');
  const { checkPort } = await import('../doctor/port.ts');
  let config: ReturnType<typeof readConfig>;
  try {
    config = readConfig(process.env);
  } catch (error) {
    throw new Failure(1, `WRONG configuration: ${(error as Error).message}`);
  }
  const own = config.databaseUrl
    ? []
    : [checkAccount(), checkFolder(config.dataFolder), checkDisk(config.dataFolder), checkLock(config.dataFolder)];
  return [
    ...program,
    ...own,
    await checkPort(config.host, config.port),
    ...(await checkDatabase(config)),
    ...(await checkHub(readProfile().url)),
  ];
}
