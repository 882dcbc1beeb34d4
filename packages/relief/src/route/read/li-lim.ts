import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { RouteProblem, Visit } from '../problem.ts';

const SPEC = 'Li & Lim 2001';

/**
 * Reads the text of a Li & Lim problem (PDPTW): first vehicles, capacity and speed, then a row for each node with number,
 * x, y, demand, earliest, latest, service time, and the number of its pickup and of its delivery (0 for none).
 */
export function readLiLim(text: string): Result<RouteProblem> {
  const rows: number[][] = [];
  const issues: Issue[] = [];
  let first: number[] | undefined;
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const numbers = line.trim().split(/\s+/).map(Number);
    const wanted = first ? 9 : 3;
    if (numbers.length !== wanted || numbers.some((number) => !Number.isFinite(number))) {
      issues.push({ code: 'li-lim-row', path: `${index + 1}:1`, message: `expected ${wanted} numbers`, spec: SPEC });
    } else if (first) rows.push(numbers);
    else first = numbers;
  });
  const [depot] = rows;
  if (issues.length === 0 && (!first || !depot)) {
    issues.push({ code: 'li-lim-incomplete', path: '', message: 'no fleet or no depot', spec: SPEC });
  }
  if (issues.length > 0 || !first || !depot) return failure(...issues);
  const byNumber = new Map(rows.map((row) => [row[0]!, row]));
  const visit = (row: readonly number[]): Visit => ({
    label: String(row[0]),
    place: String(row[0]),
    windows: [[row[4]!, row[5]!]],
    service: row[6]!,
  });
  const pickups = rows.slice(1).filter((row) => row[8]! > 0);
  for (const row of pickups) {
    if (byNumber.get(row[8]!)?.[7] === row[0]) continue;
    issues.push({
      code: 'li-lim-pair',
      path: String(row[0]),
      message: `node ${row[8]} is not the delivery of ${row[0]}`,
      spec: SPEC,
    });
  }
  if (issues.length > 0) return failure(...issues);
  return ok({
    places: rows.map((row) => ({ id: String(row[0]), x: row[1]!, y: row[2]! })),
    travel: { kind: 'plane' },
    vehicles: [
      {
        id: 'vehicle',
        count: first[0]!,
        start: String(depot[0]),
        end: String(depot[0]),
        capacity: [first[1]!],
        shift: [depot[4]!, depot[5]!],
      },
    ],
    // Named by both nodes, as the routes of published solutions list them.
    shipments: pickups.map((row) => ({
      id: `${row[0]}-${row[8]}`,
      from: visit(row),
      to: visit(byNumber.get(row[8]!)!),
      amount: [row[3]!],
    })),
  });
}
