import { spine } from './0001-spine.ts';
import { anonymous } from './0002-anonymous.ts';
import { access } from './0007-access.ts';

/** One step forward of the database's form. Steps are never changed once landed; a new one is added at the end. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** All steps in the order in which they run. */
export const migrations: readonly Migration[] = [
  { name: '0001-spine', sql: spine },
  { name: '0002-anonymous', sql: anonymous },
  { name: '0007-access', sql: access },
];
