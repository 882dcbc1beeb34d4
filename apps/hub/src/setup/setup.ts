import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { generateNoteKeys, type NoteKeys } from '@sanad/journal';
import { z } from '@hono/zod-openapi';
import { Problem } from '../http/problem.ts';
import { addMember } from '../alliance/member/member.ts';
import { registerParty } from '../alliance/party/party.ts';
import { append } from '../store/append.ts';
import type { Database, Write } from '../store/database.ts';
import { extensionDefinitions } from '../store/sanad-object.ts';

/** What the first person says: the hub's name and their own account. */
export const firstAdministrator = z
  .object({
    token: z.string(),
    hub: z.object({
      name: z.string().trim().min(1).max(200),
      names: z.object({ ar: z.string().optional(), en: z.string().optional() }).default({}),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
    }),
    administrator: z.object({
      name: z.string().trim().min(1).max(200),
      email: z.email(),
      password: z.string(),
      language: z.enum(['ar', 'en']).default('ar'),
    }),
  })
  .openapi('FirstAdministrator');

/** Settings that a hub is born with: what signs its cursors and its journal. */
export interface Born {
  readonly cursorKey: Uint8Array<ArrayBuffer>;
  readonly journalKeys: NoteKeys;
}

/** Reads what the hub was born with, and on its first start makes it. */
export async function birth(database: Database): Promise<Born> {
  const made = await generateNoteKeys('sanad-hub');
  if (!made.ok) throw new Error('the name of the journal key is not valid');
  const fresh = { cursorKey: randomBytes(32).toString('base64'), journalKeys: made.value };
  await database
    .insertInto('setting')
    .values({ name: 'born', value: JSON.stringify(fresh) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await database.selectFrom('setting').select('value').where('name', '=', 'born').executeTakeFirstOrThrow();
  const born = row.value as typeof fresh;
  return { cursorKey: new Uint8Array(Buffer.from(born.cursorKey, 'base64')), journalKeys: born.journalKeys };
}

/** A one-time token for the first administrator, anew at each start until one exists; undefined afterwards. */
export async function setupToken(database: Database): Promise<string | undefined> {
  if (await isSetUp(database)) return undefined;
  const token = randomBytes(18).toString('base64url');
  const value = JSON.stringify({ sha256: createHash('sha256').update(token).digest('hex') });
  await database
    .insertInto('setting')
    .values({ name: 'setup', value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
  return token;
}

/** Whether the hub has its own party. */
export async function isSetUp(database: Database): Promise<boolean> {
  return (await database.selectFrom('party').select('id').where('is_hub', '=', true).executeTakeFirst()) !== undefined;
}

/** Sets the hub up: its party, Sanad's type definitions, the first administrator. Works once, with the printed token. */
export async function setUp(
  database: Database,
  given: z.infer<typeof firstAdministrator>,
): Promise<{ party: string; member: string }> {
  return database.transaction().execute(async (write) => {
    await spendToken(write, given.token);
    const party = await registerParty(
      write,
      { ...given.hub, kind: 'authority', sectors: [], contacts: [] },
      { member: null, isHub: true },
    );
    const roles = ['administrator', 'authority', 'liaison', 'analyst'] as const;
    const member = await addMember(write, party, { ...given.administrator, roles: [...roles] });
    const definitions = extensionDefinitions(party, new Date());
    await append(
      write,
      { party, member, source: { by: 'hub' } },
      definitions.map((object) => ({ object, level: 'CLEAR', communities: [], recipients: [] })),
    );
    return { party, member };
  });
}

async function spendToken(write: Write, token: string): Promise<void> {
  const row = await write
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'setup')
    .forUpdate()
    .executeTakeFirst();
  const expected = `${row?.value['sha256'] as string | undefined}`;
  const given = createHash('sha256').update(token).digest('hex');
  const match = expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));
  if (!match)
    throw new Problem('not-allowed', 'The setup token is wrong or was used; the hub prints a new one when it starts.');
  await write.deleteFrom('setting').where('name', '=', 'setup').execute();
}
