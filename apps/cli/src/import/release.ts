import { Option, type Command } from 'commander';
import type { Release } from './send.ts';

/** How far objects are to go, as the command line says it. */
export interface ReleaseOptions {
  readonly marking?: string;
  readonly community: readonly string[];
  readonly to: readonly string[];
}

/** Adds the options of a release to a command. */
export function withRelease(command: Command): Command {
  const collect = (value: string, before: string[]): string[] => [...before, value];
  const levels = ['clear', 'green', 'amber', 'amber+strict', 'red'];
  return command
    .addOption(new Option('--marking <level>', 'TLP level of objects that carry none').choices(levels))
    .option('--community <id>', 'share to this community (may be repeated)', collect, [])
    .option('--to <party>', 'address to this party by name, for TLP:RED (may be repeated)', collect, []);
}

/** What they ask of the hub. */
export const releaseOf = (options: ReleaseOptions): Release => ({
  ...(options.marking ? { marking: options.marking.toUpperCase() } : {}),
  communities: options.community,
  recipients: options.to,
});
