import type { Issue } from '@sanad/result';

/** Issues reported of one text; more help nobody, and each costs a walk to its line. */
const MAXIMUM_ISSUES = 100;

/** Collects what is wrong in a pattern, each issue with its `line:column`. */
export class TextIssues {
  readonly list: Issue[] = [];
  private readonly text: string | undefined;

  /** @param text the pattern, or undefined for a tree whose text is not at hand; issues then have no place */
  constructor(text: string | undefined) {
    this.text = text;
  }

  add(code: string, offset: number, message: string, clause: string): void {
    if (this.list.length < MAXIMUM_ISSUES) this.list.push(this.issue(code, offset, message, clause));
  }

  issue(code: string, offset: number, message: string, clause: string): Issue {
    const path = this.text === undefined ? '' : positionAt(this.text, offset);
    return { code, path, message, spec: `STIX 2.1 §${clause}` };
  }
}

/** The start of a text that is quoted in a message. */
export const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** The `line:column` of an offset in the text of a pattern, both counted from 1, a line ending at each line feed. */
export function positionAt(text: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let feed = text.indexOf('\n'); feed !== -1 && feed < offset; feed = text.indexOf('\n', lineStart)) {
    line += 1;
    lineStart = feed + 1;
  }
  return `${line}:${offset - lineStart + 1}`;
}
