import { Command } from 'commander';
import { processOutput } from '../output.ts';
import { hubClient } from '../hub/client.ts';

/** `sanad hub`: the hub itself. */
export function hubCommand(): Command {
  const hub = new Command('hub').description('the hub');
  hub
    .command('start')
    .description('start the hub; the same as `npm start`')
    .action(async () => {
      await import('@sanad/hub/main');
    });
  hub
    .command('setup')
    .description('set a new hub up: its name and its first administrator')
    .requiredOption('--url <url>', 'address of the hub')
    .requiredOption('--token <token>', 'the token that the hub printed')
    .requiredOption('--name <name>', 'name of the hub')
    .option('--name-ar <name>', 'its name in Arabic')
    .requiredOption('--administrator <name>', "the first administrator's name")
    .requiredOption('--email <email>', 'their e-mail address')
    .option('--password <password>', 'their password; better given in SANAD_PASSWORD')
    .action(async (options) => {
      const output = processOutput(options.json);
      const password = options.password ?? process.env['SANAD_PASSWORD'] ?? '';
      const names = { en: options.name, ...(options.nameAr ? { ar: options.nameAr } : {}) };
      const made = await hubClient({ url: options.url }).call('POST', '/setup', {
        token: options.token,
        hub: { name: options.name, names },
        administrator: { name: options.administrator, email: options.email, password },
      });
      output.result(made, `The hub is set up. Sign in: sanad login --url ${options.url} --email ${options.email}`);
    });
  return hub;
}
