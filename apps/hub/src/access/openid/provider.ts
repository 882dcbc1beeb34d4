import { domainToASCII } from 'node:url';
import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { needParty } from '../../alliance/member/member.ts';
import { Problem, fieldProblem } from '../../http/problem.ts';
import type { Database, Write } from '../../store/database.ts';
import { journal } from '../../store/journal-entry.ts';
import type { Caller } from '../caller.ts';
import { clientOf, type Client, type ProviderFetch } from './client.ts';

/** An e-mail domain as it is compared: ASCII (IDNA), small letters. */
const domain = z
  .string()
  .max(253)
  .transform((text) => domainToASCII(text.trim()))
  .refine((text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text), 'a domain, such as example.org');

/** An organisation's OpenID provider. Nobody becomes an administrator by it. */
export const newProvider = z
  .object({
    issuer: z.url({ protocol: /^https$/ }).max(500),
    clientId: z.string().min(1).max(300),
    clientSecret: z.string().min(1).max(1000),
    domains: z.array(domain).min(1).max(50),
    /** What members get who are first seen at sign-in. */
    role: z.enum(['reader', 'analyst', 'liaison']).default('reader'),
    /** Whether somebody who is no member yet becomes one by signing in. */
    justInTime: z.boolean().default(false),
  })
  .openapi('NewProvider');

/** A provider as its party sees it; the secret is never shown again. */
export const provider = newProvider
  .omit({ clientSecret: true, domains: true, role: true, justInTime: true })
  .extend({
    domains: z.array(z.string()),
    role: z.string(),
    justInTime: z.boolean(),
    changed: z.iso.datetime(),
    /** Where the provider sends its answers; to be registered there. */
    redirectUri: z.string(),
  })
  .openapi('Provider');

/** A provider as sign-in uses it. */
export interface Provider extends Client {
  readonly party: string;
  readonly role: 'reader' | 'analyst' | 'liaison';
  readonly justInTime: boolean;
}

/** Where providers send their answers, below the hub's origin. */
export const callbackPath = '/api/v1/session/openid/callback';

/** Sets a party's provider (its administrator, or the authority), once the provider has answered. */
export async function setProvider(
  database: Database,
  caller: Caller,
  party: string,
  given: z.infer<typeof newProvider>,
  fetch: ProviderFetch | undefined,
): Promise<void> {
  needParty(caller, party);
  await clientOf(given, fetch).catch((error: unknown) => {
    const message = `The issuer did not answer as an OpenID provider: ${(error as Error).message}.`;
    throw fieldProblem('no-provider', 'issuer', message, 'OpenID Connect Discovery 1.0 §4');
  });
  await database.transaction().execute(async (write) => {
    const known = await write.selectFrom('party').select('id').where('id', '=', party).executeTakeFirst();
    if (!known) throw new Problem('not-found', `There is no party ${party}.`);
    await needFree(write, party, given.domains);
    const before = await write
      .selectFrom('identity_provider')
      .select('issuer')
      .where('party', '=', party)
      .executeTakeFirst();
    const values = {
      issuer: given.issuer,
      client_id: given.clientId,
      client_secret: given.clientSecret,
      role: given.role,
      just_in_time: given.justInTime,
      changed: sql<Date>`now()`,
    };
    await write
      .insertInto('identity_provider')
      .values({ party, ...values })
      .onConflict((conflict) => conflict.column('party').doUpdateSet(values))
      .execute();
    await write.deleteFrom('provider_domain').where('party', '=', party).execute();
    const domains = [...new Set(given.domains)].map((one) => ({ domain: one, party }));
    const { numInsertedOrUpdatedRows: kept } = await write
      .insertInto('provider_domain')
      .values(domains)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (kept !== BigInt(domains.length))
      throw new Problem('conflict', 'Another party took one of the domains just now.');
    if (before && before.issuer !== given.issuer) await endItsSessions(write, party);
    const { clientSecret: _, ...facts } = given;
    await journal(write, 'provider', { party, ...facts, change: 'set', member: caller.member });
  });
}

/** Removes a party's provider; sessions that it opened end at once. */
export async function removeProvider(database: Database, caller: Caller, party: string): Promise<void> {
  needParty(caller, party);
  await database.transaction().execute(async (write) => {
    const { numDeletedRows } = await write
      .deleteFrom('identity_provider')
      .where('party', '=', party)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new Problem('not-found', 'The party has no provider.');
    await endItsSessions(write, party);
    await journal(write, 'provider', { party, change: 'removed', member: caller.member });
  });
}

/** A party's provider, for its administrator or the authority. */
export async function readProvider(
  database: Database,
  caller: Caller,
  party: string,
  origin: string,
): Promise<z.infer<typeof provider>> {
  needParty(caller, party);
  const row = await database.selectFrom('identity_provider').selectAll().where('party', '=', party).executeTakeFirst();
  if (!row) throw new Problem('not-found', 'The party has no provider.');
  const domains = await database
    .selectFrom('provider_domain')
    .select('domain')
    .where('party', '=', party)
    .orderBy('domain')
    .execute();
  return {
    issuer: row.issuer,
    clientId: row.client_id,
    domains: domains.map((one) => one.domain),
    role: row.role,
    justInTime: row.just_in_time,
    changed: row.changed.toISOString(),
    redirectUri: `${origin}${callbackPath}`,
  };
}

/** The provider that stands for an e-mail address's domain, or undefined. */
export async function providerFor(database: Database, email: string): Promise<Provider | undefined> {
  const row = await rows(database).where('provider_domain.domain', '=', domainOf(email)).executeTakeFirst();
  return row && { ...row, role: row.role as Provider['role'] };
}

/** The domain of an e-mail address, as domains are compared. */
export const domainOf = (email: string): string => domainToASCII(email.slice(email.lastIndexOf('@') + 1));

const rows = (database: Database) =>
  database
    .selectFrom('identity_provider')
    .innerJoin('provider_domain', 'provider_domain.party', 'identity_provider.party')
    .innerJoin('party', 'party.id', 'identity_provider.party')
    .where('party.active', '=', true)
    .select([
      'identity_provider.party',
      'issuer',
      'client_id as clientId',
      'client_secret as clientSecret',
      'role',
      'just_in_time as justInTime',
    ]);

/**
 * A domain is one party's only: otherwise a party could send another's people to a provider of its own. Which party has
 * it is not said.
 */
async function needFree(write: Write, party: string, domains: readonly string[]): Promise<void> {
  const { rows } = await sql<{ domain: string }>`
    select domain from provider_domain where domain = any(${domains}) and party <> ${party}
    union select split_part(lower(email), '@', 2) from member
      where split_part(lower(email), '@', 2) = any(${domains}) and party <> ${party} and active`.execute(write);
  if (rows.length === 0) return;
  const taken = rows.map((row) => row.domain).join(', ');
  throw fieldProblem('domain-taken', 'domains', `In use by another party: ${taken}.`);
}

async function endItsSessions(write: Write, party: string): Promise<void> {
  await sql`update session set revoked = now() where method = 'openid' and revoked is null
    and member in (select id from member where party = ${party})`.execute(write);
}
