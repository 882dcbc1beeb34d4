import { failure, type Issue, type Result } from '@sanad/result';
import { isBundle, validate, type StixObject } from '@sanad/stix';
import { newSecret, hashSecret } from '../../access/secret.ts';
import type { Caller } from '../../access/caller.ts';
import { Problem } from '../../http/problem.ts';
import { append, type Incoming } from '../../store/append.ts';
import type { Database, Write } from '../../store/database.ts';
import { journal } from '../../store/journal-entry.ts';
import { decide, type Release } from '../submit/decide.ts';
import { readFacts } from '../submit/facts.ts';
import { withdraw } from '../submit/withdraw.ts';
import { activeOfficers, threshold } from './officers.ts';
import { rewrite, type Anonymity, type Dropped } from './rewrite.ts';
import { seal } from './seal.ts';

/** What would be published of a submission, and what would not. */
export interface Preview {
  readonly objects: readonly StixObject[];
  readonly dropped: readonly Dropped[];
  readonly refused: readonly { readonly id: string; readonly issues: readonly Issue[] }[];
}

/** Shows what others would see; nothing is kept. */
export async function preview(database: Database, inputs: readonly unknown[], anonymity: Anonymity): Promise<Preview> {
  const { objects, dropped, refused } = await prepare(database, inputs, anonymity);
  return { objects, dropped, refused };
}

/**
 * Publishes objects as the hub's own and seals who brought them. The receipt is the only way back for the submitter: with
 * it, and without a name, they can withdraw what they brought.
 */
export async function submitAnonymously(
  database: Database,
  caller: Caller,
  inputs: readonly unknown[],
  anonymity: Anonymity,
  release: Release,
): Promise<Preview & { receipt: string }> {
  const officers = await activeOfficers(database);
  if (officers.length < threshold) {
    throw new Problem(
      'not-ready',
      `Anonymous submission needs ${threshold} officers who can open a seal together; this hub has ${officers.length}.`,
    );
  }
  const prepared = await prepare(database, inputs, anonymity);
  if (prepared.objects.length === 0)
    throw new Problem(
      'invalid',
      'Nothing is left to publish.',
      prepared.refused.flatMap((one) => one.issues),
    );
  const { secret: receipt, hash } = newSecret('sanad_r');
  const link = { party: caller.party, member: caller.member, ids: Object.fromEntries(prepared.ids) };
  const sealed = await seal(JSON.stringify(link), officers, threshold);
  await database.transaction().execute(async (write) => {
    const incoming = await decideAll(write, caller, prepared.objects, release);
    await append(write, { party: prepared.hub, member: null, source: { by: 'anonymous' } }, incoming);
    const row = await write
      .insertInto('sealed_submission')
      .values({ receipt: hash, objects: prepared.objects.map((object) => object.id), seal: JSON.stringify(sealed) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await journal(write, 'sealed-submission', { id: row.id, box: sealed.box });
  });
  const { objects, dropped, refused } = prepared;
  return { objects, dropped, refused, receipt };
}

/** Withdraws what was brought under a receipt. */
export async function withdrawByReceipt(database: Database, receipt: string): Promise<number> {
  const row = await database
    .selectFrom('sealed_submission')
    .select('objects')
    .where('receipt', '=', hashSecret(receipt))
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'No submission has this receipt.');
  const hub = await hubParty(database);
  let count = 0;
  for (const id of row.objects) {
    if (await withdraw(database, { party: hub, member: null }, { kind: 'own', party: hub }, id, undefined)) count += 1;
  }
  return count;
}

async function prepare(database: Database, inputs: readonly unknown[], anonymity: Anonymity) {
  const refused: Preview['refused'][number][] = [];
  const good = (result: Result<unknown>, id: string): boolean => {
    if (!result.ok) refused.push({ id, issues: result.issues });
    return result.ok;
  };
  const named = (input: unknown): string => (input as { id?: string } | null)?.id ?? '(no id)';
  const valid = inputs.filter((input): input is StixObject => {
    const checked = validate(input as object);
    if (!checked.ok || !isBundle(checked.value)) return good(checked, named(input));
    return good(
      failure({ code: 'nested-bundle', path: '', message: 'A bundle holds objects, not bundles.' }),
      named(input),
    );
  });
  const hub = await hubParty(database);
  const { objects, dropped, ids } = rewrite(valid, anonymity, hub);
  // What lost a part that it needs is no longer valid and is told rather than published.
  return { hub, ids, dropped, objects: objects.filter((object) => good(validate(object), object.id)), refused };
}

async function decideAll(
  write: Write,
  caller: Caller,
  objects: readonly StixObject[],
  release: Release,
): Promise<Incoming[]> {
  const facts = await readFacts(write, caller, objects, release);
  const issues: Issue[] = [];
  const incoming = objects.flatMap((object, index) => {
    // The creator is the hub by now; whether the release is allowed is asked for the submitter.
    const { created_by_ref: _creator, ...unnamed } = object;
    const decided = decide(caller, unnamed, release, facts);
    if (decided.ok) return [{ ...decided.value, object }];
    issues.push(...decided.issues.map((issue) => ({ ...issue, path: `objects/${index}/${issue.path}` })));
    return [];
  });
  if (issues.length > 0) throw new Problem('invalid', 'The release is not allowed.', issues);
  return incoming;
}

async function hubParty(database: Database): Promise<string> {
  return (await database.selectFrom('party').select('id').where('is_hub', '=', true).executeTakeFirstOrThrow()).id;
}
