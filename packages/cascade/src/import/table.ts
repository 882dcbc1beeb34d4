import type { Report } from '../shape/report.ts';
import { readCsv } from './csv.ts';
import { readGeoJson } from './geojson.ts';

/** Rows of named values, as a file holds them. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** One row, and its line in a CSV file or its number among the features of a GeoJSON file. */
export interface TableRow {
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

/** The table in a file, by what its name ends in: `.geojson` or `.json`, otherwise CSV (`.tsv` with tabs). */
export function readTable(name: string, text: string, report: Report): Table {
  if (/\.(geo)?json$/i.test(name)) return readGeoJson(text, report);
  return readCsv(text, report, /\.tsv$/i.test(name) ? '\t' : ',');
}
