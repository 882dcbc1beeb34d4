import { levelOfCode } from '../../store/present.ts';
import { valueWriter, type Format } from './writer.ts';

const columns = [
  'value',
  'kind',
  'name',
  'description',
  'valid_from',
  'valid_until',
  'confidence',
  'labels',
  'marking',
  'source',
  'id',
];

/** Values of indicators in force with what is told of them, as CSV (RFC 4180). */
export const csv: Format = {
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  types: ['indicator'],
  writer: valueWriter(
    ({ kind, value }, indicator, { row }) => {
      const labels = indicator.labels?.join('; ');
      const told = [indicator['name'], indicator['description'], indicator['valid_from'], indicator['valid_until']];
      return record([
        value,
        kind,
        ...told,
        indicator.confidence,
        labels,
        `TLP:${levelOfCode(row.level)}`,
        row.owner,
        row.id,
      ]);
    },
    { head: record(columns) },
  ),
};

/** A line of cells. */
export function record(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * A cell, quoted when it must be. One that a spreadsheet would take for a formula gets an apostrophe before it
 * (OWASP, CSV Injection): what others submitted must not run on the reader's machine.
 */
function cell(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : '';
  const harmless = /^[\s]*[=+\-@\t\r|%]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
