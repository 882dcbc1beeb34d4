/** Rows as columns of the same width, for people; nothing for no rows. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return 'none';
  const cells = [head, ...rows.map((row) => row.map((cell) => told(cell)))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function told(cell: unknown): string {
  if (cell === null || cell === undefined || cell === '') return '-';
  if (Array.isArray(cell)) return cell.length > 0 ? cell.map(told).join(', ') : '-';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : JSON.stringify(cell);
}
