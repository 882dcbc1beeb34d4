import type { Issue } from '@sanad/result';
import { validate, type StixObject } from '@sanad/stix';
import type { Caller } from '../../access/caller.ts';
import { Problem } from '../../http/problem.ts';
import { append, type Incoming, type Outcome } from '../../store/append.ts';
import type { Database } from '../../store/database.ts';
import type { Source } from '../../store/tables.ts';
import { decide, type Release } from './decide.ts';
import { readFacts } from './facts.ts';

/** What became of one submitted object. */
export interface Submitted {
  /** Its place in the submission. */
  readonly index: number;
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly kind: 'accepted' | 'changed' | 'released' | 'known' | 'refused';
  readonly issues: readonly Issue[];
}

const refusals: Readonly<Record<Extract<Outcome, { kind: 'refused' }>['code'], Omit<Issue, 'code'>>> = {
  'version-conflict': {
    path: 'modified',
    message: 'This version is already here with other content; a change needs a later `modified`.',
    spec: 'STIX 2.1 §3.6',
  },
  'version-backwards': {
    path: 'modified',
    message: 'A later version is already here; versions only go forward.',
    spec: 'STIX 2.1 §3.6',
  },
  'already-revoked': {
    path: 'revoked',
    message: 'The object was revoked; no later version may follow.',
    spec: 'STIX 2.1 §3.6',
  },
};

/**
 * Parse ► validate ► decide ► append, in one transaction: either every good object of the submission is kept when this
 * returns, or, if it throws, none. A bad object never stops the good ones.
 */
export async function submit(
  database: Database,
  caller: Caller,
  inputs: readonly unknown[],
  release: Release,
  source: Source,
): Promise<Submitted[]> {
  if (!caller.roles.some((role) => role !== 'reader' && role !== 'auditor')) {
    throw new Problem('not-allowed', 'Readers may not submit; ask your administrator for the role of analyst.');
  }
  const results = Array.from<Submitted>({ length: inputs.length });
  const valid: { index: number; object: StixObject }[] = [];
  inputs.forEach((input, index) => {
    const checked = validate(input as object);
    if (!checked.ok) results[index] = refused(index, input, checked.issues);
    else if (checked.value.type === 'bundle') results[index] = refused(index, input, [nestedBundle]);
    else valid.push({ index, object: checked.value });
  });
  if (valid.length === 0) return results;

  await database.transaction().execute(async (write) => {
    const facts = await readFacts(
      write,
      caller,
      valid.map((one) => one.object),
      release,
    );
    const incoming: Incoming[] = [];
    const places: number[] = [];
    for (const { index, object } of valid) {
      const decided = decide(caller, object, release, facts);
      if (!decided.ok) {
        results[index] = refused(index, object, decided.issues);
        continue;
      }
      incoming.push(decided.value);
      places.push(index);
    }
    const bringer = { party: caller.party, member: caller.member, source };
    const outcomes = await append(write, bringer, incoming);
    outcomes.forEach((outcome, at) => {
      const index = places[at] ?? 0;
      results[index] = told(index, inputs[index], outcome);
    });
  });
  return results;
}

const nestedBundle: Issue = {
  code: 'nested-bundle',
  path: '',
  message: 'A bundle holds objects, not bundles.',
  spec: 'STIX 2.1 §8',
};

function told(index: number, input: unknown, outcome: Outcome): Submitted {
  if (outcome.kind === 'refused') return refused(index, input, [{ code: outcome.code, ...refusals[outcome.code] }]);
  return { index, ...named(input), kind: outcome.kind, issues: [] };
}

function refused(index: number, input: unknown, issues: readonly Issue[]): Submitted {
  return { index, ...named(input), kind: 'refused', issues };
}

function named(input: unknown): { id: string | undefined; version: string | undefined } {
  const { id, modified, created } = (input ?? {}) as Record<string, unknown>;
  const version = modified ?? created;
  return { id: typeof id === 'string' ? id : undefined, version: typeof version === 'string' ? version : undefined };
}
