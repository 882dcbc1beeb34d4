/** The value at a dotted path, as nested objects or flat names wherever the dots were cut; undefined if there is none. */
export function valueAt(event: unknown, path: string): unknown {
  if (typeof event !== 'object' || event === null) return undefined;
  const object = event as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(object, path)) return object[path];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    if (!Object.hasOwn(object, name)) continue;
    const value = valueAt(object[name], path.slice(dot + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}
