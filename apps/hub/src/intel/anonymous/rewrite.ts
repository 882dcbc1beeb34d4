import { randomUUID } from 'node:crypto';
import {
  propertyKind,
  scoId,
  TLP,
  TLP_1,
  typeDefinitions,
  type Kind,
  type StixObject,
  type TypeDefinition,
} from '@sanad/stix';

/** What a submitter lets through besides what the message is made of. */
export interface Anonymity {
  /** Names of free-text properties that stay as they are, such as `name` and `description`. */
  readonly keep: readonly string[];
  /** How exact times stay. */
  readonly times: 'exact' | 'hour' | 'day' | 'month';
}

/** An object that can't be published without its author, and why. */
export interface Dropped {
  readonly index: number;
  readonly id: string;
  readonly reason: string;
}

/** A submission made anonymous. */
export interface Rewritten {
  readonly objects: readonly StixObject[];
  readonly dropped: readonly Dropped[];
  /** New ids by the submitter's own. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Put where the specification wants a text that was taken out. */
export const withheld = 'withheld';

/** What the message is made of and can't be taken out; the preview shows it. */
const substance: ReadonlySet<string> = new Set([
  'pattern',
  'value',
  'pattern_type',
  'pattern_version',
  'relationship_type',
  'spec_version',
  'type',
]);
/** Public names of weaknesses and techniques point to nobody. */
const publicName = /^(CVE-\d{4}-\d{4,}|CWE-\d+|CAPEC-\d+|T\d{4}(\.\d{3})?)$/;
const knownMarkings: ReadonlySet<string> = new Set(
  [...Object.values(TLP), ...Object.values(TLP_1)].map((marking) => marking.id),
);
/** Common properties that speak of the author or of other markings than the release's. */
const ofTheAuthor: ReadonlySet<string> = new Set([
  'created_by_ref',
  'granular_markings',
  'external_references',
  'labels',
  'extensions',
  'lang',
]);

/**
 * Objects as the hub publishes them for somebody who stays unnamed: new ids, the hub as creator, times coarsened, and no
 * text but what the submitter keeps. It follows the tables of the specification: a property that they don't name, or
 * whose form could carry anything, is left out, so what is not foreseen is not published.
 */
export function rewrite(objects: readonly StixObject[], anonymity: Anonymity, hub: string): Rewritten {
  const dropped: Dropped[] = [];
  const kept: StixObject[] = [];
  objects.forEach((object, index) => {
    const reason = reasonToDrop(object);
    if (reason) dropped.push({ index, id: object.id, reason });
    else kept.push(object);
  });
  const ids = new Map(kept.map((object) => [object.id, newIdOf(object)]));
  const rewritten = kept.map((object) => rewriteObject(object, anonymity, hub, ids));
  return { objects: rewritten, dropped, ids };
}

function reasonToDrop(object: StixObject): string | undefined {
  const definition = typeDefinitions.get(object.type);
  if (!definition) return `Objects of type ${object.type} are not STIX 2.1; what in them points to you can't be known.`;
  if (object.type === 'identity') return 'An identity would name somebody.';
  if (definition.category === 'smo') return 'Definitions of markings, extensions and languages name their author.';
  return undefined;
}

/** Observables whose id follows from their values keep it: it says nothing else. All others get a fresh one. */
function newIdOf(object: StixObject): string {
  const fresh = `${object.type}--${randomUUID()}`;
  return typeDefinitions.get(object.type)?.category === 'sco' && scoId(object) === object.id ? object.id : fresh;
}

function rewriteObject(
  object: StixObject,
  anonymity: Anonymity,
  hub: string,
  ids: ReadonlyMap<string, string>,
): StixObject {
  const definition = typeDefinitions.get(object.type) as TypeDefinition;
  const result: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(definition.properties)) {
    if (!(name in object) || ofTheAuthor.has(name)) continue;
    const { kind, required } = propertyKind(property);
    const value = object[name];
    const whole = substance.has(name) || anonymity.keep.includes(name);
    const shown =
      name === 'id' ? ids.get(object.id) : whole && !hasReference(kind) ? value : cleaned(kind, value, anonymity, ids);
    if (shown !== undefined) result[name] = shown;
    else if (required) result[name] = placeholder(kind, value);
  }
  const versioned = definition.category !== 'sco';
  return { ...result, ...(versioned && { created_by_ref: hub }) } as unknown as StixObject;
}

/** A value without what could point to somebody; undefined when nothing is left. */
function cleaned(kind: Kind, value: unknown, anonymity: Anonymity, ids: ReadonlyMap<string, string>): unknown {
  switch (kind.kind) {
    case 'boolean':
    case 'integer':
    case 'float':
    case 'hashes':
      return value;
    case 'literal':
      return typeof value === 'string' && kind.values.includes(value) ? value : undefined;
    case 'timestamp':
      return typeof value === 'string' ? coarsened(value, anonymity.times) : undefined;
    case 'enumeration':
    case 'vocabulary':
      return typeof value === 'string' && kind.vocabulary.words.has(value) ? value : undefined;
    case 'reference':
      return typeof value === 'string' ? (ids.get(value) ?? wellKnown(value)) : undefined;
    case 'string':
      return typeof value === 'string' && publicName.test(value) ? value : undefined;
    case 'list': {
      const left = Array.isArray(value) ? value.flatMap((one) => cleaned(kind.of, one, anonymity, ids) ?? []) : [];
      return left.length > 0 ? left : undefined;
    }
    case 'object': {
      const parts = Object.entries(kind.properties).map(([name, property]) => {
        const { kind: part, required } = propertyKind(property);
        return {
          name,
          required,
          left: cleaned(part, (value as Record<string, unknown> | null)?.[name], anonymity, ids),
        };
      });
      if (parts.some((part) => part.required && part.left === undefined)) return undefined;
      return Object.fromEntries(parts.flatMap((part) => (part.left === undefined ? [] : [[part.name, part.left]])));
    }
    case 'format':
    case 'either':
    case 'dictionary':
    case 'binary':
    case 'hex':
    case 'anything':
    case 'elsewhere':
      return undefined;
  }
}

/** TLP markings are everybody's; a reference to anything else outside the submission could point to its author. */
const wellKnown = (id: string): string | undefined => (knownMarkings.has(id) ? id : undefined);

function hasReference(kind: Kind): boolean {
  return kind.kind === 'reference' || (kind.kind === 'list' && hasReference(kind.of));
}

function placeholder(kind: Kind, value: unknown): unknown {
  // A list that lost every member keeps the object from being valid, which is then reported by validation.
  return kind.kind === 'string' || kind.kind === 'vocabulary' ? withheld : kind.kind === 'list' ? [] : value;
}

const lengths = { exact: undefined, hour: 13, day: 10, month: 7 } as const;

function coarsened(stamp: string, times: Anonymity['times']): string {
  const length = lengths[times];
  return length === undefined ? stamp : `${stamp.slice(0, length)}${'-01T00:00:00.000Z'.slice(length - 7)}`;
}
