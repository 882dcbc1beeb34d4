import { fold } from '../evaluate/fold.ts';
import { type Event, fieldReader, isObject, textOf } from '../evaluate/values.ts';
import type { LogSource } from '../rule/rule.ts';
import { builtInMappings } from './built-in.ts';
import type { Mapping, Route } from './mapping.ts';

/** An event with the names that rules know, and the logs it belongs to. */
export interface NormalisedEvent {
  readonly event: Event;
  /** The same array for events of the same kind; empty when no mapping knows the event. */
  readonly sources: readonly LogSource[];
  /** Name of the mapping that knows the event. */
  readonly mapping: string | undefined;
}

/** Turns events as they are logged into events as rules expect them. */
export type Normaliser = (event: Event) => NormalisedEvent;

/** Routes are remembered for this many kinds of event, so that a hostile stream of ever new ones costs no memory. */
const MAX_KINDS = 10_000;

/**
 * Makes a function that recognises an event by the first mapping all whose fields it has, flattens it and says which
 * log sources it belongs to. Users' own mappings come before the built-in ones.
 */
export const createNormaliser = (own: readonly Mapping[] = []): Normaliser => {
  const mappings = [...own, ...builtInMappings];
  const known = mappings.map((mapping) => prepare(mapping, mappings));
  return (event) => {
    for (const { recognises, normalise } of known) if (recognises(event)) return normalise(event);
    return { event, sources: NO_SOURCES, mapping: undefined };
  };
};

const NO_SOURCES: readonly LogSource[] = [];

interface Prepared {
  readonly recognises: (event: Event) => boolean;
  readonly normalise: Normaliser;
}

const prepare = (mapping: Mapping, all: readonly Mapping[]): Prepared => {
  const present = mapping.present.map(fieldReader);
  const flatten = flattener(mapping.lift ?? []);
  const routes = mapping.routes ?? all.find(({ name }) => name === mapping.routesOf)?.routes ?? [];
  const findRoutes = routeFinder(routes, mapping.rename ?? {});
  return {
    recognises: (event) => present.every((read) => read(event) !== undefined),
    normalise: (event) => {
      // Names of the format itself are added first: routes are told by the names that rules know.
      const { named, kind } = findRoutes(event, flatten(event));
      return { event: named, sources: kind.sources, mapping: mapping.name };
    },
  };
};

/** Copies an event with the members of certain objects as fields of its own. */
const flattener = (lift: readonly string[]): ((event: Event) => Event) => {
  const paths = lift.map((path) => path.split('.'));
  const lifted = new Set(paths.map(([root]) => root));
  return (event) => {
    if (paths.length === 0) return { ...event };
    const flat: Event = {};
    for (const name in event) if (!lifted.has(name)) flat[name] = event[name];
    for (const path of paths) liftInto(flat, event, path, 0);
    return flat;
  };
};

const liftInto = (flat: Event, value: unknown, path: readonly string[], depth: number): void => {
  if (!isObject(value)) return;
  const name = path[depth];
  if (name === '*') for (const inner of Object.values(value)) liftInto(flat, inner, path, depth + 1);
  else if (name !== undefined) liftInto(flat, Object.hasOwn(value, name) ? value[name] : undefined, path, depth + 1);
  else for (const [member, inner] of Object.entries(value)) addMember(flat, member, inner);
};

/** XML attributes are named by element and attribute (Sigma rules 2.1, Field Usage): `Provider_Name`. */
const addMember = (flat: Event, name: string, value: unknown): void => {
  if (name === '#attributes' && isObject(value)) {
    for (const [attribute, text] of Object.entries(value)) setOwn(flat, attribute, text);
  } else if (isObject(value) && ('#attributes' in value || '#text' in value)) {
    const attributes = value['#attributes'];
    for (const [attribute, text] of Object.entries(isObject(attributes) ? attributes : {})) {
      setOwn(flat, `${name}_${attribute}`, text);
    }
    if ('#text' in value) setOwn(flat, name, value['#text']);
  } else setOwn(flat, name, value);
};

/** A field that the event already has stays as it is. */
const setOwn = (flat: Event, name: string, value: unknown): void => {
  if (name !== '__proto__' && !Object.hasOwn(flat, name)) flat[name] = value;
};

/** Events with the same values in all fields that routes look at. */
interface Kind {
  readonly sources: readonly LogSource[];
  readonly renames: readonly Rename[];
}

interface Rename {
  readonly read: (event: Event) => unknown[] | undefined;
  readonly name: string;
}

const routeFinder = (
  routes: readonly Route[],
  rename: Readonly<Record<string, string>>,
): ((original: Event, flat: Event) => { named: Event; kind: Kind }) => {
  const fields = [...new Set(routes.flatMap(({ when, from }) => [...Object.keys(when), ...Object.values(from ?? {})]))];
  const readers = fields.map(fieldReader);
  const renames = renamesOf(rename);
  const kinds = new Map<string, Kind>();
  return (original, flat) => {
    applyRenames(flat, original, renames);
    let spelling = '';
    const values = readers.map((read) => {
      const texts = (read(flat) ?? []).map((value) => fold(textOf(value) ?? ''));
      spelling += `${texts.join('\u0001')}\u0000`;
      return texts;
    });
    let kind = kinds.get(spelling);
    if (!kind) {
      kind = kindOf(routes, (field) => values[fields.indexOf(field)] ?? []);
      if (kinds.size >= MAX_KINDS) kinds.clear();
      kinds.set(spelling, kind);
    }
    applyRenames(flat, original, kind.renames);
    return { named: flat, kind };
  };
};

const renamesOf = (rename: Readonly<Record<string, string>>): Rename[] =>
  Object.entries(rename).map(([field, name]) => ({ read: fieldReader(field), name }));

/** A renamed field may stand in the flattened event or where the format has it. */
const applyRenames = (flat: Event, original: Event, renames: readonly Rename[]): void => {
  for (const { read, name } of renames) {
    if (Object.hasOwn(flat, name)) continue;
    const values = read(flat) ?? read(original);
    if (values !== undefined) flat[name] = values.length === 1 ? values[0] : values;
  }
};

const kindOf = (routes: readonly Route[], valuesOf: (field: string) => readonly string[]): Kind => {
  const fitting = routes.filter(({ when }) =>
    Object.entries(when).every(([field, wanted]) => wanted.some((value) => valuesOf(field).includes(fold(value)))),
  );
  return {
    sources: fitting.flatMap(({ is, from }) => {
      if (is) return [is];
      const named = Object.entries(from ?? {}).flatMap(([part, field]) => {
        const [value] = valuesOf(field);
        return value === undefined ? [] : [[part, value] as const];
      });
      return named.length > 0 ? [Object.fromEntries(named)] : [];
    }),
    renames: fitting.flatMap(({ rename }) => renamesOf(rename ?? {})),
  };
};
