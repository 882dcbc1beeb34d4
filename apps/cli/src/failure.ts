import type { Issue } from '@sanad/result';

/** Something that ends a command: the status it exits with and what it says. 1: the answer is no; 2: bad usage or input. */
export class Failure extends Error {
  readonly status: 1 | 2;
  readonly issues: readonly Issue[];
  /** The code of the hub's problem, when it was the hub that said no. */
  readonly code: string | undefined;

  constructor(status: 1 | 2, message: string, issues: readonly Issue[] = [], code?: string) {
    super(message);
    this.name = 'Failure';
    this.status = status;
    this.issues = issues;
    this.code = code;
  }
}
