import { Command } from 'commander';
import { agreementCommand, communityCommand } from './commands/alliance/agreement.ts';
import { memberCommand } from './commands/alliance/member.ts';
import { partyCommand } from './commands/alliance/party.ts';
import { tokenCommand } from './commands/alliance/token.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { doctorCommand } from './commands/doctor.ts';
import { cascadeCommand } from './commands/cascade/cascade.ts';
import { exportCommand } from './commands/export.ts';
import { hubCommand } from './commands/hub.ts';
import { importCommand } from './commands/import.ts';
import { journalCommand } from './commands/journal.ts';
import { loginCommand } from './commands/login.ts';
import { pullCommand } from './commands/pull.ts';
import { pushCommand } from './commands/push.ts';
import { reliefCommand } from './commands/relief/relief.ts';
import { objectCommand, searchCommand, withdrawCommand } from './commands/search.ts';
import { validateCommand } from './commands/validate.ts';

/** Every command, in the order in which help lists them; a new one is one line. */
const commands = [
  hubCommand,
  loginCommand,
  importCommand,
  exportCommand,
  pullCommand,
  pushCommand,
  validateCommand,
  searchCommand,
  objectCommand,
  withdrawCommand,
  partyCommand,
  memberCommand,
  agreementCommand,
  communityCommand,
  tokenCommand,
  cascadeCommand,
  reliefCommand,
  journalCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
];

/** The whole command line. */
export function program(): Command {
  const sanad = new Command('sanad')
    .description('سند · Sanad: share threat intelligence, watch, foresee, respond')
    .exitOverride()
    .showHelpAfterError('(add --help for how to use it)')
    .configureHelp({ sortSubcommands: false });
  for (const command of commands) sanad.addCommand(inherit(command()));
  return sanad;
}

/** Every command, at every depth, answers in JSON when asked and throws instead of ending the process. */
function inherit(command: Command): Command {
  command.exitOverride();
  if (command.commands.length === 0) command.option('--json', 'the result as JSON');
  for (const child of command.commands) inherit(child);
  return command;
}
