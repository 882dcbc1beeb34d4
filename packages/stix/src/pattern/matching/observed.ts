import { failure, ok } from '@sanad/result';
import type { Issue, Result } from '@sanad/result';
import { microseconds } from '../timestamp.ts';
import { isObject } from './select.ts';
import type { JsonObject } from './select.ts';

/** One `observed-data`: what was seen, how often, and between which times. */
export interface ObservedData {
  /** Its id, or for one without, its place in the input such as `0/objects/2`. */
  readonly id: string;
  /** Microseconds since 1970 of `first_observed` and `last_observed`. */
  readonly first: number;
  readonly last: number;
  /** `number_observed`: how many observations it stands for. */
  readonly count: number;
  readonly objects: ReadonlyMap<string, JsonObject>;
}

/**
 * Finds every `observed-data` in bundles and single objects. Its objects are those in `object_refs`, wherever in the
 * input they are, and those in the dictionary `objects` of STIX 2.0.
 */
export function readObservedData(input: readonly object[]): Result<ObservedData[]> {
  const byId = new Map<string, JsonObject>();
  const found: { object: JsonObject; path: string }[] = [];
  const add = (object: unknown, path: string): void => {
    if (!isObject(object)) return;
    if (object.type === 'observed-data') found.push({ object, path });
    else if (typeof object.id === 'string') byId.set(object.id, object);
  };
  for (const [place, item] of input.entries()) {
    if (isObject(item) && item.type === 'bundle' && Array.isArray(item.objects)) {
      for (const [inner, object] of item.objects.entries()) add(object, `${place}/objects/${inner}`);
    } else add(item, String(place));
  }
  const issues: Issue[] = [];
  const observed = found.map(({ object, path }) => readOne(object, path, byId, (issue) => issues.push(issue)));
  return issues.length > 0 ? failure(...issues) : ok(observed);
}

function readOne(
  object: JsonObject,
  path: string,
  byId: ReadonlyMap<string, JsonObject>,
  report: (issue: Issue) => void,
): ObservedData {
  const complain = (property: string, wanted: string): void => {
    const message = `${property} of observed-data has to be ${wanted}`;
    report({ code: 'invalid-observed-data', path: `${path}/${property}`, message, spec: 'STIX 2.1 §4.14' });
  };
  const time = (property: 'first_observed' | 'last_observed'): number => {
    const value = object[property];
    const result = typeof value === 'string' ? microseconds(value) : undefined;
    if (result === undefined) complain(property, 'a timestamp');
    return result ?? 0;
  };
  const [first, last] = [time('first_observed'), time('last_observed')];
  if (last < first) complain('last_observed', 'no earlier than first_observed');
  const count = object.number_observed;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) complain('number_observed', 'at least 1');
  return {
    id: typeof object.id === 'string' ? object.id : path,
    first,
    last,
    count: Number(count),
    objects: seenObjects(object, byId),
  };
}

function seenObjects(object: JsonObject, byId: ReadonlyMap<string, JsonObject>): Map<string, JsonObject> {
  const seen = new Map<string, JsonObject>();
  if (isObject(object.objects)) {
    for (const [key, inner] of Object.entries(object.objects)) if (isObject(inner)) seen.set(key, inner);
  }
  for (const reference of Array.isArray(object.object_refs) ? object.object_refs : []) {
    const referred = typeof reference === 'string' ? byId.get(reference) : undefined;
    if (referred) seen.set(String(reference), referred);
  }
  return seen;
}
