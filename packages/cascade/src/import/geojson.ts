import type { Report } from '../shape/report.ts';
import type { Table, TableRow } from './table.ts';

interface Feature {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: { readonly coordinates?: unknown } | null;
}

/**
 * A table from a GeoJSON FeatureCollection (RFC 7946): a column for each property, `@id` for the feature's id, and
 * `@longitude` and `@latitude` for where it lies: a point, or the middle of all positions of another geometry.
 */
export function readGeoJson(text: string, report: Report): Table {
  let collection: { readonly type?: unknown; readonly features?: unknown };
  try {
    collection = JSON.parse(text);
  } catch (error) {
    report.refuse('not-json', `This is not JSON: ${(error as Error).message}`);
    return { columns: [], rows: [] };
  }
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    report.refuse('not-geojson', 'Expected a FeatureCollection with a list of features');
    return { columns: [], rows: [] };
  }
  const columns = new Set(['@id', '@longitude', '@latitude']);
  const rows: TableRow[] = [];
  for (const [index, feature] of (collection.features as (Feature | null)[]).entries()) {
    if (feature?.type !== 'Feature') {
      report.refuse('not-a-feature', 'Expected a Feature', index);
      continue;
    }
    const values = new Map<string, string>();
    for (const [key, value] of Object.entries(feature.properties ?? {})) {
      columns.add(key);
      values.set(key, asText(value));
    }
    values.set('@id', asText(feature.id));
    const middle = middleOf(feature.geometry?.coordinates);
    values.set('@longitude', asText(middle?.[0]));
    values.set('@latitude', asText(middle?.[1]));
    rows.push({ line: index, values });
  }
  return { columns: [...columns], rows };
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The middle of all positions in nested lists of coordinates. */
function middleOf(coordinates: unknown): [number, number] | undefined {
  let [x, y, count] = [0, 0, 0];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number' && typeof part[1] === 'number') {
      x += part[0];
      y += part[1];
      count += 1;
    } else {
      for (const inner of part) visit(inner);
    }
  };
  visit(coordinates);
  return count > 0 ? [x / count, y / count] : undefined;
}
