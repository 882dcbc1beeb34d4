import { Command } from 'commander';
import { hubClient } from '../../hub/client.ts';
import { processOutput } from '../../output.ts';
import { table } from '../../table.ts';
import { contactOf, defined, list, namesOf } from './options.ts';

interface Party {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly sectors: readonly string[];
  readonly country: string | null;
  readonly reliability: string;
  readonly active: boolean;
}

interface Options {
  readonly name?: string;
  readonly nameAr?: string;
  readonly nameEn?: string;
  readonly kind?: string;
  readonly sector?: string[];
  readonly country?: string;
  readonly contact?: string[];
  readonly reliability?: string;
  readonly active?: boolean;
  readonly json?: boolean;
}

const withFacts = (command: Command): Command =>
  command
    .option('--name-ar <name>', 'its name in Arabic')
    .option('--name-en <name>', 'its name in English')
    .option('--sector <sector>', 'a sector it is in (may be repeated)', list)
    .option('--country <code>', 'two letters, such as OM')
    .option('--contact <purpose=address>', 'a duty desk, by e-mail or phone (may be repeated)', list);

/** `sanad party`: the organisations that take part. */
export function partyCommand(): Command {
  const party = new Command('party').description('organisations that take part');
  party
    .command('list')
    .description('the parties that you may know of')
    .action(async (options: Options) => {
      const parties = await hubClient().call<Party[]>('GET', '/parties');
      const rows = parties.map((one) => [
        one.id,
        one.name,
        one.kind,
        one.sectors,
        one.country,
        one.reliability,
        one.active,
      ]);
      const head = ['ID', 'NAME', 'KIND', 'SECTORS', 'COUNTRY', 'RELIABILITY', 'ACTIVE'];
      processOutput(options.json === true).result(parties, table(head, rows));
    });
  party
    .command('show')
    .description('one party')
    .argument('<id>')
    .action(async (id: string, options: Options) => {
      const one = await hubClient().call<Party>('GET', `/parties/${encodeURIComponent(id)}`);
      processOutput(options.json === true).result(one, JSON.stringify(one, null, 2));
    });
  withFacts(party.command('add').description('register a party (authority)').argument('<name>'))
    .requiredOption(
      '--kind <kind>',
      'such as ministry, cert, utility, hospital, technology, logistics; see the API documentation',
    )
    .action(async (name: string, options: Options) => {
      const made = await hubClient().call<{ id: string }>('POST', '/parties', { name, ...factsOf(options) });
      processOutput(options.json === true).result(made, `Registered: ${made.id}`);
    });
  withFacts(party.command('change').description('change a party').argument('<id>'))
    .option('--name <name>', 'its name')
    .option('--kind <kind>', 'its kind')
    .option('--reliability <letter>', "the source's reliability, A to F (authority)")
    .option('--active', 'take it up again (authority)')
    .option('--no-active', 'suspend it: its members are out at once (authority)')
    .action(async (id: string, options: Options) => {
      const { name, reliability, active } = options;
      await hubClient().call('PATCH', `/parties/${encodeURIComponent(id)}`, {
        ...factsOf(options),
        ...defined({ name, reliability, active }),
      });
      processOutput(options.json === true).result({ changed: id }, `Changed: ${id}`);
    });
  return party;
}

const factsOf = ({ nameAr, nameEn, kind, sector: sectors, country, contact }: Options): object =>
  defined({ names: namesOf(nameAr, nameEn), kind, sectors, country, contacts: contact?.map(contactOf) });
