import { Command, Option } from 'commander';
import { hubClient } from '../../hub/client.ts';
import { processOutput } from '../../output.ts';
import { table } from '../../table.ts';
import { list, wholeNumber } from './options.ts';

interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires: string;
  readonly revoked: string | null;
  readonly lastUsed: string | null;
}

/** `sanad token`: what programs sign in with. */
export function tokenCommand(): Command {
  const token = new Command('token').description('API tokens, for programs');
  token
    .command('list')
    .description('your tokens')
    .action(async (options: { json?: boolean }) => {
      const tokens = await hubClient().call<Token[]>('GET', '/tokens');
      const rows = tokens.map((one) => [one.id, one.name, one.scopes, one.expires, one.lastUsed, one.revoked]);
      processOutput(options.json === true).result(
        tokens,
        table(['ID', 'NAME', 'SCOPES', 'EXPIRES', 'LAST USED', 'REVOKED'], rows),
      );
    });
  token
    .command('make')
    .description('make a token; its secret is shown this once')
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--scope <scope>', 'read, write or manage (may be repeated); read unless given').argParser(list),
    )
    .option('--days <days>', 'how long it lives', '90')
    .action(async (name: string, options: { scope?: string[]; days: string; json?: boolean }) => {
      const body = { name, scopes: options.scope ?? ['read'], days: wholeNumber(options.days) };
      const made = await hubClient().call<{ id: string; secret: string; expires: string }>('POST', '/tokens', body);
      processOutput(options.json === true).result(
        made,
        `${made.secret}\nThis is shown once. It expires ${made.expires}; revoke it with: sanad token revoke ${made.id}`,
      );
    });
  token
    .command('revoke')
    .description('revoke a token; it stops working at once')
    .argument('<id>')
    .action(async (id: string, options: { json?: boolean }) => {
      await hubClient().call('DELETE', `/tokens/${encodeURIComponent(id)}`);
      processOutput(options.json === true).result({ revoked: id }, `Revoked: ${id}`);
    });
  return token;
}
