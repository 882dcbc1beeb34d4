// What the benchmarks of Sigma share: the published rules and events, and the measure of processor time.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Rule, parseRules } from '../../packages/sigma/src/index.ts';

/** A titled table of a benchmark's figures. */
export interface Table {
  readonly title: string;
  readonly rows: Record<string, string | number>[];
}

/** Where the published data lie. */
export const shared = process.env['SANAD_SHARED'] ?? join(import.meta.dirname, '../../../shared');

/** Seconds of processor time that a piece of work takes. */
export const cpu = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** The events of a lane, a line of JSON each. */
export const readLines = (file: string): string[] =>
  gunzipSync(readFileSync(join(shared, 'data/events', `${file}.ndjson.gz`)))
    .toString()
    .trim()
    .split('\n');

/** The published rules as YAML, a file each. */
export const readRuleTexts = (): string[] =>
  globSync('**/*.yml', { cwd: join(shared, 'data/sigma') }).map((file) =>
    readFileSync(join(shared, 'data/sigma', file), 'utf8'),
  );

/** The rules in texts of YAML. */
export const rulesOf = (texts: readonly string[]): Rule[] =>
  texts
    .flatMap((text) => parseRules(text))
    .flatMap((result) => (result.ok && result.value.kind === 'rule' ? [result.value] : []));
