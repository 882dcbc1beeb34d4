import type { Issue } from '@sanad/result';

/** What a field may hold; a `?` after it lets the field be absent. */
export type Kind = 'name' | 'names' | 'number' | 'numbers' | 'amount' | 'count' | 'positive' | 'list' | 'object';

/** The fields of an object and what each holds. */
export type Fields = Readonly<Record<string, Kind | `${Kind}?`>>;

const finite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const name = (value: unknown): boolean => typeof value === 'string' && value.length > 0;

const RULES: Record<Kind, { readonly test: (value: unknown) => boolean; readonly words: string }> = {
  name: { test: name, words: 'a text that is not empty' },
  names: { test: (value) => Array.isArray(value) && value.every(name), words: 'a list of texts' },
  number: { test: finite, words: 'a number' },
  numbers: { test: (value) => Array.isArray(value) && value.every(finite), words: 'a list of numbers' },
  amount: { test: (value) => finite(value) && value >= 0, words: 'a number that is not negative' },
  count: {
    test: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    words: 'a whole number that is not negative',
  },
  positive: {
    test: (value) => Number.isSafeInteger(value) && (value as number) > 0,
    words: 'a whole number above 0',
  },
  list: { test: Array.isArray, words: 'a list' },
  object: {
    test: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    words: 'an object',
  },
};

/** Collects what is wrong with the shape of an input. */
export class ShapeCheck {
  readonly issues: Issue[] = [];

  /** Checks every entry of a list. */
  each(path: string, entries: readonly unknown[], fields: Fields): void {
    for (const [index, entry] of entries.entries()) this.object(`${path}/${index}`, entry, fields);
  }

  /** Checks an object: every field there, of its kind, and no unknown ones, which are mostly misspelt. */
  object(path: string, value: unknown, fields: Fields): void {
    if (!RULES.object.test(value)) {
      this.#add('wrong-type', path, `${path || 'The problem'} must be an object.`);
      return;
    }
    const entry = value as Record<string, unknown>;
    const who = typeof entry.id === 'string' ? `${entry.id}: ` : '';
    const at = (field: string): string => (path === '' ? field : `${path}/${field}`);
    for (const [field, spec] of Object.entries(fields)) {
      const optional = spec.endsWith('?');
      const rule = RULES[(optional ? spec.slice(0, -1) : spec) as Kind];
      const given = Object.hasOwn(entry, field) ? entry[field] : undefined;
      if (given === undefined) {
        if (!optional) this.#add('missing', at(field), `${who}${field} is missing; it must be ${rule.words}.`);
      } else if (!rule.test(given)) {
        const shown = typeof given === 'number' ? ` (it is ${given})` : '';
        this.#add('wrong-type', at(field), `${who}${field} must be ${rule.words}${shown}.`);
      }
    }
    for (const field of Object.keys(entry)) {
      if (!Object.hasOwn(fields, field)) this.#add('unknown-field', at(field), `${who}${field} is not a known field.`);
    }
  }

  /** Checks a table of numbers that aren't negative: its size, and `null` only where that is allowed. */
  grid(path: string, value: unknown, size: { rows: number; columns: number }, nulls: boolean): void {
    const rows = Array.isArray(value) ? (value as unknown[]) : [];
    const fits = rows.length === size.rows && rows.every((row) => Array.isArray(row) && row.length === size.columns);
    if (!fits) {
      this.#add('wrong-size', path, `${path} must have ${size.rows} rows of ${size.columns} columns.`);
      return;
    }
    const rule = nulls ? RULES.amount : RULES.count;
    for (const [row, cells] of (rows as unknown[][]).entries()) {
      const column = cells.findIndex((cell) => !(rule.test(cell) || (nulls && cell === null)));
      if (column >= 0) this.#add('wrong-type', `${path}/${row}/${column}`, `The cell must be ${rule.words}.`);
    }
  }

  #add(code: string, path: string, message: string): void {
    this.issues.push({ code, path, message });
  }
}
