import type { Report } from '../shape/report.ts';
import type { Table, TableRow } from './table.ts';

/**
 * A table from CSV text (RFC 4180: quotes, doubled quotes, line ends of any kind), its first line naming the columns.
 * Rows with more or fewer fields than columns are reported and left out.
 */
export function readCsv(text: string, report: Report, delimiter = ','): Table {
  const records = recordsOf(text, delimiter, report);
  const [header, ...body] = records;
  const columns = (header?.fields ?? []).map((name) => name.trim());
  const rows: TableRow[] = [];
  for (const { line, fields } of body) {
    if (fields.length === 1 && fields[0] === '') continue;
    if (fields.length !== columns.length) {
      report.refuse('wrong-width', `Expected ${columns.length} fields, found ${fields.length}`, line);
      continue;
    }
    rows.push({ line, values: new Map(columns.map((column, index) => [column, fields[index] ?? ''])) });
  }
  return { columns, rows };
}

interface CsvRecord {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly fields: string[];
}

function recordsOf(text: string, delimiter: string, report: Report): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const record: CsvRecord = { line, fields: [] };
    for (;;) {
      const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at, delimiter);
      if (field.end > text.length) {
        report.refuse('open-quote', 'A quoted field is never closed', line);
        return records;
      }
      record.fields.push(field.value);
      line += field.lines;
      at = field.end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    records.push(record);
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') {
      report.refuse(
        'after-quote',
        `Expected ${JSON.stringify(delimiter)} or the end of the line after a quoted field`,
        line,
      );
      at = nextLine(text, at);
    }
    at += 1;
    line += 1;
  }
  return records;
}

function plainField(text: string, start: number, delimiter: string): { value: string; end: number; lines: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end, lines: 0 };
}

/** A quoted field; one that is never closed ends after the text. */
function quotedField(text: string, start: number): { value: string; end: number; lines: number } {
  let value = '';
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value, end: text.length + 1, lines: 0 };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1, lines: value.split('\n').length - 1 };
    value += '"';
    at = quote + 2;
  }
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
