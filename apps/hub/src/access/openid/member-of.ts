import { sql } from 'kysely';
import { addMember } from '../../alliance/member/member.ts';
import type { Database, Write } from '../../store/database.ts';
import { journal } from '../../store/journal-entry.ts';
import type { Provider } from './provider.ts';

/** Who a provider says came. */
export interface Claims {
  readonly subject: string;
  /** Verified, and of one of the provider's domains. */
  readonly email: string;
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

/**
 * The member that a provider's claims stand for, or undefined. Somebody seen before is known by the provider's lasting
 * subject; at first sight by e-mail address, within the provider's own party; a newcomer becomes a member when the
 * provider's party wants that. An address that passes to another person opens nothing: its member is bound to the
 * subject that came first.
 */
export async function memberOf(database: Database, provider: Provider, claims: Claims): Promise<string | undefined> {
  return database.transaction().execute(async (write) => {
    const seen = await write
      .selectFrom('external_identity')
      .innerJoin('member', 'member.id', 'external_identity.member')
      .select(['member.id', 'member.party', 'member.active'])
      .where('issuer', '=', provider.issuer)
      .where('subject', '=', claims.subject)
      .executeTakeFirst();
    if (seen) return seen.active && seen.party === provider.party ? seen.id : undefined;

    const known = await write
      .selectFrom('member')
      .select(['id', 'party', 'active'])
      .where(sql<boolean>`lower(email) = ${claims.email.toLowerCase()}`)
      .forUpdate()
      .executeTakeFirst();
    if (known && (!known.active || known.party !== provider.party)) return undefined;
    if (!known && !provider.justInTime) return undefined;
    const member = known?.id ?? (await welcome(write, provider, claims));
    const linked = await write
      .insertInto('external_identity')
      .values({ issuer: provider.issuer, subject: claims.subject, member })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (linked.numInsertedOrUpdatedRows !== 1n) return undefined;
    await journal(write, 'member', { id: member, party: provider.party, issuer: provider.issuer, change: 'linked' });
    return member;
  });
}

async function welcome(write: Write, provider: Provider, claims: Claims): Promise<string> {
  return addMember(write, provider.party, {
    email: claims.email,
    name: claims.name?.trim().slice(0, 200) || claims.email,
    roles: [provider.role],
    language: claims.locale?.startsWith('en') ? 'en' : 'ar',
  });
}
