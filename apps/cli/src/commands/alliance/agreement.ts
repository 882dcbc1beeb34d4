import { Command, Option } from 'commander';
import { Failure } from '../../failure.ts';
import { hubClient } from '../../hub/client.ts';
import { processOutput } from '../../output.ts';
import { table } from '../../table.ts';
import { defined, list, namesOf } from './options.ts';

interface Agreement {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly highestLevel: string;
  readonly until: string | null;
  readonly parties: readonly { name: string; assentedAt: string | null; leftAt: string | null }[];
  readonly communities: readonly { id: string; name: string; purpose: string; defaultLevel: string | null }[];
}

interface Draft {
  readonly nameAr?: string;
  readonly nameEn?: string;
  readonly party?: string[];
  readonly hub: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly highest: string;
  readonly use?: string[];
  readonly duties?: string;
  readonly community?: string[];
  readonly json?: boolean;
}

const levels = ['clear', 'green', 'amber', 'amber+strict', 'red'];

/** `sanad agreement`: who shares what with whom, under which terms. */
export function agreementCommand(): Command {
  const agreement = new Command('agreement').description('who shares what with whom, under which terms');
  agreement
    .command('list')
    .description('the agreements that name your party')
    .action(async (options: { json?: boolean }) => {
      const agreements = await hubClient().call<Agreement[]>('GET', '/agreements');
      const rows = agreements.map((one) => [
        one.id,
        one.name,
        one.state,
        one.highestLevel,
        one.until,
        one.parties.map(standing),
      ]);
      const head = ['ID', 'NAME', 'STATE', 'HIGHEST', 'UNTIL', 'PARTIES'];
      processOutput(options.json === true).result(agreements, table(head, rows));
    });
  agreement
    .command('show')
    .description('one agreement, with its communities')
    .argument('<id>')
    .action(async (id: string, options: { json?: boolean }) => {
      const one = await hubClient().call<Agreement>('GET', `/agreements/${encodeURIComponent(id)}`);
      processOutput(options.json === true).result(one, JSON.stringify(one, null, 2));
    });
  agreement
    .command('draft')
    .description('draft an agreement (liaison); it is in force when a liaison of every party has assented')
    .argument('<name>')
    .addOption(
      new Option('--highest <level>', 'the highest TLP level that may be shared').choices(levels).makeOptionMandatory(),
    )
    .option('--party <id>', 'a party to it, your own too (may be repeated)', list)
    .option('--no-hub', "not an agreement with the hub's own party: it admits nobody to the hub")
    .option('--name-ar <name>', 'its name in Arabic')
    .option('--name-en <name>', 'its name in English')
    .option('--from <time>', 'start of its term; now unless given')
    .option('--until <time>', 'end of its term')
    .option('--use <action>', 'a permitted use in the terms of IEP 2.0 (may be repeated)', list)
    .option('--duties <text>', 'who owes what')
    .option(
      '--community <name[=level]>',
      'a community it creates, and the level of what is posted there unmarked (may be repeated)',
      list,
    )
    .action(async (name: string, options: Draft) => {
      const made = await hubClient().call<{ id: string }>('POST', '/agreements', {
        name,
        parties: options.party ?? [],
        withHub: options.hub,
        highestLevel: options.highest.toUpperCase(),
        ...defined({
          names: namesOf(options.nameAr, options.nameEn),
          from: options.from,
          until: options.until,
          permittedUses: options.use?.map((use) => use.toUpperCase()),
          duties: options.duties,
          communities: options.community?.map(communityOf),
        }),
      });
      processOutput(options.json === true).result(
        made,
        `Drafted: ${made.id}\nEvery party assents with: sanad agreement assent ${made.id}`,
      );
    });
  agreement
    .command('assent')
    .description('assent for your party (liaison)')
    .argument('<id>')
    .action(async (id: string, options: { json?: boolean }) => {
      const hub = hubClient();
      await hub.call('POST', `/agreements/${encodeURIComponent(id)}/assent`);
      const one = await hub.call<Agreement>('GET', `/agreements/${encodeURIComponent(id)}`);
      processOutput(options.json === true).result(
        one,
        `Assented. The agreement is ${one.state}: ${one.parties.map(standing).join(', ')}`,
      );
    });
  agreement
    .command('end')
    .description('leave an agreement for your party (liaison); access ends at once')
    .argument('<id>')
    .option('--for-all', 'end it for every party (authority)')
    .action(async (id: string, options: { forAll?: boolean; json?: boolean }) => {
      await hubClient().call('POST', `/agreements/${encodeURIComponent(id)}/end`, { forAll: options.forAll === true });
      processOutput(options.json === true).result(
        { ended: id },
        options.forAll ? `Ended: ${id}` : `Your party left: ${id}`,
      );
    });
  return agreement;
}

/** `sanad community`: the groups that agreements create. */
export function communityCommand(): Command {
  const community = new Command('community').description('groups of parties; an agreement creates them');
  community
    .command('list')
    .description('the communities of your agreements')
    .action(async (options: { json?: boolean }) => {
      const agreements = await hubClient().call<Agreement[]>('GET', '/agreements');
      const communities = agreements.flatMap((one) =>
        one.communities.map((each) => ({
          ...each,
          agreement: one.id,
          state: one.state,
          parties: one.parties.map((party) => party.name),
        })),
      );
      const rows = communities.map((one) => [one.id, one.name, one.state, one.defaultLevel, one.parties]);
      processOutput(options.json === true).result(
        communities,
        table(['ID', 'NAME', 'AGREEMENT IS', 'DEFAULT', 'PARTIES'], rows),
      );
    });
  return community;
}

function standing({ name, assentedAt, leftAt }: Agreement['parties'][number]): string {
  if (leftAt) return `${name} (left)`;
  return assentedAt ? name : `${name} (has not assented)`;
}

function communityOf(text: string): object {
  const [name = '', level] = text.split(/=(?=[^=]*$)/, 2);
  if (level !== undefined && !levels.includes(level.toLowerCase()))
    throw new Failure(2, `${level} is no TLP level; one of ${levels.join(', ')}.`);
  return { name, ...(level ? { defaultLevel: level.toUpperCase() } : {}) };
}
