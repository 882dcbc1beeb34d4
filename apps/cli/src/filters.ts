import { Option, type Command } from 'commander';

/** What narrows a search or an export, as the command line says it. */
export interface Filters {
  readonly text?: string;
  readonly value?: string;
  readonly type?: string;
  readonly level?: string;
  readonly community?: string;
  readonly source?: string;
  readonly related?: string;
  readonly confidence?: string;
  readonly since?: string;
  readonly until?: string;
}

const levels = ['clear', 'green', 'amber', 'amber+strict', 'red', 'unmarked', 'unknown'];

/** Adds the filters to a command. */
export function withFilters(command: Command): Command {
  return command
    .option('--value <value>', 'this address, domain, hash, CVE, …; defanged forms too')
    .option('--type <types>', 'these STIX types, separated by commas')
    .addOption(new Option('--level <level>', 'this TLP level').choices(levels))
    .option('--community <id>', 'shared to this community')
    .option('--source <party>', 'brought by this party')
    .option('--related <id>', 'referring to this object')
    .option('--confidence <number>', 'at least this confidence, 0 to 100')
    .option('--since <time>', 'added since then, such as 2026-01-31T00:00:00Z')
    .option('--until <time>', 'added before then');
}

/** The filters as the hub's API takes them. */
export function queryOf({
  text,
  value,
  type,
  level,
  community,
  source,
  related,
  confidence,
  since,
  until,
}: Filters): URLSearchParams {
  const query = {
    text,
    value,
    type,
    marking: level?.toUpperCase(),
    community,
    source,
    related,
    confidence,
    since,
    until,
  };
  return new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
