import type { Result } from '@sanad/result';
import { readCsv } from '../import/csv.ts';
import type { Network } from '../model/network.ts';
import type { Scenario } from '../model/scenario.ts';
import { Report } from '../shape/report.ts';
import { validateScenario } from '../validate/scenario.ts';

const NUMBERS = ['at', 'until', 'level'];

/** An operator's list as a scenario: CSV with the columns `target`, `at` and, as needed, `until`, `level`, `reason`. */
export function outageList(csv: string, network: Network): Result<Scenario> {
  const report = new Report();
  const lines: number[] = [];
  const events = readCsv(csv, report).rows.map(({ line, values }) => {
    lines.push(line);
    const known = [...values].filter(([, value]) => value.trim() !== '');
    const fields = known.map(([column, value]) => [column, NUMBERS.includes(column) ? toNumber(value) : value.trim()]);
    return { kind: 'outage', at: 0, ...Object.fromEntries(fields) };
  });
  const result = validateScenario({ events }, network);
  if (result.ok && report.issues.length === 0) return result;
  const issues = result.ok ? [] : result.issues;
  const placed = issues.map((issue) => {
    const [, index, ...keys] = issue.path.split('/');
    return { ...issue, path: [lines[Number(index)], ...keys].join('/') };
  });
  return { ok: false, issues: [...report.issues, ...placed] };
}

/** The number that a text says, or the text itself for the validator to refuse. */
const toNumber = (text: string): number | string => (Number.isFinite(Number(text)) ? Number(text) : text);
