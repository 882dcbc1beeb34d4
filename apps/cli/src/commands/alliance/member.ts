import { Command, Option } from 'commander';
import { hubClient, type HubClient } from '../../hub/client.ts';
import { processOutput } from '../../output.ts';
import { table } from '../../table.ts';
import { defined, list } from './options.ts';

interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly language: string;
  readonly active: boolean;
}

interface Options {
  readonly party?: string;
  readonly name?: string;
  readonly email: string;
  readonly role?: string[];
  readonly language?: string;
  readonly active?: boolean;
  readonly json?: boolean;
}

const withFacts = (command: Command): Command =>
  command
    .option(
      '--role <role>',
      'reader, analyst, liaison, administrator; authority, auditor in the hub (may be repeated)',
      list,
    )
    .addOption(new Option('--language <language>', 'theirs').choices(['ar', 'en']));

/** `sanad member`: people's accounts within a party. A new password is read from SANAD_MEMBER_PASSWORD. */
export function memberCommand(): Command {
  const member = new Command('member').description("people's accounts within a party");
  const party = ['--party <id>', 'of this party; your own unless given'] as const;
  member
    .command('list')
    .description('members of a party')
    .option(...party)
    .action(async (options: Options) => {
      const hub = hubClient();
      const members = await hub.call<Member[]>('GET', `/parties/${await partyOf(hub, options)}/members`);
      const rows = members.map((one) => [one.id, one.name, one.email, one.roles, one.language, one.active]);
      processOutput(options.json === true).result(
        members,
        table(['ID', 'NAME', 'E-MAIL', 'ROLES', 'LANGUAGE', 'ACTIVE'], rows),
      );
    });
  withFacts(
    member.command('add').description('add a member; a password comes from SANAD_MEMBER_PASSWORD').argument('<name>'),
  )
    .requiredOption('--email <email>', 'their e-mail address')
    .option(...party)
    .action(async (name: string, options: Options) => {
      const hub = hubClient();
      const body = { name, email: options.email, ...factsOf(options) };
      const made = await hub.call<{ id: string }>('POST', `/parties/${await partyOf(hub, options)}/members`, body);
      processOutput(options.json === true).result(made, `Added: ${made.id}`);
    });
  withFacts(
    member
      .command('change')
      .description('change a member; a password comes from SANAD_MEMBER_PASSWORD')
      .argument('<id>'),
  )
    .option('--name <name>', 'their name')
    .option('--active', 'let them in again')
    .option('--no-active', 'shut them out at once')
    .action(async (id: string, options: Options) => {
      const { name, active } = options;
      await hubClient().call('PATCH', `/members/${encodeURIComponent(id)}`, {
        ...factsOf(options),
        ...defined({ name, active }),
      });
      processOutput(options.json === true).result({ changed: id }, `Changed: ${id}`);
    });
  return member;
}

const factsOf = ({ role: roles, language }: Options): object =>
  defined({ roles, language, password: process.env['SANAD_MEMBER_PASSWORD'] });

async function partyOf(hub: HubClient, { party }: Options): Promise<string> {
  return encodeURIComponent(party ?? (await hub.call<{ party: string }>('GET', '/session')).party);
}
