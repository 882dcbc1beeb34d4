import type { Stored } from '../../hub/answers.ts';
import { nameOf } from './name-of.ts';

/** Saves the loaded rows as CSV. */
export function downloadCsv(rows: readonly Stored[]): void {
  const lines = rows.map((one) => [
    one.object.id,
    one.object.type,
    nameOf(one.object) ?? '',
    one.owner,
    one.level,
    new Date(one.added / 1000).toISOString(),
  ]);
  const text = [['id', 'type', 'name', 'owner', 'level', 'added'], ...lines]
    .map((line) => line.map(cell).join(','))
    .join('\r\n');
  // The byte order mark makes Excel read the Arabic in it as UTF-8.
  const address = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'sanad.csv';
  link.click();
  URL.revokeObjectURL(address);
}

/** A cell of CSV; one that a spreadsheet would run as a formula is made text. */
const cell = (value: string): string => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
