/** An event as it is matched: names to values, flat or nested. */
export type Event = Record<string, unknown>;

/** A mapping within an event. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of a value that has one: texts, numbers, true and false. */
export const textOf = (value: unknown): string | undefined => {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return undefined;
  }
};

/**
 * Reads all values of a field: under its whole name, and, for a name with dots, down through nested objects. Lists
 * stand for their entries. `undefined` if the event has no such field, which differs from one with an empty list or
 * `null`.
 */
export const fieldReader = (field: string): ((event: Event) => unknown[] | undefined) => {
  const path = field.includes('.') ? field.split('.') : undefined;
  return (event) => {
    let found: unknown[] | undefined;
    if (Object.hasOwn(event, field)) found = take(event[field], []);
    return path ? descend(event, path, 0, found) : found;
  };
};

/** All values of a field, see `fieldReader`. */
export const valuesOf = (event: Event, field: string): unknown[] | undefined => fieldReader(field)(event);

const take = (value: unknown, found: unknown[]): unknown[] => {
  if (Array.isArray(value)) for (const entry of value) take(entry, found);
  else found.push(value);
  return found;
};

const descend = (
  value: unknown,
  path: readonly string[],
  depth: number,
  found: unknown[] | undefined,
): unknown[] | undefined => {
  const name = path[depth];
  if (name === undefined) return take(value, found ?? []);
  if (Array.isArray(value)) {
    return value.reduce<unknown[] | undefined>((sofar, entry) => descend(entry, path, depth, sofar), found);
  }
  return isObject(value) && Object.hasOwn(value, name) ? descend(value[name], path, depth + 1, found) : found;
};

/**
 * The texts in which keywords are looked for: every value, and within nested objects also the names, because such an
 * object is one value of the log line. Names of the event's own fields are no text of the event.
 */
export const keywordTexts = (event: Event): string[] => {
  const found: string[] = [];
  const take = (value: unknown): void => {
    const text = textOf(value);
    if (text !== undefined) found.push(text);
    else if (Array.isArray(value)) value.forEach(take);
    else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        found.push(name);
        take(inner);
      }
    }
  };
  Object.values(event).forEach(take);
  return found;
};
