import type { Issue } from '@sanad/result';
import type { Found } from '../found.ts';
import { classify } from './classify.ts';
import { indicatorOf, type Remarks } from './indicator.ts';
import { readLines, readRecords } from './records.ts';

const unknown: Issue = {
  code: 'unknown-value',
  path: 'value',
  message: 'This is no address, range, domain, URL, hash (MD5, SHA-1, SHA-256, SHA-512) or e-mail address.',
};

/** Reads values, one a line; `#` begins a remark, and a line of a hosts file gives its names. */
export async function* readText(input: AsyncIterable<Uint8Array>, now: string): AsyncGenerator<Found, void, undefined> {
  for await (const { line, text } of readLines(input)) {
    const [told = '', remark] = text.replace(/^\uFEFF/, '').split(/(?:^|\s)[#;](.*)/s, 2);
    const names = /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+(\S.*)$/.exec(told.trim())?.[1]?.split(/\s+/);
    for (const value of names ?? [told.trim()]) {
      if (value !== '') yield found(`line ${line}`, value, { description: remark?.trim() }, now);
    }
  }
}

/** Columns by the names that feeds give them. */
const columns = {
  value: ['value', 'indicator', 'ioc', 'ioc_value', 'observable', 'ip', 'domain', 'url', 'hash', 'email', 'address'],
  description: ['description', 'comment', 'note', 'notes', 'remark'],
  since: ['first_seen', 'valid_from', 'since', 'date', 'firstseen', 'first_seen_utc'],
  confidence: ['confidence', 'confidence_level'],
  labels: ['labels', 'tags', 'label', 'tag'],
} as const;
type Column = keyof typeof columns;

/** Reads values from CSV: by the columns that its heading names, or, without a heading, from the first field that is one. */
export async function* readCsv(
  input: AsyncIterable<Uint8Array>,
  head: string,
  now: string,
): AsyncGenerator<Found, void, undefined> {
  let places: Partial<Record<Column, number>> | undefined;
  let first = true;
  for await (const { line, fields } of readRecords(input, separatorOf(head))) {
    const cells = first ? [fields[0]?.replace(/^\uFEFF/, '') ?? '', ...fields.slice(1)] : fields;
    if (cells[0]?.startsWith('#')) continue;
    if (first) places = headingOf(cells);
    const isHeading = first && places !== undefined;
    first = false;
    if (isHeading) continue;
    const value = places ? cells[places.value ?? 0] : (cells.find((cell) => classify(cell)) ?? cells[0]);
    const cell = (name: Column): string => (places?.[name] === undefined ? '' : (cells[places[name]] ?? ''));
    yield found(`line ${line}`, value ?? '', remarksOf(cell), now);
  }
}

function headingOf(cells: readonly string[]): Partial<Record<Column, number>> | undefined {
  const names = cells.map((cell) => cell.toLowerCase().replaceAll(/[\s-]+/g, '_'));
  const places: Partial<Record<Column, number>> = {};
  for (const [column, known] of Object.entries(columns) as [Column, readonly string[]][]) {
    const place = known.map((name) => names.indexOf(name)).find((index) => index >= 0);
    if (place !== undefined) places[column] = place;
  }
  return places.value === undefined ? undefined : places;
}

function remarksOf(cell: (name: Column) => string): Remarks {
  const since = Date.parse(cell('since').replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)$/, '$1T$2Z'));
  const confidence = cell('confidence') === '' ? Number.NaN : Number(cell('confidence'));
  return {
    description: cell('description'),
    since: Number.isNaN(since) ? undefined : new Date(since).toISOString(),
    confidence: Number.isInteger(confidence) && confidence >= 0 && confidence <= 100 ? confidence : undefined,
    labels: cell('labels')
      .split(/[;,|]/)
      .map((label) => label.trim())
      .filter(Boolean),
  };
}

/** The separator that the first line uses most. */
function separatorOf(head: string): string {
  const [line = ''] = head.split('\n').filter((one) => !one.startsWith('#'));
  const count = (separator: string): number => line.split(separator).length;
  return [',', ';', '\t'].toSorted((one, other) => count(other) - count(one))[0] ?? ',';
}

function found(place: string, text: string, remarks: Remarks, now: string): Found {
  const value = classify(text);
  if (!value) return { kind: 'refused', place, id: text.slice(0, 100), issues: [unknown] };
  const ours = remarks.since === undefined ? ['valid_from'] : [];
  return { kind: 'object', place, object: indicatorOf(value, remarks, now), made: { changed: now, ours } };
}
