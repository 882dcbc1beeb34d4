import type { StixObject } from '@sanad/stix';

/** An observable or name by which exactly an object is looked up. */
export interface Value {
  readonly kind: string;
  /** Lower case, since addresses, domains and hashes don't depend on case. */
  readonly value: string;
}

/** The values of an object: of a cyber-observable its own, of an indicator those its pattern compares with. */
export function valuesOf(object: StixObject): Value[] {
  const values: Value[] = [];
  const keep = (kind: string, value: unknown): void => {
    // Longer ones don't fit an index entry and nobody types them.
    if (typeof value === 'string' && value.length > 0 && value.length <= 1000)
      values.push({ kind, value: value.toLowerCase() });
  };
  if (object.type === 'indicator' && object['pattern_type'] === 'stix') {
    for (const value of patternStrings(String(object['pattern']))) keep('pattern', value);
  }
  keep(object.type, object['value']);
  const hashes = object['hashes'];
  if (hashes && typeof hashes === 'object') for (const [name, hash] of Object.entries(hashes)) keep(name, hash);
  const references = object['external_references'];
  if (Array.isArray(references)) {
    for (const one of references as { external_id?: unknown }[]) keep('external_id', one.external_id);
  }
  if (object.type === 'vulnerability') keep('name', object['name']);
  return values;
}

/** The string literals of a pattern, unescaped. */
function patternStrings(pattern: string): string[] {
  return [...pattern.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'));
}
