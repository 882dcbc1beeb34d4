import { basicAuthorization, TaxiiClient, TaxiiError, type CollectionAt } from '@sanad/taxii';
import type { Command } from 'commander';
import { Failure } from '../failure.ts';

/** How to reach a TAXII server, as the command line says it. */
export interface Access {
  readonly user?: string;
  readonly collection: readonly string[];
  readonly state?: string;
  readonly fromStart?: boolean;
}

/** Adds the options of a TAXII server to a command. */
export function withAccess(command: Command): Command {
  return command
    .argument('<url>', "the server's discovery or API root, such as https://hub.example/taxii2/")
    .option(
      '--collection <id>',
      'id, alias or title of a collection (may be repeated)',
      (one, all: string[]) => [...all, one],
      [],
    )
    .option(
      '--user <name>',
      'sign in by this name, with the password in SANAD_TAXII_PASSWORD; without it, SANAD_TAXII_TOKEN',
    )
    .option('--state <file>', 'where to keep how far this came')
    .option('--from-start', 'forget how far earlier runs came');
}

/** A client with the credentials that were given. */
export function taxiiClient(url: string, { user }: Access): TaxiiClient {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Failure(2, `${url} is no http or https address.`);
  const [password, token] = [process.env['SANAD_TAXII_PASSWORD'], process.env['SANAD_TAXII_TOKEN']];
  if (user !== undefined && password === undefined)
    throw new Failure(2, 'The password belongs into SANAD_TAXII_PASSWORD.');
  if (user !== undefined) return new TaxiiClient({ url, authorization: basicAuthorization(user, password ?? '') });
  return new TaxiiClient({ url, ...(token ? { authorization: `Bearer ${token}` } : {}) });
}

/** The collections that are meant, of those that allow what is wanted: the named ones, or all. */
export async function collectionsOf(
  client: TaxiiClient,
  url: string,
  { collection: names }: Access,
  right: 'can_read' | 'can_write',
): Promise<CollectionAt[]> {
  const all = (await everyCollection(client, url)).filter((one) => one[right]);
  if (names.length === 0) return all;
  return names.map((name) => {
    const found = all.find((one) => one.id === name || one.alias === name || one.title === name);
    if (found) return found;
    const known = all.map((one) => `  ${one.id}  ${one.title}`).join('\n');
    const doing = right === 'can_read' ? 'read' : 'add to';
    throw new Failure(
      2,
      `There is no collection ${name} that you may ${doing}.${known ? ` There are:\n${known}` : ''}`,
    );
  });
}

/** The address may be that of discovery or of an API root. */
async function everyCollection(client: TaxiiClient, url: string): Promise<CollectionAt[]> {
  try {
    return await client.collections();
  } catch (error) {
    if (!(error instanceof TaxiiError) || (error.kind !== 'protocol' && error.status !== 404)) throw error;
    return client.collections(await client.root(url));
  }
}

/** Runs work with a TAXII server; what the server refuses ends the command with its words. */
export async function speaking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TaxiiError)) throw error;
    const { taxii } = error;
    const hint = error.status === 401 ? ' Give --user and SANAD_TAXII_PASSWORD, or SANAD_TAXII_TOKEN.' : '';
    throw new Failure(
      2,
      `${error.message}${taxii ? `: ${[taxii.title, taxii.description].filter(Boolean).join('. ')}` : ''}${hint}`,
    );
  }
}
