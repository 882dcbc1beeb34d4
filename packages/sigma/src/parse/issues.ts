import type { Issue } from '@sanad/result';
import type { Path, SourceDocument } from './document.ts';

/** Gathers what is wrong with one document while it is read. */
export interface Issues {
  /** Notes an issue at a value and answers `undefined`, for the reader to hand on. */
  readonly report: (path: Path, code: string, message: string, spec?: string) => undefined;
  readonly list: readonly Issue[];
}

/** Starts with no issues. */
export const collectIssues = (source: Pick<SourceDocument, 'issueAt'>): Issues => {
  const list: Issue[] = [];
  return {
    list,
    report: (path, code, message, spec) => {
      list.push(source.issueAt(path, code, message, spec));
      return undefined;
    },
  };
};
