import type { Issue } from '@sanad/result';
import { issueLines } from '../output.ts';

/** Something that was not taken, and why. */
export interface Refusal {
  readonly place: string;
  readonly id: string | null;
  readonly issues: readonly Issue[];
}

/** What became of a file. */
export interface ImportReport {
  readonly file: string;
  readonly format: string;
  accepted: number;
  changed: number;
  /** Known already, and now shared further. */
  released: number;
  known: number;
  refused: number;
  /** Only looked at (`--dry-run`): valid. */
  valid: number;
  /** The first refusals; `refused` counts them all. */
  readonly refusals: Refusal[];
  /** What has no counterpart in STIX and was kept as it came. */
  readonly kept: { place: string; what: string }[];
}

/** So many refusals are told one by one: the report of a hopeless file must not fill the memory. */
export const mostTold = 1000;

/** A report on which nothing stands yet. */
export const emptyReport = (file: string, format: string): ImportReport => ({
  file,
  format,
  accepted: 0,
  changed: 0,
  released: 0,
  known: 0,
  refused: 0,
  valid: 0,
  refusals: [],
  kept: [],
});

/** Notes a refusal. */
export function refuse(report: ImportReport, refusal: Refusal): void {
  report.refused += 1;
  if (report.refusals.length < mostTold) report.refusals.push(refusal);
}

/** The report for people. */
export function reportText(report: ImportReport, dryRun: boolean): string {
  const count = (number: number, what: string): string => `${number.toLocaleString('en')} ${what}`;
  const counts = dryRun
    ? [count(report.valid, 'valid')]
    : [count(report.accepted, 'accepted'), count(report.known, 'already known'), count(report.changed, 'changed')];
  if (report.released > 0) counts.push(count(report.released, 'shared further'));
  counts.push(count(report.refused, 'refused'));
  if (report.kept.length > 0) counts.push(count(report.kept.length, 'kept without a counterpart in STIX'));
  const unsaid = report.refused - report.refusals.length;
  return [
    `${report.file} (${report.format}): ${counts.join(', ')}`,
    ...report.kept.map(({ place, what }) => `  ${place}: kept as it came: ${what}`),
    ...report.refusals.map(
      ({ place, id, issues }) => `  ${place}${id ? ` ${id}` : ''}\n${issueLines(issues).replaceAll(/^/gm, '  ')}`,
    ),
    ...(unsaid > 0 ? [`  and ${unsaid.toLocaleString('en')} more refused`] : []),
  ].join('\n');
}
