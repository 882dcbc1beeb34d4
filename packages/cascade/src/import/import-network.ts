import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { Dependency } from '../model/network.ts';
import { Report } from '../shape/report.ts';
import { acceptNetwork, type Accepted } from '../validate/network.ts';
import { fill } from './fill.ts';
import { type Mapping, mappingShape, type TableMapping } from './mapping.ts';
import { readTable, type TableRow } from './table.ts';

const ROW_KINDS = ['assets', 'links', 'dependencies'] as const;
type RowKind = (typeof ROW_KINDS)[number];

/** Where a row of the network came from. */
interface Origin {
  readonly file: string;
  readonly line: number;
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * A network from the texts of CSV and GeoJSON files by a mapping. Issues name file, line and column
 * (`PowerNodes.csv/13/Demand`); the good rows are there beside them, and whoever calls decides whether they will do.
 */
export function importNetwork(files: ReadonlyMap<string, string>, mappingInput: unknown): Result<Accepted> {
  const report = new Report();
  mappingShape.check(mappingInput, report);
  if (report.issues.length > 0) return { ok: false, issues: report.issues };

  const mapping = mappingInput as Mapping;
  const missing = new Set(mapping.missing ?? ['', 'N/A', 'NA']);
  const rows: Record<RowKind, unknown[]> = { assets: [], links: [], dependencies: [] };
  const origins: Record<RowKind, Origin[]> = { assets: [], links: [], dependencies: [] };
  for (const table of mapping.tables) {
    const text = files.get(table.file);
    if (text === undefined)
      return failure({ code: 'no-file', path: table.file, message: `The mapping wants ${table.file}` });
    report.path.push(table.file);
    const read = readTable(table.file, text, report).rows.filter((row) => isWanted(row, table));
    for (const kind of ROW_KINDS) {
      const template = table[kind];
      if (template === undefined) continue;
      const filled: unknown[] = [];
      const from: Origin[] = [];
      for (const row of read) {
        const { value, columns, faults } = fill(template, row, missing);
        for (const fault of faults) report.refuse(fault.code, fault.message, row.line, fault.column);
        if (faults.length > 0) continue;
        filled.push(value);
        from.push({ file: table.file, line: row.line, columns });
      }
      const kept =
        kind === 'dependencies' && table.gather
          ? gather(filled as Dependency[])
          : filled.map((value, index) => ({ value, index }));
      for (const { value, index } of kept) {
        rows[kind].push(value);
        origins[kind].push(from[index]!);
      }
    }
    report.path.pop();
  }
  const { name, extent, services } = mapping;
  const accepted = acceptNetwork({
    ...(name !== undefined && { name }),
    ...(extent && { extent }),
    services,
    ...rows,
  });
  if (!accepted.ok) return accepted;
  const placed = accepted.value.issues.map((issue) => placeIssue(issue, origins));
  return ok({ network: accepted.value.network, issues: [...report.issues, ...placed] });
}

const isWanted = ({ values }: TableRow, { where = {} }: TableMapping): boolean =>
  Object.entries(where).every(([column, wanted]) => wanted.includes(values.get(column)?.trim() ?? ''));

/** Joins the suppliers of dependencies that agree in all else; each keeps the place of its first row. */
function gather(dependencies: readonly Dependency[]): { value: Dependency; index: number }[] {
  const groups = new Map<string, { value: Dependency; index: number }>();
  for (const [index, dependency] of dependencies.entries()) {
    const { on = [], ...rest } = dependency;
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    groups.set(
      key,
      group ? { ...group, value: { ...rest, on: [...(group.value.on ?? []), ...on] } } : { value: dependency, index },
    );
  }
  return [...groups.values()];
}

/** Moves an issue from the network's row and property to the file's line and column. */
function placeIssue(issue: Issue, origins: Readonly<Record<RowKind, readonly Origin[]>>): Issue {
  const [kind = '', index = '', ...keys] = issue.path.split('/');
  const origin = ROW_KINDS.some((known) => known === kind) ? origins[kind as RowKind][Number(index)] : undefined;
  if (!origin) return issue;
  let column: string | undefined;
  for (let depth = keys.length; depth > 0 && column === undefined; depth -= 1) {
    column = origin.columns.get(`/${keys.slice(0, depth).join('/')}`);
  }
  column ??= [...origin.columns].find(([path]) => path.startsWith(`/${keys.join('/')}/`))?.[1];
  return { ...issue, path: [origin.file, origin.line, ...(column === undefined ? keys : [column])].join('/') };
}
