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
 * All values of a field: under its whole name, and, for a name with dots, down through nested objects. Lists stand for
 * their entries. `undefined` if the event has no such field, which differs from one with an empty list or `null`.
 */
export const valuesOf = (event: Event, field: string): unknown[] | undefined => {
  const found: unknown[] = [];
  let present = false;
  const take = (value: unknown): void => {
    present = true;
    if (Array.isArray(value)) value.forEach(take);
    else found.push(value);
  };
  const descend = (value: unknown, names: readonly string[], depth: number): void => {
    if (Array.isArray(value)) {
      for (const entry of value) descend(entry, names, depth);
      return;
    }
    const name = names[depth];
    if (name === undefined) take(value);
    else if (isObject(value) && Object.hasOwn(value, name)) descend(value[name], names, depth + 1);
  };
  if (Object.hasOwn(event, field)) take(event[field]);
  if (field.includes('.')) descend(event, field.split('.'), 0);
  return present ? found : undefined;
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
