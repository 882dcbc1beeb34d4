import type { Issue } from '@sanad/result';

/** Carries an issue from deep inside an evaluation to `compilePattern`, which answers it; never leaves the package. */
export class Halt extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** Counts the steps of one evaluation, so that none can hang. */
export class Budget {
  private readonly limit: number;
  private left: number;

  constructor(limit: number) {
    this.limit = limit;
    this.left = limit;
  }

  /** Takes steps off, and halts the evaluation when none are left. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left >= 0) return;
    const message = `No answer within ${this.limit} steps; give it a larger budget, fewer observations or a simpler pattern`;
    throw new Halt({ code: 'budget-exceeded', path: '', message });
  }
}
