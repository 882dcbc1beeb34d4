import { Command } from 'commander';
import { allocateCommand } from './allocate.ts';
import { checkCommand, explainCommand } from './check.ts';
import { routeCommand } from './route.ts';

/** `sanad relief`: who brings what, from where, with which vehicle, by when, and why. */
export function reliefCommand(): Command {
  const relief = new Command('relief').description('who brings what, from where, with which vehicle, by when, and why');
  for (const command of [routeCommand(), allocateCommand(), checkCommand(), explainCommand()])
    relief.addCommand(command);
  return relief;
}
