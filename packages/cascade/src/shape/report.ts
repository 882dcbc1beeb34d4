import type { Issue } from '@sanad/result';

/** What is found wrong with an input, while it is walked through. */
export class Report {
  readonly issues: Issue[] = [];
  /** The property names and list indexes that lead to where the walk is. */
  readonly path: (string | number)[] = [];

  /** Notes a broken rule where the walk is, or at a place below it. */
  refuse(code: string, message: string, ...below: readonly (string | number)[]): void {
    this.issues.push({ code, path: [...this.path, ...below].join('/'), message });
  }
}
