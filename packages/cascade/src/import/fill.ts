import type { NumberTemplate, Template } from './mapping.ts';
import type { TableRow } from './table.ts';

/** A template filled in from a row, with the columns that each part came from. */
export interface Filled {
  /** Undefined where the row says nothing. */
  readonly value: unknown;
  /** By the path within the value. */
  readonly columns: Map<string, string>;
  /** Parts that could not be filled in. */
  readonly faults: readonly { readonly code: string; readonly column: string; readonly message: string }[];
}

/** Fills a template in from a row. */
export function fill(template: Template, row: TableRow, missing: ReadonlySet<string>): Filled {
  const columns = new Map<string, string>();
  const faults: { code: string; column: string; message: string }[] = [];

  const textOf = (pattern: string, path: string): string | undefined => {
    let known = true;
    const filled = pattern.replace(/\{([^{}]+)\}/g, (_whole, column: string) => {
      columns.set(path, column);
      const value = row.values.get(column)?.trim();
      if (value === undefined) faults.push({ code: 'unknown-column', column, message: `There is no column ${column}` });
      if (value === undefined || missing.has(value)) known = false;
      return value ?? '';
    });
    return known ? filled : undefined;
  };

  const numberOf = ({ number, times = 1, part }: NumberTemplate, path: string): number | undefined => {
    const text = textOf(number, path);
    if (text === undefined) return undefined;
    const value = text === '' ? Number.NaN : Number(text) * times;
    if (!Number.isFinite(value)) {
      const column = columns.get(path) ?? '';
      faults.push({ code: 'not-number', column, message: `Expected a number, found ${JSON.stringify(text)}` });
      return undefined;
    }
    if (part === undefined) return value;
    const kept = part === 'positive' ? value : -value;
    return kept > 0 ? kept : undefined;
  };

  const valueOf = (part: Template, path: string): unknown => {
    if (typeof part === 'string') return textOf(part, path);
    if (typeof part !== 'object') return part;
    if (isList(part)) {
      const entries = part.map((entry, index) => valueOf(entry, `${path}/${index}`));
      // Numbers of a list belong together: no position without both of its parts.
      if (part.some((entry, index) => isNumberTemplate(entry) && entries[index] === undefined)) return undefined;
      // An entry of which something is missing is left out: no demand without an amount.
      return entries.filter((entry) => entry !== undefined && !hasGap(entry));
    }
    if (isNumberTemplate(part)) return numberOf(part, path);
    const filled = Object.entries(part).map(([key, value]) => [key, valueOf(value, `${path}/${key}`)] as const);
    return Object.fromEntries(filled.filter(([key, value]) => value !== undefined || REQUIRED.has(key)));
  };

  return { value: valueOf(template, ''), columns, faults };
}

/** Properties without which an entry of a list says nothing. */
const REQUIRED = new Set(['amount']);

const hasGap = (entry: unknown): boolean =>
  typeof entry === 'object' && entry !== null && Object.values(entry).includes(undefined);

const isList = (part: Template): part is readonly Template[] => Array.isArray(part);

const isNumberTemplate = (part: Template): part is NumberTemplate =>
  typeof part === 'object' && typeof (part as { number?: unknown }).number === 'string';
