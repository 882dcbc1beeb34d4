import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { RoadWay } from './road-graph.ts';

const REQUIRED = ['id', 'from_longitude', 'from_latitude', 'to_longitude', 'to_latitude', 'speed_kmh'] as const;
const OPTIONAL = ['direction', 'max_weight_t', 'max_height_m', 'from', 'to'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/**
 * Reads roads from CSV (RFC 4180), one stretch a line, columns by name: `id, from_longitude, from_latitude,
 * to_longitude, to_latitude, speed_kmh` and, where known, `direction` (both, forward, backward), `max_weight_t`,
 * `max_height_m`, and the names `from` and `to` of the junctions at its ends.
 */
export function readRoadsCsv(text: string): Result<RoadWay[]> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = fieldsOf(lines[0] ?? '').map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    return failure({ code: 'missing-column', path: '1:1', message: `The columns ${missing.join(', ')} are missing.` });
  }
  const ways: RoadWay[] = [];
  const issues: Issue[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const fields = fieldsOf(line);
    const field = (name: Column): string => fields[header.indexOf(name)]?.trim() ?? '';
    const number = (name: Column): number | undefined => {
      const value = field(name);
      if (value === '' && OPTIONAL.some((optional) => optional === name)) return undefined;
      if (/^[+-]?\d+(\.\d+)?$/.test(value)) return Number(value);
      const column = 1 + fields.slice(0, header.indexOf(name)).join(',').length;
      const message = `Road ${field('id')}: ${name} must be a number, not ${JSON.stringify(value)}.`;
      issues.push({ code: 'not-a-number', path: `${index + 1}:${column}`, message });
      return undefined;
    };
    const direction = field('direction') || 'both';
    if (direction !== 'both' && direction !== 'forward' && direction !== 'backward') {
      const message = `Road ${field('id')}: the direction is both, forward or backward, not ${direction}.`;
      issues.push({ code: 'bad-direction', path: `${index + 1}:1`, message });
      continue;
    }
    const names = [field('from'), field('to')];
    const maxWeightT = number('max_weight_t');
    const maxHeightM = number('max_height_m');
    ways.push({
      id: field('id'),
      points: [
        [number('from_longitude') ?? 0, number('from_latitude') ?? 0],
        [number('to_longitude') ?? 0, number('to_latitude') ?? 0],
      ],
      speedKmh: number('speed_kmh') ?? 0,
      direction,
      ...(names.every((name) => name !== '') ? { names } : {}),
      ...(maxWeightT === undefined ? {} : { maxWeightT }),
      ...(maxHeightM === undefined ? {} : { maxHeightM }),
    });
  }
  return issues.length > 0 ? failure(...issues) : ok(ways);
}

/** The fields of one line; quotes may hold commas and doubled quotes, but no line ends. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!;
    if (quoted && letter === '"' && line[at + 1] === '"') field += line[++at]!;
    else if (letter === '"') quoted = !quoted;
    else if (letter === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += letter;
  }
  return [...fields, field];
}
