import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { RouteProblem } from '../problem.ts';

/** Reads the text of a Solomon or Gehring & Homberger problem (VRPTW): distances are exact, durations equal them. */
export function readSolomon(text: string): Result<RouteProblem> {
  const lines = text.split(/\r?\n/);
  const name = lines[0]?.trim() ?? '';
  const issues: Issue[] = [];
  const rows: number[][] = [];
  let fleet: number[] | undefined;
  lines.forEach((line, index) => {
    const words = line.trim().split(/\s+/);
    if (index === 0 || line.trim() === '' || !/^[-+.\d]/.test(line.trim())) return;
    const numbers = words.map(Number);
    const wanted = fleet ? 7 : 2;
    if (numbers.length !== wanted || numbers.some((number) => !Number.isFinite(number))) {
      const what = fleet
        ? 'customer, x, y, demand, ready time, due date, service time'
        : 'number of vehicles, capacity';
      issues.push({
        code: 'solomon-row',
        path: `${index + 1}:1`,
        message: `expected ${wanted} numbers: ${what}`,
        spec: 'Solomon 1987',
      });
    } else if (fleet) rows.push(numbers);
    else fleet = numbers;
  });
  if (issues.length > 0) return failure(...issues);
  const [depot, ...customers] = rows;
  if (!fleet || !depot) {
    return failure({
      code: 'solomon-incomplete',
      path: '',
      message: 'no VEHICLE row or no depot (customer 0)',
      spec: 'Solomon 1987',
    });
  }
  const id = (row: readonly number[]) => String(row[0]);
  return ok({
    name,
    places: rows.map((row) => ({ id: id(row), x: row[1]!, y: row[2]! })),
    travel: { kind: 'plane' },
    vehicles: [
      {
        id: 'vehicle',
        count: fleet[0]!,
        start: id(depot),
        end: id(depot),
        capacity: [fleet[1]!],
        shift: [depot[4]!, depot[5]!],
      },
    ],
    stops: customers.map((row) => ({
      id: id(row),
      place: id(row),
      delivery: [row[3]!],
      windows: [[row[4]!, row[5]!]],
      service: row[6]!,
    })),
  });
}
