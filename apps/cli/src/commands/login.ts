import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { hubClient } from '../hub/client.ts';
import { keepProfile, readProfile } from '../hub/profile.ts';
import { processOutput } from '../output.ts';

/** `sanad login`: makes a token on a hub and keeps it for the commands that follow. */
export function loginCommand(): Command {
  return new Command('login')
    .description('sign in to a hub and keep a token for the other commands')
    .option('--url <url>', 'address of the hub')
    .option('--email <email>', 'sign in by e-mail and password (SANAD_PASSWORD)')
    .option('--token <token>', 'use this token')
    .option('--days <days>', 'how long the new token lives', '90')
    .action(async (options) => {
      const url = options.url ?? readProfile().url;
      const token = options.token ?? (await makeToken(url, options.email, Number(options.days)));
      const me = await hubClient({ url, token }).call<{ name: string; party: string; roles: string[] }>(
        'GET',
        '/session',
      );
      const path = keepProfile({ url, token });
      processOutput(options.json).result(
        { ...me, url },
        `Signed in to ${url} as ${me.name} (${me.roles.join(', ')}). Kept in ${path}.`,
      );
    });
}

async function makeToken(url: string, email: string | undefined, days: number): Promise<string> {
  const password = process.env['SANAD_PASSWORD'];
  if (!email || !password) throw new Failure(2, 'Give --token, or --email with the password in SANAD_PASSWORD.');
  const response = await fetch(new URL('/api/v1/tokens', url), {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: 'sanad login', scopes: ['read', 'write', 'manage'], days }),
  });
  const body = (await response.json()) as { secret?: string; detail?: string };
  if (!body.secret) throw new Failure(2, body.detail ?? `The hub answered ${response.status}.`);
  return body.secret;
}
